'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { BackIcon, ForwardIcon } from '#components/ui/icons.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { CalendarItem } from '#lib/contract/calendar.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { useHasSeveral } from '../console-context.ts';
import { FileNote } from '../settings/owner-mark.tsx';
import { SettingsPage } from '../settings/settings-page.tsx';
import { textsOf, withoutUndefined } from '../settings/settings-values.ts';
import { SiteField } from '../site-field.tsx';
import { editOf, specialDayOf, withDay } from './calendar-edit.ts';
import { DaySheet } from './day-sheet.tsx';
import { HolidaysPanel } from './holidays-panel.tsx';
import { useCalendar } from './use-calendar.ts';
import { YearGrid } from './year-grid.tsx';

export interface CalendarViewProps {
  readonly entry: ConfigEntry;
  /** The site's own date, `2026-11-29`. */
  readonly today: string;
}

/** The calendar of a site: a year at a glance, public holidays, and the subscribed calendar. */
export function CalendarView({ entry: first, today }: CalendarViewProps) {
  const t = useTranslations('calendar');
  const router = useRouter();
  const hasSeveral = useHasSeveral();
  const [year, setYear] = useState(Number(today.slice(0, 4)));
  const [picked, setPicked] = useState<CalendarItem>();
  const { entry, answer, change } = useCalendar(first, year);
  const { document, site } = entry;
  const isFile = entry.managedBy === 'file';
  const language = textsOf(document, 'languages')[0] ?? 'en';
  const special = picked && specialDayOf(document, picked.date);
  return (
    <SettingsPage
      title={t('title')}
      site={site}
      aside={
        <div className="flex items-center gap-1">
          <Button variant="quiet" aria-label={t('yearBefore')} onClick={() => setYear(year - 1)}>
            <BackIcon size={20} />
          </Button>
          <span className="text-xl font-semibold tabular" data-year={year}>
            {year}
          </span>
          <Button variant="quiet" aria-label={t('yearAfter')} onClick={() => setYear(year + 1)}>
            <ForwardIcon size={20} />
          </Button>
        </div>
      }
    >
      {hasSeveral && (
        <div className="mb-6 max-w-md">
          <SiteField
            label={t('site')}
            value={site}
            onChange={(other) => router.push(`/console/settings/${other}/calendar`)}
          />
        </div>
      )}
      {isFile && <FileNote />}
      <div className="space-y-6">
        <Panel title={t('days')}>
          <p className="mb-4 max-w-prose text-muted">{t('hint')}</p>
          <YearGrid
            year={year}
            items={answer?.items ?? []}
            today={today}
            onPick={(item) => !isFile && setPicked(item)}
          />
        </Panel>
        <HolidaysPanel
          site={site}
          document={document}
          isFile={isFile}
          subscription={answer?.subscription}
          onSave={(keys, sites) => change(sites, (before) => withoutUndefined({ ...before, ...keys }))}
        />
      </div>
      {picked !== undefined && (
        <DaySheet
          key={picked.date}
          item={picked}
          edit={editOf(special, picked.date, language)}
          isSpecial={special !== undefined}
          site={site}
          onSave={(edit, sites) => change(sites, (before) => withDay(before, special, edit, language))}
          onClose={() => setPicked(undefined)}
        />
      )}
    </SettingsPage>
  );
}
