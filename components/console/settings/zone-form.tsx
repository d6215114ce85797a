'use client';

import { type UseFormReturn, useWatch } from 'react-hook-form';
import { useFormatter, useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { SwitchField } from '#components/ui/switch-field.tsx';
import { useForm } from '#components/ui/use-form.ts';
import { under } from '#lib/base-path.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { useConsole } from '../console-context.ts';
import { EntryForm } from './entry-form.tsx';
import { LimitSlider } from './limit-slider.tsx';
import { ScheduleField } from './schedule-field.tsx';
import { freeId } from './settings-values.ts';
import { type ZoneValues, zoneDocumentOf, zoneValuesOf } from './settings-zone.ts';
import { SourceRows } from './source-rows.tsx';
import { useSaver } from './use-saver.ts';
import { ZoneFineTuning } from './zone-fine-tuning.tsx';
import { ZonePreview } from './zone-preview.tsx';

export interface ZoneFormProps {
  readonly site: string;
  /** Undefined for a new zone. */
  readonly entry: ConfigEntry | undefined;
  readonly sensors: readonly string[];
  /** Ids of existing zones. */
  readonly usedIds: readonly string[];
  /** The texts of the site's displays. */
  readonly words: readonly FaceWords[];
}

const maxPeople = 1_000_000;

/** One zone: its name, capacity, limits, and sources. */
export function ZoneForm({ site, entry, sensors, usedIds, words }: ZoneFormProps) {
  const t = useTranslations('settings');
  const { number } = useFormatter();
  const { sites } = useConsole();
  const saver = useSaver(entry);
  const document = saver.kept?.document ?? {};
  const values = zoneValuesOf(document);
  const form = useForm<ZoneValues>({ defaultValues: values });
  const { control, register, handleSubmit, setValue, formState } = form;
  const { dirtyFields } = formState;
  const now = useWatch({ control });
  const capacity = Number.isFinite(now.capacity) ? Math.max(1, now.capacity ?? 1) : 1;
  const [amberPercent, redPercent] = [now.amberPercent ?? 80, now.redPercent ?? 100];
  const isFile = entry?.managedBy === 'file';
  const id = entry?.id ?? freeId(now.name ?? '', usedIds, 'zone');
  const address = { site, kind: 'zone', id } as const;
  const submit = handleSubmit(async (fields) => {
    if ((await saver.save(address, zoneDocumentOf(fields, document))) === undefined) return;
    // A full page load, so that all live data of the zone is loaded.
    if (entry === undefined) location.assign(under(`/console/settings/${site}`));
    form.reset(fields);
  });

  return (
    <EntryForm
      title={entry === undefined ? t('zone.add') : values.name}
      entry={entry}
      address={address}
      name={values.name}
      saver={saver}
      isDirty={formState.isDirty}
      createLabel={entry === undefined ? t('zone.create') : undefined}
      onSubmit={submit}
    >
      <div className="items-start gap-6 md:grid md:grid-cols-[minmax(0,1fr)_17rem] lg:grid-cols-[minmax(0,1fr)_22rem]">
        <fieldset disabled={isFile} className="min-w-0 space-y-6">
          <Panel title={t('display.zone')}>
            <div className="grid gap-5 lg:grid-cols-2">
              <Field
                label={t('zone.name')}
                maxLength={100}
                {...register('name', { validate: (name) => name.trim() !== '' || t('required') })}
                hint={entry === undefined ? t('idHint', { id }) : undefined}
              />
              <Field
                label={t('zone.capacity')}
                type="number"
                inputMode="numeric"
                min={1}
                max={maxPeople}
                {...register('capacity', {
                  valueAsNumber: true,
                  validate: (people) =>
                    (Number.isInteger(people) && people >= 1 && people <= maxPeople) ||
                    t('wholeNumber', { min: '1', max: number(maxPeople) }),
                })}
              />
            </div>
          </Panel>
          <Panel title={t('zone.limits')}>
            <LimitSlider
              capacity={capacity}
              amberPercent={amberPercent}
              redPercent={redPercent}
              disabled={isFile}
              onChange={(amber, red) => {
                setValue('amberPercent', amber, { shouldDirty: true });
                setValue('redPercent', red, { shouldDirty: true });
                saver.touch();
              }}
            />
          </Panel>
          <Panel title={t('zone.sources')}>
            <SourceRows site={site} form={form} sensors={sensors} disabled={isFile} />
          </Panel>
          <AccuracyFields form={form} capacity={capacity} disabled={isFile} />
          <ZoneFineTuning form={form} capacity={capacity} />
        </fieldset>
        {/* Its slider follows the people inside: that changes nothing of the form. */}
        <div className="mt-6 md:sticky md:top-20 md:mt-0" onChange={(event) => event.stopPropagation()}>
          <ZonePreview
            zone={entry === undefined ? undefined : `${site}/${entry.id}`}
            words={words}
            limits={{ capacity, amberAt: amberPercent / 100, redAt: redPercent / 100 }}
            isChanged={
              dirtyFields.capacity === true ||
              dirtyFields.amberPercent === true ||
              dirtyFields.redPercent === true
            }
            simulated={sites.find((each) => each.id === site)?.simulated ?? false}
          />
        </div>
      </div>
    </EntryForm>
  );
}

interface AccuracyFieldsProps {
  readonly form: UseFormReturn<ZoneValues>;
  readonly capacity: number;
  readonly disabled: boolean;
}

const zeroAfterMinutes = ['15', '30', '60', '120'] as const;

/** Other numbers on some days, and what keeps the count true. */
function AccuracyFields({ form, capacity, disabled }: AccuracyFieldsProps) {
  const t = useTranslations('accuracy.settings');
  const schedule = useTranslations('accuracy.schedule');
  const { control, register } = form;
  const known = form.getValues('zeroAfter');
  const choices = [...new Set([...zeroAfterMinutes, ...(known === '' ? [] : [known])])];
  return (
    <>
      <Panel title={schedule('capacity')}>
        <ScheduleField name="capacityAt" form={form} people={capacity} min={1} />
      </Panel>
      <Panel title={schedule('staff')}>
        <p className="mb-3 text-muted">{schedule('staffHint')}</p>
        <ScheduleField name="staff" form={form} people={1} min={0} />
      </Panel>
      <Panel title={t('title')}>
        <div className="space-y-5">
          <SelectField label={t('calibration')} {...register('calibration')}>
            <option value="off">{t('off')}</option>
            <option value="suggest">{t('suggest')}</option>
            <option value="auto">{t('auto')}</option>
          </SelectField>
          <SelectField
            label={t('zeroAfter')}
            {...register('zeroAfter')}
            options={choices.map((count) => ({ value: count, name: t('minutes', { count }) }))}
          >
            <option value="">{t('never')}</option>
          </SelectField>
          <div>
            <SwitchField control={control} name="careful" label={t('careful')} disabled={disabled} />
            <p className="text-sm text-muted">{t('carefulHint')}</p>
          </div>
        </div>
      </Panel>
    </>
  );
}
