import { useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { ask } from '#lib/api/client.ts';
import type { SiteCalendarAnswer } from '#lib/contract/calendar.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { useConsole } from '../console-context.ts';
import { readEntries, type SettingsDocument, saveEntry } from '../settings/settings-api.ts';
import { useFieldErrors } from '../settings/use-field-errors.ts';
import { useFailure } from '../use-failure.ts';
import { nameOfSite } from '../use-names.ts';

/** Makes a changed site. */
export type SiteChange = (document: SettingsDocument) => SettingsDocument;

export interface CalendarOfYear {
  readonly entry: ConfigEntry;
  readonly answer: SiteCalendarAnswer | undefined;
  /** Changes this and other sites, one after another. @returns the problem as text; undefined: none */
  change(sites: readonly string[], change: SiteChange): Promise<string | undefined>;
}

/** A year of a site's calendar, and functions to change it here and at other sites. */
export function useCalendar(first: ConfigEntry, year: number): CalendarOfYear {
  const { api } = useConsole();
  const t = useTranslations('calendar');
  const inWords = useFailure();
  const fieldsOf = useFieldErrors();
  const [entry, setEntry] = useState(first);
  const params = { path: { site: first.site }, query: { from: `${year}-01-01`, to: `${year}-12-31` } };
  const { data, mutate } = useSWR(
    ['calendar', first.site, year],
    () => ask(api.GET('/api/v1/sites/{site}/calendar', { params })),
    { keepPreviousData: true },
  );

  const changeOne = async (site: string, change: SiteChange): Promise<string | undefined> => {
    const entries = site === entry.site ? undefined : await readEntries(api, site);
    if (entries !== undefined && !entries.ok) return inWords(entries.error);
    const before = entries === undefined ? entry : entries.value.find(({ kind }) => kind === 'site');
    if (before === undefined) return t('noSite');
    const saved = await saveEntry(
      api,
      { site, kind: 'site', id: site },
      change(before.document),
      before.revision,
    );
    if (saved.ok) {
      if (site === entry.site) setEntry(saved.value);
      return undefined;
    }
    const fields = fieldsOf(saved.error).map(({ name, message }) => `${name}: ${message}`);
    return fields.length > 0 ? fields.join('; ') : inWords(saved.error);
  };

  return {
    entry,
    answer: data?.ok ? data.value : undefined,
    change: async (sites, change) => {
      const wrong: string[] = [];
      for (const site of sites) {
        const reason = await changeOne(site, change);
        if (reason === undefined) continue;
        wrong.push(sites.length === 1 ? reason : `${await nameOfSite(api, site)}: ${reason}`);
      }
      await mutate();
      return wrong.length === 0 ? undefined : wrong.join(' ');
    },
  };
}
