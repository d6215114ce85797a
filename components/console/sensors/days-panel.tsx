'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { PartContent } from './part-content.tsx';
import { useDevicePart } from './sensor-context.ts';

/** The days with counts in the device's memory. */
export function DaysPanel() {
  const t = useTranslations('sensorPage.days');
  const part = useDevicePart('days', (api) => api.days());
  return (
    <Panel title={t('title')}>
      <PartContent part={part} skeleton="h-12">
        {({ days }) => <Days days={days} />}
      </PartContent>
    </Panel>
  );
}

function Days({ days }: { readonly days: readonly string[] }) {
  const t = useTranslations('sensorPage.days');
  const format = useFormatter();
  // // Dates have no timezone: noon in UTC stands for them.
  const inWords = (day: string) =>
    format.dateTime(new Date(`${day}T12:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' });
  const from = days[0];
  const to = days.at(-1);
  if (from === undefined || to === undefined) return <p className="text-muted">{t('none')}</p>;
  return (
    <details>
      <summary className="flex min-h-touch cursor-pointer flex-wrap items-center gap-x-3 rounded-lg">
        <span className="text-xl font-semibold tabular">{t('count', { count: days.length })}</span>
        <span className="text-muted tabular">{t('range', { from: inWords(from), to: inWords(to) })}</span>
      </summary>
      <ul className="mt-2 flex max-h-48 flex-wrap gap-x-4 gap-y-1 overflow-y-auto text-muted tabular">
        {days.map((day) => (
          <li key={day}>{inWords(day)}</li>
        ))}
      </ul>
    </details>
  );
}
