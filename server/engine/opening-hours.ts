import { DateTime } from 'luxon';

/** Minutes of the wall clock after the midnight at which the day begins; `to` is above 1440 past the next midnight. */
export interface OpenInterval {
  readonly from: number;
  readonly to: number;
}

/**
 * The intervals that begin on each day, in the site's local time; none: closed. Seven entries, Monday first.
 */
export type OpeningHours = readonly (readonly OpenInterval[])[];

/** The intervals that begin on a date (`2026-12-24`), which is that weekday: 1 (Monday) to 7. */
export type HoursOn = (date: string, weekday: number) => readonly OpenInterval[];

/** The hours of the week, by date. */
export function weekly(hours: OpeningHours): HoursOn {
  return (_, weekday) => hours[weekday - 1] ?? [];
}

/** The date of a moment where it is: `2026-12-24`. */
export function isoDate(moment: DateTime): string {
  return moment.toFormat('yyyy-MM-dd');
}

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** Two weeks and a day: each weekday occurs twice, in case a clock change removes a closing time. */
const weekAheadDays = 15;

/**
 * Whether the site is open at a moment. Costs some microseconds: keep the answer until {@link nextChange}.
 *
 * @param epochMs the moment, milliseconds since 1970 UTC
 * @param timezone IANA name; the hours are local time there. A time that a clock change skips counts as
 *   that much later, one that it repeats as the first of the two
 */
export function isOpen(hoursOn: HoursOn, epochMs: number, timezone: string): boolean {
  const today = startOfDay(epochMs, timezone);
  return [today.minus({ days: 1 }), today].some((day) =>
    spansOf(hoursOn, day).some(({ startMs, endMs }) => epochMs >= startMs && epochMs < endMs),
  );
}

/**
 * The next moment (epoch ms) after `epochMs` at which {@link isOpen} changes; `Infinity` if it does not change
 * within `daysAhead`. Two open days that meet at midnight are no change.
 *
 * @param daysAhead how far to search: two weeks are enough for hours that are the same every week
 */
export function nextChange(
  hoursOn: HoursOn,
  epochMs: number,
  timezone: string,
  daysAhead = weekAheadDays,
): number {
  const today = startOfDay(epochMs, timezone);
  /** The end of the current opening, as far as it is known; undefined: it is closed. */
  let openUntilMs: number | undefined;
  // Yesterday is included: its last interval may pass midnight.
  for (let offset = -1; offset <= daysAhead; offset += 1) {
    const day = today.plus({ days: offset });
    if (openUntilMs !== undefined && openUntilMs < day.toMillis()) return openUntilMs;
    for (const { startMs, endMs } of spansOf(hoursOn, day)) {
      if (openUntilMs !== undefined && startMs > openUntilMs) return openUntilMs;
      if (openUntilMs === undefined && startMs > epochMs) return startMs;
      if (endMs > epochMs) openUntilMs = Math.max(openUntilMs ?? endMs, endMs);
    }
  }
  return Number.POSITIVE_INFINITY;
}

function startOfDay(epochMs: number, timezone: string): DateTime {
  return DateTime.fromMillis(epochMs, { zone: timezone }).startOf('day');
}

/** The spans that begin on a day, in order of their start. */
function spansOf(hoursOn: HoursOn, day: DateTime): Span[] {
  return hoursOn(isoDate(day), day.weekday)
    .map(({ from, to }) => ({ startMs: wallClockMs(day, from), endMs: wallClockMs(day, to) }))
    .filter(({ startMs, endMs }) => endMs > startMs)
    .sort((a, b) => a.startMs - b.startMs);
}

/** Calculated by fields, not by adding minutes: a day with a clock change has 23 or 25 hours. */
function wallClockMs(day: DateTime, minutes: number): number {
  const { year, month, day: dayOfMonth } = day.plus({ days: Math.floor(minutes / 1440) });
  const local = DateTime.fromObject(
    { year, month, day: dayOfMonth, hour: Math.floor((minutes % 1440) / 60), minute: minutes % 60 },
    { zone: day.zone },
  );
  return Math.min(...local.getPossibleOffsets().map((possible) => possible.toMillis()));
}
