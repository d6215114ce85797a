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

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** Two of each day of the week: one alone may be the day on which a clock change swallows a closing. */
const daysAhead = 15;

/**
 * Whether the site is open at a moment. Costs some microseconds: keep the answer until {@link nextChange}.
 *
 * @param epochMs the moment, milliseconds since 1970 UTC
 * @param timezone IANA name; the hours are local time there. A time that a clock change skips counts as
 *   that much later, one that it repeats as the first of the two
 */
export function isOpen(hours: OpeningHours, epochMs: number, timezone: string): boolean {
  return spansAround(hours, epochMs, timezone, 0).some((span) => contains(span, epochMs));
}

/**
 * The next moment (epoch ms) after `epochMs` at which {@link isOpen} gives another answer;
 * `Infinity` where hours never change anything: always open, or never.
 */
export function nextChange(hours: OpeningHours, epochMs: number, timezone: string): number {
  const spans = joined(spansAround(hours, epochMs, timezone, daysAhead));
  const current = spans.find((span) => contains(span, epochMs));
  if (current === undefined) {
    return spans.find((span) => span.startMs > epochMs)?.startMs ?? Number.POSITIVE_INFINITY;
  }
  return current === spans.at(-1) ? Number.POSITIVE_INFINITY : current.endMs;
}

function contains(span: Span, epochMs: number): boolean {
  return epochMs >= span.startMs && epochMs < span.endMs;
}

/** From yesterday, whose last interval may pass midnight, to some days ahead; in order of their start. */
function spansAround(hours: OpeningHours, epochMs: number, timezone: string, ahead: number): Span[] {
  const today = DateTime.fromMillis(epochMs, { zone: timezone }).startOf('day');
  const spans: Span[] = [];
  for (let offset = -1; offset <= ahead; offset += 1) {
    const day = today.plus({ days: offset });
    for (const interval of hours[day.weekday - 1] ?? []) {
      const span = { startMs: wallClockMs(day, interval.from), endMs: wallClockMs(day, interval.to) };
      if (span.endMs > span.startMs) spans.push(span);
    }
  }
  return spans.sort((a, b) => a.startMs - b.startMs);
}

/** Spans that touch or overlap as one: midnight between two days open all day long is no change. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last === undefined || span.startMs > last.endMs) result.push(span);
    else if (span.endMs > last.endMs)
      result[result.length - 1] = { startMs: last.startMs, endMs: span.endMs };
  }
  return result;
}

/** By fields, not by adding minutes: a day with a clock change has 23 or 25 hours. */
function wallClockMs(day: DateTime, minutes: number): number {
  const { year, month, day: dayOfMonth } = day.plus({ days: Math.floor(minutes / 1440) });
  const local = DateTime.fromObject(
    { year, month, day: dayOfMonth, hour: Math.floor((minutes % 1440) / 60), minute: minutes % 60 },
    { zone: day.zone },
  );
  return Math.min(...local.getPossibleOffsets().map((possible) => possible.toMillis()));
}
