'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useLive } from '../console-context.ts';
import { PageTitle } from '../page-title.tsx';
import { useFailure } from '../use-failure.ts';
import { CatchingUp } from './catching-up.tsx';
import { ForecastPanel } from './forecast-panel.tsx';
import type { HistoryChoice } from './history-choice.ts';
import { wallTime } from './history-clock.ts';
import { HistoryControls } from './history-controls.tsx';
import { periodAround, spanOf } from './history-period.ts';
import { pointsOf } from './history-points.ts';
import { HistoryTotals } from './history-totals.tsx';
import { useChoice } from './use-choice.ts';
import { type ComparedHistory, useCompared, useHistoryRows, useTimezone } from './use-history.ts';
import { useHistoryWords } from './use-history-words.ts';

// The numbers are loaded first; the chart code meanwhile.
const HistoryCharts = dynamic(() => import('./history-charts.tsx').then((module) => module.HistoryCharts), {
  ssr: false,
  loading: () => <Skeleton className="h-[50rem]" />,
});
const HeatMap = dynamic(() => import('./heat-map.tsx').then((module) => module.HeatMap), {
  ssr: false,
  loading: () => <Skeleton className="h-80" />,
});
const HistoryTable = dynamic(() => import('./history-table.tsx').then((module) => module.HistoryTable), {
  ssr: false,
});

/** The history of a zone: a day, week, month or year, beside a comparison. */
export function HistoryView() {
  const t = useTranslations('history');
  const reports = useTranslations('reports');
  const choosing = useChoice();
  return (
    <div className="mx-auto max-w-5xl px-4 pb-8 sm:px-6">
      <PageTitle
        aside={
          <Link href="/console/reports" prefetch={false} className={buttonClass({})}>
            {reports('title')}
          </Link>
        }
      >
        {t('title')}
      </PageTitle>
      {choosing === undefined ? (
        <Empty title={t('empty')} hint={t('emptyHint')} />
      ) : (
        <>
          <HistoryControls {...choosing} />
          <div className="mt-4 empty:hidden">
            <CatchingUp zone={choosing.choice.zone} />
          </div>
          <PeriodView choice={choosing.choice} />
        </>
      )}
    </div>
  );
}

function PeriodView({ choice }: { readonly choice: HistoryChoice }) {
  const t = useTranslations('history');
  const inWords = useFailure();
  const { zone, kind, date, compare } = choice;
  const timezone = useTimezone(zone);
  const period = periodAround(kind, date);
  const { data: rows, failure } = useHistoryRows(zone, period);
  const compared = useCompared(zone, period, compare);
  const otherName = useOtherName(choice, compared);
  const capacity = useLive(({ zones }) => zones[zone]?.state.capacity ?? 0);
  if (failure !== undefined) {
    return (
      <p role="alert" className="mt-6 font-medium">
        {inWords(failure, false)}
      </p>
    );
  }
  if (rows === undefined) return <PeriodSkeleton />;
  if (rows.length === 0 && (compared?.bins ?? []).length === 0) {
    const isRunning = spanOf(period, timezone).toMs > Date.now();
    return (
      <div className="mt-6">
        {isRunning ? (
          <Empty title={t('begins')} hint={t('beginsHint')} />
        ) : (
          <Empty title={t('nothing')} hint={t('nothingHint')} />
        )}
      </div>
    );
  }
  const other =
    compared === undefined || otherName === undefined ? undefined : { ...compared, name: otherName };
  const points = pointsOf(
    period,
    timezone,
    rows,
    other?.bins === undefined ? undefined : { timezone: other.timezone, bins: other.bins },
  );
  const shown = { zone, period, timezone, points, ...(other !== undefined && { other }) };
  return (
    <div data-history={zone} className="mt-5 space-y-5">
      <HistoryTotals {...shown} rows={rows} />
      <HistoryCharts {...shown} capacity={capacity} />
      {kind !== 'day' && <HeatMap zone={zone} period={period} />}
      {period.end > wallTime(Date.now(), timezone).date && <ForecastPanel zone={zone} />}
      <HistoryTable {...shown} />
    </div>
  );
}

function PeriodSkeleton() {
  return (
    <div className="mt-5 space-y-5">
      <Skeleton className="h-24" />
      <Skeleton className="h-96" />
      <Skeleton className="h-80" />
    </div>
  );
}

/** The name of the comparison: `Café`, `27 Oct – 2 Nov`, `Usual Tuesday`. */
function useOtherName(
  { compare, date }: HistoryChoice,
  compared: ComparedHistory | undefined,
): string | undefined {
  const t = useTranslations('history');
  const words = useHistoryWords();
  const zone = useLive(({ zones }) => Object.values(zones).find(({ path }) => path === compare)?.state.name);
  if (compared === undefined) return undefined;
  if (compare === 'usual') return t('usual', { weekday: words.weekday(date) });
  return compared.period === undefined ? zone : words.shortPeriod(compared.period);
}
