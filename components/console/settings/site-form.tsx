'use client';

import { type Control, useController, useWatch } from 'react-hook-form';
import { useLocale, useTranslations } from 'use-intl';
import { CheckList } from '#components/ui/check-list.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { SwitchField } from '#components/ui/switch-field.tsx';
import { useForm } from '#components/ui/use-form.ts';
import { under } from '#lib/base-path.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { doorLanguages } from '#lib/i18n/door-languages.ts';
import { EntryForm } from './entry-form.tsx';
import { HoursField } from './hours-field.tsx';
import { type SiteValues, siteDocumentOf, siteValuesOf } from './settings-site.ts';
import { freeId } from './settings-values.ts';
import { TagsField } from './tags-field.tsx';
import { useSaver } from './use-saver.ts';
import { firstDoorLanguage, useLanguageName, useLanguagesByName } from './use-site-summary.ts';

export interface SiteFormProps {
  /** Undefined for a new site. */
  readonly entry: ConfigEntry | undefined;
  /** Ids of existing sites, and of pages with the same path. */
  readonly usedIds: readonly string[];
  /** IANA zones to choose from. */
  readonly timezones: readonly string[];
  /** For a new site. */
  readonly usualTimezone: string;
}

/** One site: its name, timezone, languages, opening hours and daily reset. */
export function SiteForm({ entry, usedIds, timezones, usualTimezone }: SiteFormProps) {
  const t = useTranslations('settings');
  const saver = useSaver(entry);
  const document = saver.kept?.document ?? {};
  const language = firstDoorLanguage(useLocale());
  const values = siteValuesOf(document, usualTimezone, entry === undefined ? language : undefined);
  const form = useForm<SiteValues>({ defaultValues: values });
  const { control, register, handleSubmit, formState, reset } = form;
  const [name, hasReset, resetAt, hours] = useWatch({
    control,
    name: ['name', 'hasReset', 'resetAt', 'hours'],
  });
  const isFile = entry?.managedBy === 'file';
  const id = entry?.id ?? freeId(name, usedIds, 'site');
  const address = { site: id, kind: 'site', id } as const;
  const submit = handleSubmit(async (fields) => {
    if ((await saver.save(address, siteDocumentOf(fields, document))) === undefined) return;
    // A full page load, so that the console loads the new site.
    if (entry === undefined) location.assign(under(`/console/settings/${id}`));
    reset(fields);
  });

  return (
    <EntryForm
      title={entry === undefined ? t('site.add') : values.name}
      back={
        entry === undefined
          ? { href: '/console/settings', label: t('back') }
          : { href: `/console/settings/${id}`, label: t('backTo', { site: values.name }) }
      }
      entry={entry}
      address={address}
      name={values.name}
      saver={saver}
      isDirty={formState.isDirty}
      createLabel={entry === undefined ? t('site.create') : undefined}
      onSubmit={submit}
      above={entry === undefined && <p className="mb-4 max-w-prose text-muted">{t('site.addHint')}</p>}
    >
      <fieldset disabled={isFile} className="min-w-0 space-y-6">
        <Panel title={t('site.one')}>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field
              label={t('site.name')}
              maxLength={100}
              {...register('name', { validate: (text) => text.trim() !== '' || t('required') })}
              hint={entry === undefined ? t('idHint', { id }) : undefined}
            />
            <SelectField
              label={t('site.timezone')}
              hint={t('site.timezoneHint')}
              {...register('timezone')}
              options={[...new Set([...timezones, values.timezone])].map((zone) => ({
                value: zone,
                name: zone.replaceAll('_', ' '),
              }))}
            />
          </div>
        </Panel>
        <Panel title={t('site.languages')}>
          <LanguagesField control={control} />
        </Panel>
        <Panel title={t('site.tags')}>
          <TagsField form={form} isFile={isFile} />
        </Panel>
        <Panel title={t('site.hours')}>
          <SelectField label={t('site.hours')} isLabelHidden {...register('hours')}>
            <option value="always">{t('site.hoursAlways')}</option>
            <option value="limited">{t('site.hoursLimited')}</option>
            {values.hours === 'kept' && <option value="kept">{t('site.hoursUnreadable')}</option>}
          </SelectField>
          {hours === 'limited' && <div className="h-3" />}
          <HoursField control={control} />
        </Panel>
        <Panel title={t('site.resetAt')}>
          <p className="mb-2 max-w-prose text-muted">{t('site.resetAtHint')}</p>
          <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
            <SwitchField control={control} name="hasReset" label={t('site.resetAt')} disabled={isFile} />
            {hasReset && (
              <div className="w-40">
                <Field
                  label={t('site.resetAtTime')}
                  type="time"
                  required
                  {...register('resetAt')}
                  value={resetAt}
                />
              </div>
            )}
          </div>
        </Panel>
      </fieldset>
    </EntryForm>
  );
}

/** The languages of the displays: one large, the others below. */
function LanguagesField({ control }: { readonly control: Control<SiteValues> }) {
  const t = useTranslations('settings.site');
  const nameOf = useLanguageName();
  const { field } = useController({ control, name: 'languages' });
  const [main = 'en', ...others] = field.value;
  const all = useLanguagesByName([...new Set([...doorLanguages, ...field.value])]);
  return (
    <fieldset>
      <legend className="sr-only">{t('languages')}</legend>
      <SelectField
        label={t('mainLanguage')}
        value={main}
        onChange={(event) => {
          const next = event.target.value;
          // The former main language becomes one of the others.
          field.onChange([next, ...field.value.filter((tag) => tag !== next)]);
        }}
        options={all.map((tag) => ({ value: tag, name: nameOf(tag) }))}
      />
      <div className="mt-4">
        <p className="mb-1 font-medium">{t('otherLanguages')}</p>
        <CheckList
          className="grid grid-cols-2 gap-x-4 sm:grid-cols-3 lg:grid-cols-4"
          options={all.filter((tag) => tag !== main).map((tag) => ({ value: tag, name: nameOf(tag) }))}
          chosen={others}
          onChange={(chosen) => field.onChange([main, ...chosen])}
        />
      </div>
    </fieldset>
  );
}
