'use client';

import { useState } from 'react';
import { FormProvider, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { SwitchField } from '#components/ui/switch-field.tsx';
import { useForm } from '#components/ui/use-form.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { readableId } from '#lib/names.ts';
import { useConsole } from '../../console-context.ts';
import { FileNote } from '../owner-mark.tsx';
import { RemoveEntry } from '../remove-entry.tsx';
import { SaveBar } from '../save-bar.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { freeId } from '../settings-values.ts';
import { useSaver } from '../use-saver.ts';
import type { ZoneChoice } from '../zone-choice.ts';
import { LampConnection } from './lamp-connection.tsx';
import { LampStates } from './lamp-states.tsx';
import { type LampValues, lampDocumentOf, lampValuesOf } from './lamp-values.ts';
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
  const { sites } = useConsole();
  const { saved, revision, save, touch } = useSaver(entry);
  const form = useForm<LampValues>({
    defaultValues: lampValuesOf(entry?.document ?? {}, zones[0]?.id ?? ''),
  });
  const { control, register, handleSubmit, formState, reset } = form;
  const [secrets, setSecrets] = useState(entry?.secrets ?? []);
  const [madeId, setMadeId] = useState<string>();
  const [typedName, isBarrier, driver] = useWatch({ control, name: ['name', 'isBarrier', 'driver'] });
  const id = entry?.id ?? madeId ?? freeId(typedName, usedIds, 'lamp');
  const isNew = entry === undefined && madeId === undefined;
  const name = typedName.trim() || readableId(id);
  const isFile = entry?.managedBy === 'file';
  const back = `/console/settings/${site}`;
  const submit = handleSubmit(async (values) => {
    const next = await save({ site, kind: 'lamp', id }, lampDocumentOf(values));
    if (next === undefined) return;
    setMadeId(id);
    setSecrets(next.secrets);
    reset(lampValuesOf(next.document, values.zone));
  });
  return (
    <SettingsPage
      title={isNew ? t('lamps.add') : name}
      back={{
        href: back,
        label: t('backTo', { site: sites.find((each) => each.id === site)?.name ?? site }),
      }}
    >
      {isFile && <FileNote />}
      {zones.length === 0 ? (
        <p className="text-lg">{t('lamps.noZone')}</p>
      ) : (
        <FormProvider {...form}>
          <form onSubmit={(event) => void submit(event)} onChange={touch} noValidate>
            <fieldset disabled={isFile} className="min-w-0 space-y-6">
              <Panel title={t('lamps.one')}>
                <div className="grid gap-5 sm:grid-cols-2">
                  <Field
                    label={t('display.name')}
                    hint={t('idHint', { id })}
                    autoComplete="off"
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
                    onSwitch={touch}
                  />
                  {isBarrier && <p className="mt-1.5 text-sm text-muted">{t('lamps.barrierHint')}</p>}
                </div>
              </Panel>
              <LampConnection secrets={secrets} />
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
                        setValueAs: (value: unknown) =>
                          value === '' || value === undefined ? '' : Number(value),
                      })}
                    />
                  )}
                </div>
              </Panel>
            </fieldset>
            {!isFile && (
              <SaveBar
                saved={saved}
                isDirty={formState.isDirty}
                label={isNew ? t('lamps.create') : undefined}
              >
                {entry?.managedBy === 'console' && revision !== null && (
                  <RemoveEntry
                    revision={revision}
                    entry={{ site, kind: 'lamp', id }}
                    name={name}
                    next={back}
                  />
                )}
              </SaveBar>
            )}
          </form>
        </FormProvider>
      )}
      {!isNew && <LampStatusPanel site={site} lamp={id} />}
    </SettingsPage>
  );
}
