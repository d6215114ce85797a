import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Legend } from './line-sample.tsx';
import type { ShownHistory } from './shown-history.ts';
import type { ChartLine, TimeChartProps } from './time-chart.tsx';
import { useHistoryWords } from './use-history-words.ts';
import { useTicks } from './use-ticks.ts';

const TimeChart = dynamic(() => import('./time-chart.tsx'), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

/** The period as two charts: people inside, and people in. */
export function HistoryCharts({
  period,
  timezone,
  points,
  other,
  capacity,
}: ShownHistory & { readonly capacity: number }) {
  const t = useTranslations('history');
  const words = useHistoryWords();
  const ticks = useTicks(period, timezone);
  const name = other?.name;
  // Redrawn only when the numbers change, so that the selected point stays.
  const signature = JSON.stringify([points, name, capacity, ticks]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature has all of it
  const { inside, passages } = useMemo(() => {
    const axis = {
      xs: points.map(({ fromMs, toMs }) => (fromMs + toMs) / 2000),
      fromS: (points[0]?.fromMs ?? 0) / 1000,
      toS: (points.at(-1)?.toMs ?? 0) / 1000,
      ticks,
      hint: t('hint'),
    };
    const time = (index: number) => words.bin(period.kind, points[index]?.fromMs ?? 0, timezone);
    const compared: ChartLine[] =
      name === undefined
        ? []
        : [{ name, style: 'dashed', values: points.map(({ compared }) => compared?.avg ?? null) }];
    const comparedIn: ChartLine[] =
      name === undefined || other?.hasPassages !== true
        ? []
        : [{ name, style: 'dashed', values: points.map(({ compared }) => compared?.in ?? null) }];
    const inside: TimeChartProps = {
      ...axis,
      label: t('inside'),
      atLeast: capacity,
      lines: [
        { name: t('insideMost'), style: 'area', values: points.map(({ row }) => row?.max ?? null) },
        { name: t('insideMean'), style: 'line', values: points.map(({ row }) => row?.avg ?? null) },
        { name: t('capacity'), style: 'limit', values: points.map(({ row }) => row?.capacity ?? capacity) },
        ...compared,
      ],
      describePoint: (index) => {
        const point = points[index];
        const here =
          point?.row === undefined
            ? t('pointUnknown', { time: time(index) })
            : t('point', {
                time: time(index),
                inside: words.people(point.row.avg),
                most: words.people(point.row.max),
                in: words.people(point.row.in),
                out: words.people(point.row.out),
              });
        if (name === undefined || point?.compared === undefined) return here;
        const there = t('pointCompared', { other: name, inside: words.people(point.compared.avg) });
        return `${here}. ${there}`;
      },
    };
    const passages: TimeChartProps = {
      ...axis,
      label: t('passages'),
      atLeast: 5,
      lines: [
        { name: t('in'), style: 'bars', values: points.map(({ row }) => row?.in ?? null) },
        ...comparedIn,
      ],
      describePoint: (index) => {
        const point = points[index];
        const here =
          point?.row === undefined
            ? t('pointUnknown', { time: time(index) })
            : t('pointPassages', {
                time: time(index),
                in: words.people(point.row.in),
                out: words.people(point.row.out),
              });
        if (name === undefined || point?.compared?.in === undefined) return here;
        return `${here}. ${t('comparedWith', { other: name, value: words.people(point.compared.in) })}`;
      },
    };
    return { inside, passages };
  }, [signature]);
  return (
    <>
      <ChartPanel chart={inside} />
      <ChartPanel chart={passages} />
    </>
  );
}

function ChartPanel({ chart }: { readonly chart: TimeChartProps }) {
  return (
    <Panel title={chart.label}>
      <Legend entries={chart.lines} />
      <div className="mt-1 h-72">
        <TimeChart {...chart} />
      </div>
    </Panel>
  );
}
