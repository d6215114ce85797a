'use client';

import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { ZoneInsights } from '#lib/contract/insights.ts';
import { Legend } from '../history/line-sample.tsx';
import { NumbersTable } from '../history/numbers-table.tsx';
import type { TimeChartProps } from '../history/time-chart.tsx';
import { useInsightsWords } from './use-insights-words.ts';

const TimeChart = dynamic(() => import('../history/time-chart.tsx'), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

/** As many marks below the chart as can be read. */
const mostTicks = 7;

/** The visits of a zone day by day, or hour by hour, beside those of the other period. */
export function VisitsCourse({ zone }: { readonly zone: ZoneInsights }) {
  const t = useTranslations('insights');
  const words = useInsightsWords();
  const { number } = useFormatter();
  const { course } = zone.current;
  const isByHour = course[0]?.at.includes('T') === true;
  const before = beforeOf(zone, isByHour);
  const title = t(isByHour ? 'courseHours' : 'course');
  const signature = JSON.stringify([course, before, title]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature has all of it
  const chart = useMemo((): TimeChartProps => {
    const stepS = isByHour ? 3600 : 86_400;
    const xs = course.map(({ at }) => secondsOf(at));
    const every = Math.ceil(course.length / mostTicks);
    return {
      label: title,
      xs,
      fromS: (xs[0] ?? 0) - stepS / 2,
      toS: (xs.at(-1) ?? 0) + stepS / 2,
      atLeast: 5,
      hint: t('hint'),
      ticks: course.flatMap(({ at }, index) =>
        index % every === 0 ? [{ atS: secondsOf(at), label: words.moment(at) }] : [],
      ),
      lines: [
        { name: t('visits'), look: 'bars', values: course.map(({ visits }) => visits) },
        ...(before === undefined
          ? []
          : [{ name: t('beforeName'), look: 'dashed' as const, values: [...before] }]),
      ],
      tell: (index) => {
        const point = course[index];
        const time = words.moment(point?.at ?? '');
        const visits = number(point?.visits ?? 0);
        const was = before?.[index];
        return was === undefined || was === null
          ? t('coursePoint', { time, visits })
          : t('coursePointCompared', { time, visits, before: number(was) });
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
        head={[t('tableTime'), t('visits'), ...(before === undefined ? [] : [t('beforeName')])]}
        rows={course.map(({ at, visits }, index) => [
          words.moment(at),
          visits,
          ...(before === undefined ? [] : [before[index] ?? undefined]),
        ])}
      />
    </Panel>
  );
}

/** Hours beside the same hours, days beside the days in their order. */
function beforeOf(zone: ZoneInsights, isByHour: boolean): readonly (number | null)[] | undefined {
  const other = zone.comparison?.course;
  const { course } = zone.current;
  if (other === undefined || other.length === 0) return undefined;
  if (!isByHour) return course.map((_, index) => other[index]?.visits ?? null);
  const byHour = new Map(other.map(({ at, visits }) => [at.slice(11), visits]));
  return course.map(({ at }) => byHour.get(at.slice(11)) ?? null);
}

/** Wall time as if it were UTC: days of a course are all as long. */
function secondsOf(at: string): number {
  return Date.parse(at.length > 10 ? `${at}:00:00Z` : `${at}T00:00:00Z`) / 1000;
}
