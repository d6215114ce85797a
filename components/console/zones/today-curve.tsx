import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { HistoryRow } from '#lib/contract/history.ts';
import { wallTime } from '../history/history-clock.ts';
import { periodAround, spanOf } from '../history/history-period.ts';
import type { Bin } from '../history/history-points.ts';
import TimeChart, { type TimeChartProps } from '../history/time-chart.tsx';
import { useHistoryWords } from '../history/use-history-words.ts';
import { useTicks } from '../history/use-ticks.ts';

export interface TodayCurveProps {
  readonly rows: readonly HistoryRow[];
  /** A typical day of this weekday; empty if unknown. */
  readonly usual: readonly Bin[];
  /** The name of the typical day. */
  readonly usualName: string;
  /** People inside now: the end of the line. */
  readonly occupancy: number;
  readonly capacity: number;
  readonly timezone: string;
}

/** The day's occupancy as a line, with a typical day and the capacity as dashed lines. */
export default function TodayCurve(props: TodayCurveProps) {
  const { rows, usual, usualName, occupancy, capacity, timezone } = props;
  const t = useTranslations('history');
  const words = useHistoryWords();
  const today = periodAround('day', wallTime(Date.now(), timezone).date);
  const ticks = useTicks(today, timezone);
  const signature = JSON.stringify([rows, usual, occupancy, capacity, ticks]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature has all of it
  const chart = useMemo((): TimeChartProps => {
    const { fromMs, toMs } = spanOf(today, timezone);
    const points = pointsOf(rows, usual, occupancy);
    return {
      label: t('inside'),
      xs: points.map(({ atS }) => atS),
      fromS: fromMs / 1000,
      toS: toMs / 1000,
      ticks,
      atLeast: capacity,
      hint: t('hint'),
      lines: [
        { name: t('insideMost'), style: 'area', values: points.map(({ most }) => most) },
        { name: t('insideMean'), style: 'line', values: points.map(({ mean }) => mean) },
        { name: t('capacity'), style: 'limit', values: points.map(() => capacity) },
        ...(usual.length === 0
          ? []
          : [{ name: usualName, style: 'dashed' as const, values: points.map((point) => point.usual) }]),
      ],
      describePoint: (index) => {
        const point = points[index];
        const time = words.bin('day', (point?.atS ?? 0) * 1000, timezone);
        const here =
          point === undefined || point.mean === null
            ? t('pointUnknown', { time })
            : t('comparedWith', { other: time, value: words.people(point.mean) });
        const there =
          point === undefined || point.usual === null
            ? ''
            : `. ${t('pointCompared', { other: usualName, inside: words.people(point.usual) })}`;
        return here + there;
      },
    };
  }, [signature]);
  return <TimeChart {...chart} />;
}

interface Point {
  readonly atS: number;
  readonly mean: number | null;
  readonly most: number | null;
  readonly usual: number | null;
}

/** Bins of today until now, the current number, and the typical rest of the day. */
function pointsOf(rows: readonly HistoryRow[], usual: readonly Bin[], occupancy: number): readonly Point[] {
  const nowS = Date.now() / 1000;
  const points = new Map<number, Point>();
  // A bin is drawn at its middle; the running one is replaced by the current number.
  const halfS = 450;
  for (const { from, avg } of usual) {
    const atS = Date.parse(from) / 1000 + halfS;
    points.set(atS, { atS, mean: null, most: null, usual: avg });
  }
  for (const { from, avg, max } of rows) {
    const atS = Date.parse(from) / 1000 + halfS;
    if (atS < nowS) points.set(atS, { atS, mean: avg, most: max, usual: points.get(atS)?.usual ?? null });
  }
  const before = [...points.values()].findLast(({ atS }) => atS <= nowS);
  points.set(nowS, { atS: nowS, mean: occupancy, most: occupancy, usual: before?.usual ?? null });
  return [...points.values()].sort((one, other) => one.atS - other.atS);
}
