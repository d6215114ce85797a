import { DateTime } from 'luxon';
import type { Opening } from '#lib/contract/zone-state.ts';
import {
  type CalendarDay,
  calendarDay,
  type DayKind,
  type Exceptions,
  type Naming,
  namesIn,
} from './calendar-day.ts';
import { isOpen, isoDate, nextChange, type OpenInterval, type OpeningHours } from './opening-hours.ts';

/** A cached value with the time span in which it is valid: calendars are asked four times a second. */
interface Held<T> {
  readonly value: T;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What a closed door shows. */
export interface Closing {
  /** The next opening; undefined if there is none within two years. */
  readonly opens?: Opening;
  /** Why it is closed, by language; undefined for the usual weekly hours. */
  readonly because?: Readonly<Record<string, string>>;
}

export interface SiteCalendarOptions extends Exceptions {
  /** BCP 47 tags of the names that {@link SiteCalendar.closingAt} gives. */
  readonly languages?: readonly string[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Two years: for a site that is closed for longer no opening is shown. */
const daysAhead = 731;
const maxDaysKept = 2000;

/**
 * A site's days and opening hours, in its timezone: the week, public holidays, a subscribed calendar and
 * special days. It is asked often, and calculates only when something changes.
 */
export class SiteCalendar {
  /** IANA name. */
  readonly timezone: string;
  readonly #week: OpeningHours | undefined;
  readonly #options: SiteCalendarOptions;
  readonly #isSameEveryWeek: boolean;
  #version = 0;
  readonly #days = new Map<string, CalendarDay>();
  readonly #kinds = new Map<string, DayKind>();
  #day: Held<string> | undefined;
  #open: Held<boolean> | undefined;
  #closing: Held<Closing> | undefined;

  constructor(timezone: string, week: OpeningHours | undefined, options: SiteCalendarOptions = {}) {
    const { specialDays = [], closures, holidays } = options;
    this.timezone = timezone;
    this.#week = week;
    this.#options = options;
    this.#isSameEveryWeek = specialDays.length === 0 && closures === undefined && holidays === undefined;
  }

  /** Clears the cache after a change of the subscribed calendar. */
  #refresh(): void {
    const version = this.#options.closures?.version ?? 0;
    if (version === this.#version) return;
    this.#version = version;
    this.#days.clear();
    this.#open = undefined;
    this.#closing = undefined;
  }

  /** Whether it never closes: no weekly hours and no exceptions. */
  get isAlwaysOpen(): boolean {
    return this.#week === undefined && this.#isSameEveryWeek;
  }

  /** The local date at a moment (epoch ms): `2026-11-21`. */
  dayAt(atMs: number): string {
    if (!holds(this.#day, atMs)) {
      const start = DateTime.fromMillis(atMs, { zone: this.timezone }).startOf('day');
      this.#day = {
        value: isoDate(start),
        fromMs: start.toMillis(),
        untilMs: start.plus({ days: 1 }).toMillis(),
      };
    }
    return this.#day.value;
  }

  /** The hours of a date (`2026-12-24`) and where they come from. */
  day(date: string, weekday = DateTime.fromISO(date, { zone: 'utc' }).weekday): CalendarDay {
    this.#refresh();
    const known = this.#days.get(date);
    if (known !== undefined) return known;
    if (this.#days.size >= maxDaysKept) this.#days.clear();
    const day = calendarDay(date, weekday, this.#week, this.#options);
    this.#days.set(date, day);
    return day;
  }

  /** What kind of day a date (`2026-12-24`) is. */
  kindOf(date: string): DayKind {
    const known = this.#kinds.get(date);
    if (known !== undefined) return known;
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
    const isHoliday = this.#options.holidays?.source.on(date) !== undefined;
    const kind = weekday > 5 || isHoliday ? 'weekend' : 'workday';
    if (this.#kinds.size >= maxDaysKept) this.#kinds.clear();
    this.#kinds.set(date, kind);
    return kind;
  }

  readonly #hoursOn = (date: string, weekday: number): readonly OpenInterval[] =>
    this.day(date, weekday).intervals;

  /** Whether the site is open at a moment (epoch ms); always true without hours. */
  isOpenAt(atMs: number): boolean {
    if (this.isAlwaysOpen) return true;
    this.#refresh();
    if (!holds(this.#open, atMs)) {
      this.#open = {
        value: isOpen(this.#hoursOn, atMs, this.timezone),
        fromMs: atMs,
        // The search ahead is limited: it is repeated a day later.
        untilMs: Math.min(this.nextChangeAfter(atMs), atMs + 24 * hourMs),
      };
    }
    return this.#open.value;
  }

  /** Like {@link isOpenAt}, for a moment in the past; keeps the cached value of now. */
  wasOpenAt(atMs: number): boolean {
    if (this.isAlwaysOpen) return true;
    this.#refresh();
    return holds(this.#open, atMs) ? this.#open.value : isOpen(this.#hoursOn, atMs, this.timezone);
  }

  /** The next moment (epoch ms) at which it opens or closes; `Infinity` if there is none within two years. */
  nextChangeAfter(atMs: number): number {
    if (this.isAlwaysOpen) return Number.POSITIVE_INFINITY;
    return nextChange(this.#hoursOn, atMs, this.timezone, this.#isSameEveryWeek ? undefined : daysAhead);
  }

  /**
   * The date to whose hours a moment (epoch ms) belongs while it is open: that of the evening before, for a night
   * that passes midnight. Undefined while it is closed.
   */
  openDayAt(atMs: number): CalendarDay | undefined {
    if (!this.isOpenAt(atMs)) return undefined;
    const today = DateTime.fromMillis(atMs, { zone: this.timezone });
    const isOfToday = isOpen(
      (date, weekday) => (date === isoDate(today) ? this.#hoursOn(date, weekday) : []),
      atMs,
      this.timezone,
    );
    return this.day(isoDate(isOfToday ? today : today.minus({ days: 1 })));
  }

  /** What is shown while it is closed at a moment (epoch ms): why, and when it opens next. */
  closingAt(atMs: number): Closing {
    if (this.isOpenAt(atMs)) return {};
    if (!holds(this.#closing, atMs)) {
      const opensMs = this.nextChangeAfter(atMs);
      const now = DateTime.fromMillis(atMs, { zone: this.timezone });
      const opens = openingAt(opensMs, now);
      const because = this.#because(now, opensMs);
      this.#closing = {
        value: {
          ...(opens !== undefined && { opens }),
          ...(because !== undefined && { because: namesIn(because, this.#options.languages ?? []) }),
        },
        fromMs: atMs,
        untilMs: (Math.floor(atMs / minuteMs) + 1) * minuteMs,
      };
    }
    return this.#closing.value;
  }

  /**
   * The name of the day that keeps it closed: today's name, if today is closed or the weekly hours would be
   * open now; else the name of the first closed day before the next opening. An ordinary closing time has none.
   */
  #because(now: DateTime, opensMs: number): Naming | undefined {
    const today = this.day(isoDate(now), now.weekday);
    const week = this.#week;
    const wouldBeOpen =
      week === undefined || isOpen((_, weekday) => week[weekday - 1] ?? [], now.toMillis(), this.timezone);
    if (today.name !== undefined && (today.intervals.length === 0 || wouldBeOpen)) return today.name;
    const opens = Number.isFinite(opensMs)
      ? DateTime.fromMillis(opensMs, { zone: this.timezone })
      : now.plus({ days: 8 });
    const opensOn = isoDate(opens);
    for (let day = now.plus({ days: 1 }); ; day = day.plus({ days: 1 })) {
      const date = isoDate(day);
      if (date >= opensOn) return undefined;
      const { name, intervals } = this.day(date, day.weekday);
      if (name !== undefined && intervals.length === 0) return name;
    }
  }
}

function openingAt(opensMs: number, now: DateTime): Opening | undefined {
  if (!Number.isFinite(opensMs)) return undefined;
  const opens = DateTime.fromMillis(opensMs, { zone: now.zone });
  const daysAway = opens.startOf('day').diff(now.startOf('day'), 'days').days;
  return {
    at: new Date(opensMs).toISOString(),
    time: opens.toFormat('HH:mm'),
    ...(daysAway >= 1 && { weekday: opens.weekday }),
    ...(daysAway >= 7 && { date: isoDate(opens) }),
  };
}

function holds<T>(held: Held<T> | undefined, atMs: number): held is Held<T> {
  return held !== undefined && atMs >= held.fromMs && atMs < held.untilMs;
}
