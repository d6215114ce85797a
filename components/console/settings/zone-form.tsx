'use client';

import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useFormatter, useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { useForm } from '#components/ui/use-form.ts';
import { under } from '#lib/base-path.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { useConsole } from '../console-context.ts';
import { AccuracyFields } from './accuracy-fields.tsx';
import { LimitSlider } from './limit-slider.tsx';
import { FileNote } from './owner-mark.tsx';
import { RemoveEntry } from './remove-entry.tsx';
import { SaveBar } from './save-bar.tsx';
import { SettingsPage } from './settings-page.tsx';
import { freeId } from './settings-values.ts';
import { type ZoneValues, zoneDocumentOf, zoneValuesOf } from './settings-zone.ts';
import { SourceRows } from './source-rows.tsx';
import { useSaver } from './use-saver.ts';
import type { ZoneFields } from './zone-fields.ts';
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
  const { saved, revision, save, touch } = useSaver(entry);
  const [document, setDocument] = useState(entry?.document ?? {});
  const values = zoneValuesOf(document);
  const form = useForm<ZoneFields>({ defaultValues: fieldsOf(values) });
  const { control, register, handleSubmit, setValue, formState } = form;
  const { dirtyFields } = formState;
  const now = useWatch({ control });
  const capacity = Number.isFinite(now.capacity) ? Math.max(1, now.capacity ?? 1) : 1;
  const [amberPercent, redPercent] = [now.amberPercent ?? 80, now.redPercent ?? 100];
  const isFile = entry?.managedBy === 'file';
  const id = entry?.id ?? freeId(now.name ?? '', usedIds, 'zone');
  const back = `/console/settings/${site}`;

  const submit = handleSubmit(async (fields) => {
    const next = await save({ site, kind: 'zone', id }, zoneDocumentOf(fields, document));
    if (next === undefined) return;
    // A full page load, so that all live data of the zone is loaded.
    if (entry === undefined) location.assign(under(back));
    setDocument(next.document);
    form.reset(fields);
  });

  return (
    <SettingsPage
      title={entry === undefined ? t('zone.add') : values.name}
      back={{
        href: back,
        label: t('backTo', { site: sites.find((each) => each.id === site)?.name ?? site }),
      }}
    >
      {isFile && <FileNote />}
      <form onSubmit={(event) => void submit(event)} onChange={touch} noValidate>
        <div className="items-start gap-6 md:grid md:grid-cols-[minmax(0,1fr)_17rem] lg:grid-cols-[minmax(0,1fr)_22rem]">
          <fieldset disabled={isFile} className="min-w-0 space-y-6">
            <Panel title={t('display.zone')}>
              <div className="grid gap-5 lg:grid-cols-2">
                <Field
                  label={t('zone.name')}
                  autoComplete="off"
                  maxLength={100}
                  {...register('name', { validate: (name) => name.trim() !== '' || t('required') })}
                  {...errorOf(formState.errors.name)}
                  {...(entry === undefined && { hint: t('idHint', { id }) })}
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
                  {...errorOf(formState.errors.capacity)}
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
                  touch();
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
        {!isFile && (
          <SaveBar
            saved={saved}
            isDirty={formState.isDirty}
            {...(entry === undefined && { label: t('zone.create') })}
          >
            {entry?.managedBy === 'console' && revision !== null && (
              <RemoveEntry
                revision={revision}
                entry={{ site, kind: 'zone', id }}
                name={values.name}
                next={back}
              />
            )}
          </SaveBar>
        )}
      </form>
    </SettingsPage>
  );
}

function fieldsOf(values: ZoneValues): ZoneFields {
  const { sources, capacityAt, staff } = values;
  return { ...values, sources: [...sources], capacityAt: [...capacityAt], staff: [...staff] };
}

/** A field's error in the component's form. */
function errorOf(error: { readonly message?: string | undefined } | undefined) {
  return error?.message === undefined ? {} : { error: error.message };
}
