import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { DayRange, ZoneInsights } from '#lib/contract/insights.ts';
import { Legend } from '../history/line-sample.tsx';
import { NumbersTable } from '../history/numbers-table.tsx';
import type { TimeChartProps } from '../history/time-chart.tsx';
import { coursePoints } from './insights-course.ts';
import { useInsightsWords } from './use-insights-words.ts';

const TimeChart = dynamic(() => import('../history/time-chart.tsx'), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

/** Limit of readable marks below the chart. */
const maxTicks = 7;

export interface VisitsCourseProps {
  readonly zone: ZoneInsights;
  readonly period: DayRange;
  readonly comparison: DayRange;
}

/** The visits of a zone day by day, or hour by hour, beside those of the other period. */
export function VisitsCourse({ zone, period, comparison }: VisitsCourseProps) {
  const t = useTranslations('insights');
  const words = useInsightsWords();
  const { number } = useFormatter();
  const other = zone.comparison?.course ?? [];
  const hasOther = other.length > 0;
  const points = coursePoints(zone.current.course, other, period, comparison);
  const isByHour = points[0]?.at.includes('T') === true;
  const place = zone.name ?? zone.zone ?? t('wholeGateway');
  const title = `${t(isByHour ? 'courseHours' : 'course')} · ${place}`;
  const signature = JSON.stringify([points, title, hasOther]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature has all of it
  const chart = useMemo((): TimeChartProps => {
    const stepS = isByHour ? 3600 : 86_400;
    const xs = points.map(({ at }) => secondsOf(at));
    const every = Math.ceil(points.length / maxTicks);
    return {
      label: title,
      xs,
      fromS: (xs[0] ?? 0) - stepS / 2,
      toS: (xs.at(-1) ?? 0) + stepS / 2,
      atLeast: 5,
      hint: t('hint'),
      ticks: points.flatMap(({ at }, index) =>
        index % every === 0 ? [{ atS: secondsOf(at), label: words.moment(at) }] : [],
      ),
      lines: [
        { name: t('visits'), style: 'bars', values: points.map(({ visits }) => visits) },
        ...(hasOther
          ? [
              {
                name: t('beforeName'),
                style: 'dashed' as const,
                values: points.map(({ before }) => before),
              },
            ]
          : []),
      ],
      describePoint: (index) => {
        const { at, visits, before } = points[index] ?? { at: '', visits: null, before: null };
        const values = { time: words.moment(at), visits: visits === null ? '–' : number(visits) };
        return before === null
          ? t('coursePoint', values)
          : t('coursePointCompared', { ...values, before: number(before) });
      },
    };
  }, [signature]);
  return (
    <Panel title={title}>
      <Legend entries={chart.lines} />
      <div className="mt-1 h-64">
        <TimeChart {...chart} />
      </div>
      <NumbersTable
        title={t('table')}
        head={[t('tableTime'), t('visits'), ...(hasOther ? [t('beforeName')] : [])]}
        rows={points.map(({ at, visits, before }) => [
          words.moment(at),
          visits ?? undefined,
          ...(hasOther ? [before ?? undefined] : []),
        ])}
      />
    </Panel>
  );
}

/** Local time as if it were UTC: all days of a course have the same length. */
function secondsOf(at: string): number {
  return Date.parse(at.length > 10 ? `${at}:00:00Z` : `${at}T00:00:00Z`) / 1000;
}
