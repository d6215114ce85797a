'use client';

import { FormProvider, useFormContext, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { SwitchField } from '#components/ui/switch-field.tsx';
import { numberOrEmpty, useForm } from '#components/ui/use-form.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { readableId } from '#lib/names.ts';
import { EntryForm } from '../entry-form.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { freeId } from '../settings-values.ts';
import { useSaver } from '../use-saver.ts';
import type { ZoneChoice } from '../zone-choice.ts';
import { LampConnection } from './lamp-connection.tsx';
import { type LampValues, lampDocumentOf, lampStates, lampValuesOf } from './lamp-values.ts';
import { LampStatusPanel } from './lamps-panel.tsx';

/** Nobody knows anything then: never green. */
const safeStates = ['unknown', 'red', 'closed', 'keepOut', 'leave'] as const;

export interface LampFormProps {
  readonly site: string;
  /** Undefined for a new lamp. */
  readonly entry: ConfigEntry | undefined;
  readonly zones: readonly ZoneChoice[];
  /** Ids of existing lamps. */
  readonly usedIds: readonly string[];
}

/** One lamp or barrier: where it is, and what it shows in each state. */
export function LampForm({ site, entry, zones, usedIds }: LampFormProps) {
  const t = useTranslations('settings');
  const saver = useSaver(entry);
  const { kept } = saver;
  const form = useForm<LampValues>({
    defaultValues: lampValuesOf(entry?.document ?? {}, zones[0]?.id ?? ''),
  });
  const { control, register, handleSubmit, formState, reset } = form;
  const [typedName, isBarrier, driver] = useWatch({ control, name: ['name', 'isBarrier', 'driver'] });
  const id = kept?.id ?? freeId(typedName, usedIds, 'lamp');
  const name = typedName.trim() || readableId(id);
  const isFile = entry?.managedBy === 'file';
  const address = { site, kind: 'lamp', id } as const;
  const title = kept === undefined ? t('lamps.add') : name;
  const submit = handleSubmit(async (values) => {
    const next = await saver.save(address, lampDocumentOf(values));
    if (next !== undefined) reset(lampValuesOf(next.document, values.zone));
  });
  if (zones.length === 0)
    return (
      <SettingsPage title={title} site={site}>
        <p className="text-lg">{t('lamps.noZone')}</p>
      </SettingsPage>
    );
  return (
    <FormProvider {...form}>
      <EntryForm
        title={title}
        entry={entry}
        address={address}
        name={name}
        saver={saver}
        isDirty={formState.isDirty}
        createLabel={kept === undefined ? t('lamps.create') : undefined}
        onSubmit={submit}
        below={kept !== undefined && <LampStatusPanel site={site} lamp={id} />}
      >
        <fieldset disabled={isFile} className="min-w-0 space-y-6">
          <Panel title={t('lamps.one')}>
            <div className="grid gap-5 sm:grid-cols-2">
              <Field
                label={t('display.name')}
                hint={t('idHint', { id })}
                maxLength={100}
                {...register('name')}
              />
              <SelectField
                label={t('display.zone')}
                {...register('zone')}
                options={zones.map((zone) => ({ value: zone.id, name: zone.name }))}
              />
            </div>
            <div className="mt-4">
              <SwitchField
                control={control}
                name="isBarrier"
                label={t('lamps.isBarrier')}
                disabled={isFile}
                onSwitch={saver.touch}
              />
              {isBarrier && <p className="mt-1.5 text-sm text-muted">{t('lamps.barrierHint')}</p>}
            </div>
          </Panel>
          <LampConnection secrets={kept?.secrets ?? []} />
          <LampStates />
          <Panel title={t('lamps.safety')}>
            <div className="grid gap-5 sm:grid-cols-2">
              {!isBarrier && (
                <SelectField
                  label={t('lamps.failSafe')}
                  hint={t('lamps.failSafeHint')}
                  {...register('failSafe')}
                  options={safeStates.map((state) => ({
                    value: state,
                    name: t(`lamps.state.${state}`),
                  }))}
                />
              )}
              <Field
                label={t('lamps.repeat')}
                hint={t('lamps.repeatHint')}
                type="number"
                min={1}
                max={60}
                {...register('repeatS', { valueAsNumber: true })}
              />
              {driver === 'axis-io' && (
                <Field
                  label={t('lamps.hold')}
                  hint={t('lamps.holdHint')}
                  type="number"
                  min={3}
                  max={600}
                  {...register('holdS', {
                    setValueAs: numberOrEmpty,
                  })}
                />
              )}
            </div>
          </Panel>
        </fieldset>
      </EntryForm>
    </FormProvider>
  );
}

/** What the lamp shows in each state; a barrier is open or shut. */
function LampStates() {
  const t = useTranslations('settings.lamps');
  const { register } = useFormContext<LampValues>();
  const { driver, isBarrier, method } = useWatch<LampValues>();
  if (driver === undefined) return null;
  const isOutputs = driver === 'axis-io' || driver === 'modbus-tcp';
  const settings = isBarrier
    ? ([
        ['open', t('open')],
        ['shut', t('shut')],
      ] as const)
    : lampStates.map((state) => [`states.${state}`, t(`state.${state}`)] as const);
  return (
    <Panel title={t('states')}>
      <p className="mb-4 text-muted">{t(`statesHint.${driver}`)}</p>
      {driver === 'http' && (
        <SelectField label={t('method')} className="mb-5 max-w-xs" {...register('method')}>
          {['GET', 'POST', 'PUT'].map((each) => (
            <option key={each}>{each}</option>
          ))}
        </SelectField>
      )}
      <div className="grid gap-5 sm:grid-cols-2">
        {settings.map(([name, label]) => (
          <div key={name} className="space-y-2">
            <Field
              label={label}
              spellCheck={false}
              {...register(`${name}.text`, {
                // A state without a request or a message would leave the lamp as it was.
                validate: (typed) => isOutputs || typed.trim() !== '' || t('stateMissing'),
              })}
            />
            {driver === 'http' && method !== 'GET' && (
              <Field
                label={t('bodyOf', { state: label })}
                isSmall
                spellCheck={false}
                {...register(`${name}.body`)}
              />
            )}
          </div>
        ))}
      </div>
    </Panel>
  );
}
