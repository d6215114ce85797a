'use client';

import { useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { SwitchField } from '#components/ui/switch-field.tsx';
import { useForm } from '#components/ui/use-form.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { FileNote } from '../owner-mark.tsx';
import { SaveBar } from '../save-bar.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { useSaver } from '../use-saver.ts';
import { type PublicValues, publicDocumentOf, publicValuesOf, publicZonesOf } from './public-values.ts';
import { type PublicZoneName, Snippets } from './snippets.tsx';

export interface PublicSettingsProps {
  /** The site's entry. */
  readonly entry: ConfigEntry;
  readonly zones: readonly PublicZoneName[];
}

/** The public settings of a site, and the snippets for other web sites. */
export function PublicSettings({ entry, zones }: PublicSettingsProps) {
  const t = useTranslations('settings');
  const { saved, kept, save, touch } = useSaver(entry);
  const { document } = kept ?? entry;
  const { control, register, handleSubmit, formState, reset } = useForm<PublicValues>({
    defaultValues: publicValuesOf(document),
  });
  const isPublic = useWatch({ control, name: 'isPublic' });
  const { site, managedBy } = entry;
  const isFile = managedBy === 'file';
  const publicZones = publicZonesOf(document);

  const submit = handleSubmit(async (fields) => {
    const next = await save({ site, kind: 'site', id: site }, publicDocumentOf(fields, document));
    if (next !== undefined) reset(fields);
  });

  return (
    <SettingsPage title={t('public.title')} site={site}>
      <p className="mb-4 max-w-prose text-muted">{t('public.intro')}</p>
      {isFile && <FileNote />}
      <form onSubmit={(event) => void submit(event)} onChange={touch} noValidate>
        <fieldset disabled={isFile} className="min-w-0">
          <Panel title={t('public.what')}>
            <SwitchField control={control} name="isPublic" label={t('public.on')} disabled={isFile} />
            {isPublic && (
              <div className="mt-4 max-w-md">
                <SelectField label={t('public.number')} {...register('number')}>
                  <option value="exact">{t('public.exact')}</option>
                  <option value="rounded">{t('public.rounded')}</option>
                  <option value="hidden">{t('public.hidden')}</option>
                </SelectField>
              </div>
            )}
          </Panel>
        </fieldset>
        {!isFile && <SaveBar saved={saved} isDirty={formState.isDirty} />}
      </form>
      {publicValuesOf(document).isPublic && (
        <Snippets site={site} zones={zones.filter(({ id }) => publicZones?.includes(id) ?? true)} />
      )}
    </SettingsPage>
  );
}
