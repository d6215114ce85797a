import { useEffect, useState } from 'react';
import { useWatch } from 'react-hook-form';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { useForm } from '#components/ui/use-form.ts';
import { nameOfDisplay } from '#lib/names.ts';
import { useConsole } from '../console-context.ts';
import { HoursField } from '../settings/hours-field.tsx';
import { readEntries } from '../settings/settings-api.ts';
import { hoursOf } from '../settings/settings-hours.ts';
import { type SiteValues, siteValuesOf } from '../settings/settings-site.ts';
import { textOf } from '../settings/settings-values.ts';
import { SiteField } from '../site-field.tsx';
import { type BulkSettings, themeOf } from './bulk-settings.ts';

interface MoreProps {
  readonly onChange: (settings: Pick<BulkSettings, 'hours' | 'theme'>) => void;
}

/** Weekly hours for all, and the theme of a display that is given to all others. */
export function BulkMore({ onChange }: MoreProps) {
  const t = useTranslations('wall.set');
  const site = useTranslations('settings.site');
  const { control, register } = useForm<SiteValues>({
    defaultValues: { ...siteValuesOf({}, 'UTC'), languages: [], hours: 'kept' },
  });
  const [hours, days] = useWatch({ control, name: ['hours', 'days'] });
  const [model, setModel] = useState({ site: '', display: '' });
  const theme = useThemeOf(model);
  const week = JSON.stringify(days);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `week` is what `days` says
  useEffect(() => {
    onChange({
      ...(hours === 'limited' && { hours: hoursOf(days.map(({ spans }) => spans)) }),
      ...(hours === 'always' && { hours: null }),
      ...(theme.document !== undefined && { theme: themeOf(theme.document) }),
    });
  }, [onChange, hours, week, theme.document]);
  return (
    <>
      <SelectField label={site('hours')} {...register('hours')}>
        <option value="kept">{t('asItIs')}</option>
        <option value="always">{site('hoursAlways')}</option>
        <option value="limited">{site('hoursLimited')}</option>
      </SelectField>
      <HoursField control={control} />
      <SiteField
        label={t('themeOfSite')}
        value={model.site}
        none={t('asItIs')}
        onChange={(chosen) => setModel({ site: chosen, display: '' })}
      />
      {theme.displays.length > 0 && (
        <SelectField
          label={t('themeOf')}
          value={model.display}
          onChange={({ target }) => setModel({ ...model, display: target.value })}
          options={theme.displays}
        />
      )}
      {model.site !== '' && theme.displays.length === 0 && (
        <p role="status">{theme.isRead && t('noDisplay')}</p>
      )}
    </>
  );
}

/** The displays of a site, and the document of one: the first, until another is chosen. */
function useThemeOf({ site, display }: { readonly site: string; readonly display: string }) {
  const { api } = useConsole();
  const { data } = useSWR(site === '' ? null : ['entries', site], async () => {
    const answer = await readEntries(api, site);
    return answer.ok ? answer.value.filter(({ kind }) => kind === 'display') : [];
  });
  const chosen = data?.find(({ id }) => id === display) ?? data?.[0];
  return {
    isRead: data !== undefined,
    document: chosen?.document,
    displays: (data ?? []).map(({ id, document }) => ({
      value: id,
      name: nameOfDisplay({ display: id, name: textOf(document, 'name') || undefined }),
    })),
  };
}
