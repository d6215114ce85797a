import type { HistoryRow } from '#lib/contract/history.ts';
import { wallTime, weekdayOf } from './history-clock.ts';

/** An hour of a weekday, averaged over a period. */
export interface HeatCell {
  /** 0 is Monday. */
  readonly weekday: number;
  /** 0 to 23, by the site's clock. */
  readonly hour: number;
  /** Mean number of people in; null if no such hour was recorded. */
  readonly in: number | null;
  /** Mean number of people inside; null if it was never known. */
  readonly inside: number | null;
}

/**
 * The busy hours of the weekdays.
 *
 * @param rows by the hour
 * @returns 7 rows, from Monday, of 24 cells
 */
export function heatOf(rows: readonly HistoryRow[], timezone: string): readonly (readonly HeatCell[])[] {
  const sums = new Map<number, { hours: number; in: number; known: number; inside: number }>();
  for (const row of rows) {
    const { date, hour } = wallTime(Date.parse(row.from), timezone);
    const key = weekdayOf(date) * 24 + hour;
    const sum = sums.get(key) ?? { hours: 0, in: 0, known: 0, inside: 0 };
    sum.hours += 1;
    sum.in += row.in;
    sum.known += row.avg === null ? 0 : 1;
    sum.inside += row.avg ?? 0;
    sums.set(key, sum);
  }
  return Array.from({ length: 7 }, (_, weekday) =>
    Array.from({ length: 24 }, (_, hour): HeatCell => {
      const sum = sums.get(weekday * 24 + hour);
      return {
        weekday,
        hour,
        in: sum === undefined ? null : sum.in / sum.hours,
        inside: sum === undefined || sum.known === 0 ? null : sum.inside / sum.known,
      };
    }),
  );
}
