import { type UseFormReturn, useFieldArray, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { SwitchField } from '#components/ui/switch-field.tsx';
import { useLive, useSensorName } from '../console-context.ts';
import type { SourceValues, ZoneValues } from './settings-zone.ts';

type Form = Pick<UseFormReturn<ZoneValues>, 'control' | 'register'>;

export interface SourceRowsProps {
  readonly site: string;
  readonly form: Form;
  /** Ids of the site's sensors. */
  readonly sensors: readonly string[];
  readonly disabled: boolean;
}

/** The sources of a zone, row by row. */
export function SourceRows({ site, form, sensors, disabled }: SourceRowsProps) {
  const t = useTranslations('settings.zone');
  const accuracy = useTranslations('accuracy.settings');
  const sensorName = useSensorName();
  const { control, register } = form;
  const { fields, append, remove } = useFieldArray({ control, name: 'sources' });
  const sources = useWatch({ control, name: 'sources' });
  const unused = sensors.find((sensor) => !sources.some((source) => source.sensor === sensor));
  const add = () =>
    append({
      sensor: unused ?? sensors[0] ?? '',
      channel: '',
      direction: 'normal',
      use: 'auto',
      optional: false,
      factorIn: 1,
      factorOut: 1,
    });
  if (sensors.length === 0) return <p className="text-muted">{t('sourcesNoSensor')}</p>;
  return (
    <>
      {fields.length === 0 && <p className="mb-3 text-muted">{t('sourcesNone')}</p>}
      <ol className="space-y-5">
        {fields.map((field, index) => (
          <li key={field.id} className="border-b border-line pb-4">
            <fieldset disabled={disabled}>
              <legend className="sr-only">{t('source', { number: String(index + 1) })}</legend>
              <div className="grid gap-4 sm:grid-cols-2">
                <SelectField
                  label={t('sensor')}
                  {...register(`sources.${index}.sensor`)}
                  options={[...new Set([...sensors, sources[index]?.sensor ?? ''])].map((sensor) => ({
                    value: sensor,
                    name: sensorName(site, sensor),
                  }))}
                />
                <Channel site={site} form={form} index={index} sensor={sources[index]?.sensor ?? ''} />
              </div>
              <details className="mt-2" open={isUnusual(sources[index]) || undefined}>
                <summary className="inline-flex min-h-touch cursor-pointer items-center rounded-lg text-muted underline underline-offset-4">
                  {t('more')}
                </summary>
                <div className="mt-1 grid gap-4 sm:grid-cols-2">
                  <SelectField label={t('direction')} {...register(`sources.${index}.direction`)}>
                    <option value="normal">{t('normal')}</option>
                    <option value="reverse">{t('reverse')}</option>
                  </SelectField>
                  <SelectField label={t('use')} {...register(`sources.${index}.use`)}>
                    <option value="auto">{t('useAuto')}</option>
                    <option value="counts">{t('useCounts')}</option>
                    <option value="occupancy">{t('useOccupancy')}</option>
                  </SelectField>
                  {(['factorIn', 'factorOut'] as const).map((factor) => (
                    <Field
                      key={factor}
                      label={accuracy(factor)}
                      type="number"
                      inputMode="decimal"
                      step="0.001"
                      min={0.5}
                      max={2}
                      {...register(`sources.${index}.${factor}`, { valueAsNumber: true })}
                    />
                  ))}
                </div>
                <SwitchField
                  control={control}
                  name={`sources.${index}.optional`}
                  label={t('optional')}
                  disabled={disabled}
                />
              </details>
              <Button variant="quiet" className="-ml-4" onClick={() => remove(index)}>
                {t('removeSource')}
              </Button>
            </fieldset>
          </li>
        ))}
      </ol>
      <Button onClick={add} disabled={disabled} className="mt-4">
        {t('addSource')}
      </Button>
    </>
  );
}

/** Whether a row has settings besides the sensor. */
function isUnusual(source: SourceValues | undefined): boolean {
  return (
    source !== undefined &&
    (source.direction === 'reverse' ||
      source.use !== 'auto' ||
      source.optional ||
      source.factorIn !== 1 ||
      source.factorOut !== 1)
  );
}

interface ChannelProps {
  readonly site: string;
  readonly form: Form;
  readonly index: number;
  readonly sensor: string;
}

/** The channels that the sensor reports; if it reports none by name, a text field. */
function Channel({ site, form: { control, register }, index, sensor }: ChannelProps) {
  const t = useTranslations('settings.zone');
  const readings = useLive(({ sensors }) => sensors[`${site}/${sensor}`]?.readings);
  const known = (readings ?? []).filter(({ channel }) => channel !== 'main');
  const chosen = useWatch({ control, name: `sources.${index}.channel` });
  const hasOnlyMain = readings !== undefined && readings.length > 0 && known.length === 0;
  if (hasOnlyMain && chosen === '') return <div className="hidden sm:block" />;
  if (known.length === 0) {
    return <Field label={t('channel')} hint={t('channelHint')} {...register(`sources.${index}.channel`)} />;
  }
  const isUnknown = chosen !== '' && !known.some(({ channel }) => channel === chosen);
  return (
    <SelectField
      label={t('channel')}
      {...register(`sources.${index}.channel`)}
      options={known.map(({ channel, name }) => ({ value: channel, name: name ?? channel }))}
    >
      {chosen === '' && <option value="">–</option>}
      {isUnknown && <option value={chosen}>{chosen}</option>}
    </SelectField>
  );
}
