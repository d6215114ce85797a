import { dayStart } from './day-start.ts';

const dayMs = 86_400_000;

/** The local time of a site. */
export interface WallTime {
  /** `2026-11-03`. */
  readonly date: string;
  readonly hour: number;
  readonly minute: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timezone: string): Intl.DateTimeFormat {
  const known = clocks.get(timezone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  clocks.set(timezone, clock);
  return clock;
}

/** @param atMs epoch ms */
export function wallTime(atMs: number, timezone: string): WallTime {
  const parts = clockOf(timezone).formatToParts(atMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    hour: Number(part('hour')),
    minute: Number(part('minute')),
  };
}

/** The first moment of a date at a site (epoch ms), also with a clock change that night. */
export function startOfDate(date: string, timezone: string): number {
  const noonMs = Date.parse(`${date}T12:00:00Z`);
  // Noon in UTC has the same date nearly everywhere, except on a few islands of the Pacific.
  for (const aboutMs of [noonMs, noonMs - dayMs / 2, noonMs + dayMs / 2]) {
    if (wallTime(aboutMs, timezone).date === date) return dayStart(aboutMs, timezone);
  }
  return dayStart(noonMs, timezone);
}

/** @param days may be negative */
export function addDays(date: string, days: number): string {
  return printed(Date.parse(`${date}T00:00:00Z`) + days * dayMs);
}

/** The first day of the month that many months later. */
export function addMonths(date: string, months: number): string {
  const [year = 1970, month = 1] = date.split('-').map(Number);
  return printed(Date.UTC(year, month - 1 + months, 1));
}

/** 0 is Monday, 6 is Sunday. */
export function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function printed(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** Dates have no timezone: noon in UTC stands for them. */
export function noonOf(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}
