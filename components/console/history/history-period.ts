import type { Resolution } from '#lib/contract/history.ts';
import { addDays, addMonths, startOfDate, wallTime, weekdayOf } from './history-clock.ts';

export const periodKinds = ['day', 'week', 'month', 'year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** A day, week (from Monday), month or year of a site's calendar. */
export interface HistoryPeriod {
  readonly kind: PeriodKind;
  /** Its first day, `2026-11-02`. */
  readonly first: string;
  /** The day after its last one. */
  readonly end: string;
}

/** The period of a kind in which a date lies. */
export function periodAround(kind: PeriodKind, date: string): HistoryPeriod {
  switch (kind) {
    case 'day':
      return { kind, first: date, end: addDays(date, 1) };
    case 'week': {
      const first = addDays(date, -weekdayOf(date));
      return { kind, first, end: addDays(first, 7) };
    }
    case 'month':
      return { kind, first: addMonths(date, 0), end: addMonths(date, 1) };
    case 'year': {
      const first = `${date.slice(0, 4)}-01-01`;
      return { kind, first, end: addMonths(first, 12) };
    }
  }
}

/** The period that many periods later, or earlier. */
export function stepPeriod({ kind, first }: HistoryPeriod, steps: number): HistoryPeriod {
  switch (kind) {
    case 'day':
      return periodAround(kind, addDays(first, steps));
    case 'week':
      return periodAround(kind, addDays(first, 7 * steps));
    case 'month':
      return periodAround(kind, addMonths(first, steps));
    case 'year':
      return periodAround(kind, addMonths(first, 12 * steps));
  }
}

/** The periods of comparison, besides another zone. */
export const comparedPeriods = ['before', 'week', 'year'] as const;
export type ComparedPeriod = (typeof comparedPeriods)[number];

/**
 * The period of comparison: the one before; for a day the same weekday a week earlier; or a year earlier, for
 * days and weeks on the same weekdays.
 */
export function comparedPeriod(period: HistoryPeriod, compared: ComparedPeriod): HistoryPeriod {
  if (compared === 'before') return stepPeriod(period, -1);
  if (compared === 'week') return periodAround(period.kind, addDays(period.first, -7));
  const isShort = period.kind === 'day' || period.kind === 'week';
  return periodAround(period.kind, isShort ? addDays(period.first, -364) : addMonths(period.first, -12));
}

/** Epoch ms of its first moment and of its end, in the site's timezone. */
export function spanOf({ first, end }: HistoryPeriod, timezone: string): { fromMs: number; toMs: number } {
  return { fromMs: startOfDate(first, timezone), toMs: startOfDate(end, timezone) };
}

/** The resolution of a chart. */
export const resolutionOf: Record<PeriodKind, Resolution> = {
  day: '15m',
  week: '1h',
  month: '1d',
  year: '1d',
};

const stepMs: Record<'15m' | '1h', number> = { '15m': 900_000, '1h': 3_600_000 };

/** The starts of all bins of a period (epoch ms), and its end: a day with a clock change has 23 or 25 hours. */
export function edgesOf(period: HistoryPeriod, timezone: string): readonly number[] {
  const { fromMs, toMs } = spanOf(period, timezone);
  const edges: number[] = [];
  const resolution = resolutionOf[period.kind];
  if (resolution === '15m' || resolution === '1h') {
    for (let atMs = fromMs; atMs < toMs; atMs += stepMs[resolution]) edges.push(atMs);
  } else {
    for (let date = period.first; date < period.end; date = addDays(date, 1)) {
      edges.push(startOfDate(date, timezone));
    }
  }
  return [...edges, toMs];
}

/** The key by which bins of two periods are matched: time of day, weekday, or day. */
export function placeOf(kind: PeriodKind, fromMs: number, timezone: string): string {
  const { date, hour, minute } = wallTime(fromMs, timezone);
  switch (kind) {
    case 'day':
      return `${hour}:${minute}`;
    case 'week':
      return `${weekdayOf(date)} ${hour}:${minute}`;
    case 'month':
      return date.slice(8);
    case 'year':
      return date.slice(5);
  }
}
