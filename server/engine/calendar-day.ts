import { type DayRule, mostSpecific } from './day-rule.ts';
import type { OpenInterval, OpeningHours } from './opening-hours.ts';

/** A name as it was written: one text, or one for each language (BCP 47 tag). */
export type Naming = string | Readonly<Record<string, string>>;

/** A day, or days, with hours of their own; no interval: closed. */
export interface SpecialDay {
  readonly on: DayRule;
  readonly intervals: readonly OpenInterval[];
  readonly name?: Naming;
}

/** A part of a date in which a subscribed calendar closes the site: minutes from 0 to 1440. */
export interface Closure {
  readonly from: number;
  readonly to: number;
  /** The whole day, with the night that begins on it, and not only a part of it. */
  readonly isAllDay: boolean;
  readonly name?: string;
}

/** The closures of a subscribed calendar by date. */
export interface ClosureSource {
  /** Changes with each change of the calendar. */
  readonly version: number;
  on(date: string): readonly Closure[];
}

/** Public holidays of a country or region: the name of the one on a date; undefined where there is none. */
export interface HolidaySource {
  on(date: string): Naming | undefined;
}

/** Everything that makes a day differ from the week's hours. */
export interface Exceptions {
  readonly specialDays?: readonly SpecialDay[];
  readonly closures?: ClosureSource;
  readonly holidays?: { readonly source: HolidaySource; readonly intervals: readonly OpenInterval[] };
}

/** People use a site otherwise at weekends, and holidays are as weekends are. */
export type DayKind = 'workday' | 'weekend';

export type DaySource = 'week' | 'holiday' | 'special' | 'calendar';

/** The hours of one date, and where they come from. */
export interface CalendarDay {
  readonly date: string;
  readonly intervals: readonly OpenInterval[];
  readonly source: DaySource;
  readonly name?: Naming;
}

const dayMinutes = 1440;
const wholeDay: readonly OpenInterval[] = [{ from: 0, to: dayMinutes }];

/**
 * The hours of a date (`2026-12-24`), which is that weekday (1 to 7). A special day wins over the subscribed
 * calendar, that over a public holiday, and that over the week; without hours of the week it is always open.
 */
export function calendarDay(
  date: string,
  weekday: number,
  week: OpeningHours | undefined,
  { specialDays = [], closures, holidays }: Exceptions,
): CalendarDay {
  const special = mostSpecific(specialDays, date, weekday);
  if (special !== undefined) {
    const { intervals, name } = special;
    return { date, intervals, source: 'special', ...(name !== undefined && { name }) };
  }
  const holiday = holidays?.source.on(date);
  const usual: CalendarDay =
    holidays === undefined || holiday === undefined
      ? { date, intervals: week === undefined ? wholeDay : (week[weekday - 1] ?? []), source: 'week' }
      : { date, intervals: holidays.intervals, source: 'holiday', name: holiday };
  return closures === undefined ? usual : withClosures(usual, closures);
}

function withClosures(usual: CalendarDay, closures: ClosureSource): CalendarDay {
  const { date, intervals } = usual;
  const today = closures.on(date);
  const allDay = today.find(({ isAllDay }) => isAllDay);
  if (allDay !== undefined) return closedBy(date, [], allDay);
  // The hours after midnight belong to the day before: tomorrow's closed times end tonight's as well.
  const tonight = closures
    .on(dayAfter(date))
    .filter(({ isAllDay }) => !isAllDay)
    .map((closure) => ({ ...closure, from: closure.from + dayMinutes, to: closure.to + dayMinutes }));
  let left = intervals;
  let first: Closure | undefined;
  for (const closure of [...today, ...tonight]) {
    const shorter = left.flatMap((interval) => without(interval, closure));
    if (shorter.length === left.length && shorter.every((each, index) => each === left[index])) continue;
    left = shorter;
    first ??= closure;
  }
  return first === undefined ? usual : closedBy(date, left, first);
}

function closedBy(date: string, intervals: readonly OpenInterval[], { name }: Closure): CalendarDay {
  return { date, intervals, source: 'calendar', ...(name !== undefined && { name }) };
}

function without(interval: OpenInterval, { from, to }: Closure): OpenInterval[] {
  if (to <= interval.from || from >= interval.to) return [interval];
  const before = { from: interval.from, to: from };
  const after = { from: to, to: interval.to };
  return [before, after].filter((each) => each.to > each.from);
}

/** The date after a date. */
export function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** Hours as the configuration file has them: `08:00-12:00, 13:00-18:00`, `18:00-02:00`, `closed`. */
export function printHours(intervals: readonly OpenInterval[]): string {
  if (intervals.length === 0) return 'closed';
  return intervals.map(({ from, to }) => `${printTime(from)}-${printTime(to)}`).join(', ');
}

/** `24:00` is the end of the day; a later time belongs to the next one. */
function printTime(minutes: number): string {
  const ofDay = minutes > dayMinutes ? minutes - dayMinutes : minutes;
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return `${twoDigits(Math.floor(ofDay / 60))}:${twoDigits(ofDay % 60)}`;
}

/** A name in each of the languages; a missing one gets the name's first text. */
export function namesIn(name: Naming, languages: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(languages.map((language) => [language, nameIn(name, language)]));
}

/** A name in one language (BCP 47 tag): that of `de` serves `de-CH` too. */
export function nameIn(name: Naming, language: string): string {
  if (typeof name === 'string') return name;
  const base = language.split('-')[0] ?? language;
  return name[language] ?? name[base] ?? Object.values(name)[0] ?? '';
}
