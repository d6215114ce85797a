import { DateTime } from 'luxon';
import { appliesOn, type DayRule } from './day-rule.ts';
import { isoDate, type OpenInterval } from './opening-hours.ts';

/** A number that is valid on some days, at certain hours; without hours from midnight to midnight. */
export interface ScheduledNumber {
  readonly on: DayRule;
  /** In the site's local time; one that passes midnight belongs to the day it began. */
  readonly intervals?: readonly OpenInterval[];
  readonly value: number;
}

const minuteMs = 60_000;
const dayMinutes = 1440;

/**
 * The number that is valid at a moment: that of the last matching entry, else the usual one. It is valid at
 * least until the next full minute.
 *
 * @param epochMs milliseconds since 1970 UTC
 * @param timezone IANA name: days and hours are local time there
 */
export function numberAt(
  entries: readonly ScheduledNumber[],
  usual: number,
  epochMs: number,
  timezone: string,
): number {
  const now = DateTime.fromMillis(epochMs, { zone: timezone });
  const today = { date: isoDate(now), weekday: now.weekday, minute: now.hour * 60 + now.minute };
  const before = now.minus({ days: 1 });
  const yesterday = {
    date: isoDate(before),
    weekday: before.weekday,
    minute: today.minute + dayMinutes,
  };
  return entries.findLast((entry) => applies(entry, today) || applies(entry, yesterday))?.value ?? usual;
}

interface LocalMinute {
  readonly date: string;
  readonly weekday: number;
  /** After the midnight at which the date begins. */
  readonly minute: number;
}

function applies({ on, intervals }: ScheduledNumber, { date, weekday, minute }: LocalMinute): boolean {
  if (!appliesOn(on, date, weekday)) return false;
  return intervals === undefined
    ? minute < dayMinutes
    : intervals.some(({ from, to }) => minute >= from && minute < to);
}

/**
 * A zone's number that changes by the hour: it is asked several times a second and calculates once a minute.
 */
export class NumberSchedule {
  readonly #entries: readonly ScheduledNumber[];
  readonly #usual: number;
  readonly #timezone: string;
  #minute: number | undefined;
  #value: number;

  constructor(entries: readonly ScheduledNumber[], usual: number, timezone: string) {
    this.#entries = entries;
    this.#usual = usual;
    this.#timezone = timezone;
    this.#value = usual;
  }

  /** The number that is valid at a moment (epoch ms). */
  at(epochMs: number): number {
    if (this.#entries.length === 0) return this.#usual;
    const minute = Math.floor(epochMs / minuteMs);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#value = numberAt(this.#entries, this.#usual, epochMs, this.#timezone);
    }
    return this.#value;
  }
}
