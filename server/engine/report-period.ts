import { DateTime } from 'luxon';

export type ReportKind = 'week' | 'month';

/** The days of a report, in a site's timezone. */
export interface ReportPeriod {
  readonly kind: ReportKind;
  /** The first day, and the last: `2026-11-16`, `2026-11-22`. */
  readonly from: string;
  readonly to: string;
  /** Epoch ms, from midnight to midnight: weeks with a change of the clocks are an hour shorter or longer. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** The week (from Monday) or month that a date (`2026-11-18`) is in. */
export function periodOf(kind: ReportKind, date: string, timezone: string): ReportPeriod {
  const start = DateTime.fromISO(date, { zone: timezone }).startOf(kind);
  // Where the clock skips midnight, that day begins at one, and the others do not.
  const end = start.plus(kind === 'week' ? { weeks: 1 } : { months: 1 }).startOf('day');
  return {
    kind,
    from: start.toFormat('yyyy-MM-dd'),
    to: end.minus({ days: 1 }).toFormat('yyyy-MM-dd'),
    fromMs: start.toMillis(),
    toMs: end.toMillis(),
  };
}

/** The one before. */
export function periodBefore({ kind, from }: ReportPeriod, timezone: string): ReportPeriod {
  const day = DateTime.fromISO(from, { zone: timezone }).minus({ days: 1 });
  return periodOf(kind, day.toFormat('yyyy-MM-dd'), timezone);
}

/** The last week or month that has ended at a moment (epoch ms). */
export function lastPeriod(kind: ReportKind, atMs: number, timezone: string): ReportPeriod {
  const today = DateTime.fromMillis(atMs, { zone: timezone }).toFormat('yyyy-MM-dd');
  return periodBefore(periodOf(kind, today, timezone), timezone);
}

/**
 * When the report of a period is due (epoch ms): at a time of the site's clock on the day after it. A time that the clock
 * skips on that day is taken as that much later.
 */
export function dueAt(
  { toMs }: ReportPeriod,
  at: { readonly hour: number; readonly minute: number },
  timezone: string,
) {
  return DateTime.fromMillis(toMs, { zone: timezone })
    .set({ ...at, second: 0, millisecond: 0 })
    .toMillis();
}

/** Each day of a period with its start and end (epoch ms). */
export function daysOf({ fromMs, toMs }: ReportPeriod, timezone: string) {
  const days: { readonly date: string; readonly fromMs: number; readonly toMs: number }[] = [];
  let day = DateTime.fromMillis(fromMs, { zone: timezone });
  while (day.toMillis() < toMs) {
    const next = day.plus({ days: 1 }).startOf('day');
    days.push({ date: day.toFormat('yyyy-MM-dd'), fromMs: day.toMillis(), toMs: next.toMillis() });
    day = next;
  }
  return days;
}
