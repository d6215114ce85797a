import { DateTime } from 'luxon';
import type { Opening } from '#lib/contract/zone-state.ts';
import { isOpen, nextChange, type OpeningHours } from './opening-hours.ts';

/** A value that holds in a span of time, so that calendars need not be asked four times a second. */
interface Held<T> {
  readonly value: T;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A site's days and opening hours, in its timezone. Asked often, it reckons only when something changes. */
export class SiteCalendar {
  readonly #timezone: string;
  readonly #hours: OpeningHours | undefined;
  #day: Held<string> | undefined;
  #open: Held<boolean> | undefined;
  #opening: Held<Opening | undefined> | undefined;

  constructor(timezone: string, hours: OpeningHours | undefined) {
    this.#timezone = timezone;
    this.#hours = hours;
  }

  /** The local date at a moment (epoch ms): `2026-11-21`. */
  dayAt(atMs: number): string {
    if (!holds(this.#day, atMs)) {
      const start = DateTime.fromMillis(atMs, { zone: this.#timezone }).startOf('day');
      this.#day = {
        value: start.toISODate() ?? '',
        fromMs: start.toMillis(),
        untilMs: start.plus({ days: 1 }).toMillis(),
      };
    }
    return this.#day.value;
  }

  /** Whether the site is open at a moment (epoch ms); always where it has no hours. */
  isOpenAt(atMs: number): boolean {
    if (this.#hours === undefined) return true;
    if (!holds(this.#open, atMs)) {
      this.#open = {
        value: isOpen(this.#hours, atMs, this.#timezone),
        fromMs: atMs,
        untilMs: nextChange(this.#hours, atMs, this.#timezone),
      };
    }
    return this.#open.value;
  }

  /** The next opening, seen from a moment (epoch ms) outside opening hours; none where it is a week away or more. */
  openingAfter(atMs: number): Opening | undefined {
    if (this.#hours === undefined || this.isOpenAt(atMs)) return undefined;
    if (!holds(this.#opening, atMs)) {
      const opensMs = nextChange(this.#hours, atMs, this.#timezone);
      const now = DateTime.fromMillis(atMs, { zone: this.#timezone });
      const midnightMs = now.startOf('day').plus({ days: 1 }).toMillis();
      this.#opening = {
        value: openingAt(opensMs, now),
        fromMs: atMs,
        untilMs: Math.min(opensMs, midnightMs),
      };
    }
    return this.#opening.value;
  }
}

function openingAt(opensMs: number, now: DateTime): Opening | undefined {
  if (!Number.isFinite(opensMs)) return undefined;
  const opens = DateTime.fromMillis(opensMs, { zone: now.zone });
  const daysAway = opens.startOf('day').diff(now.startOf('day'), 'days').days;
  if (daysAway >= 7) return undefined;
  return {
    at: new Date(opensMs).toISOString(),
    time: opens.toFormat('HH:mm'),
    ...(daysAway >= 1 && { weekday: opens.weekday }),
  };
}

function holds<T>(held: Held<T> | undefined, atMs: number): held is Held<T> {
  return held !== undefined && atMs >= held.fromMs && atMs < held.untilMs;
}
