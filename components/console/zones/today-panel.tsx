import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { CatchingUp } from '../history/catching-up.tsx';
import { queryOf } from '../history/history-choice.ts';
import { wallTime } from '../history/history-clock.ts';
import { periodAround } from '../history/history-period.ts';
import { totalsOf } from '../history/history-points.ts';
import { Legend } from '../history/line-sample.tsx';
import { useHistoryRows, useTimezone, useUsualDay } from '../history/use-history.ts';
import { useHistoryWords } from '../history/use-history-words.ts';
import type { LiveZone } from '../live/live-store.ts';

/** The height of the curve, so that nothing moves when it loads. */
const heightClass = 'h-60';

const TodayCurve = dynamic(() => import('./today-curve.tsx'), {
  ssr: false,
  loading: () => <Skeleton className={heightClass} />,
});

/** The day since midnight: people inside beside a typical day, people in and out, and how long it was full. */
export function TodayPanel({ zone: { path, state } }: { readonly zone: LiveZone }) {
  const t = useTranslations('zone');
  const words = useHistoryWords();
  const inHistory = useTranslations('history');
  const { number } = useFormatter();
  const timezone = useTimezone(path);
  const today = periodAround('day', wallTime(Date.parse(state.asOf), timezone).date);
  const { data: rows, failure } = useHistoryRows(path, today, '15m');
  const { data: usual } = useUsualDay(path, today.first);
  const known = rows ?? (failure === undefined ? undefined : []);
  const weekday = words.weekday(today.first);
  const usualName =
    usual === undefined || usual.days === 0 ? '' : inHistory('usualLegend', { weekday, count: usual.days });
  const figures = [
    { key: 'in', name: inHistory('peopleIn'), value: number(state.in) },
    { key: 'out', name: inHistory('peopleOut'), value: number(state.out) },
    {
      key: 'red',
      name: inHistory('atRedToday'),
      value: rows === undefined ? '–' : words.duration(totalsOf(rows).redS),
    },
  ];
  return (
    <Panel
      title={t('today')}
      aside={
        <Link
          href={`/console/history?${queryOf({ zone: path, kind: 'day', date: today.first, compare: 'usual' })}`}
          prefetch={false}
          className="-mr-2 inline-flex min-h-touch items-center rounded-lg px-2 font-medium underline decoration-line underline-offset-4 hover:decoration-ink"
        >
          {inHistory('more')}
        </Link>
      }
    >
      <dl className="mb-4 flex flex-wrap gap-x-8 gap-y-2">
        {figures.map(({ key, name, value }) => (
          <div key={key}>
            <dt className="text-sm text-muted">{name}</dt>
            <dd data-today={key} className="text-2xl font-semibold tracking-tight tabular">
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <Legend
        entries={[
          { name: inHistory('insideMean'), style: 'line' },
          { name: inHistory('capacity'), style: 'limit' },
          ...(usualName === '' ? [] : [{ name: usualName, style: 'dashed' as const }]),
        ]}
      />
      <div className={heightClass}>
        {known === undefined ? (
          <Skeleton className={heightClass} />
        ) : (
          <TodayCurve
            rows={known}
            usual={usual?.bins ?? []}
            usualName={usualName}
            occupancy={state.occupancy}
            capacity={state.capacity}
            timezone={timezone}
          />
        )}
      </div>
      {usual?.days === 0 && (
        <div className="mt-2 text-sm text-muted">
          <p>{inHistory('usualMissing')}</p>
          <CatchingUp zone={path} />
        </div>
      )}
    </Panel>
  );
}
