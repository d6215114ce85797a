import ICAL from 'ical.js';
import { DateTime, IANAZone } from 'luxon';
import { type Closure, dayAfter } from '#server/engine/calendar-day.ts';
import { isoDate } from '#server/engine/opening-hours.ts';
import { FeedError, type FeedProblem } from './feed-error.ts';

/** The closed times of each date (`2026-12-24`) in an iCalendar. */
export type FeedDays = ReadonlyMap<string, readonly Closure[]>;

export type FeedRead =
  | { readonly ok: true; readonly days: FeedDays }
  | { readonly ok: false; readonly problem: FeedProblem };

export interface FeedWindow {
  /** IANA timezone of the site. */
  readonly timezone: string;
  /** The range of dates, inclusive: an event that repeats for ever has to end somewhere. */
  readonly from: string;
  readonly to: string;
}

/** More than any real calendar of closures has: a limit of memory. */
const maxOccurrences = 10_000;
const wholeDay = 1440;

/**
 * Reads an iCalendar (RFC 5545) as times in which a site is closed: an all-day event closes its days, one with
 * times those times. Repetitions, their exceptions and cancelled events are followed. An unknown timezone is
 * taken as that of the site.
 */
export function readFeed(text: string, window: FeedWindow): FeedRead {
  try {
    const root = new ICAL.Component(ICAL.parse(text));
    if (root.name !== 'vcalendar') throw new FeedError('no-calendar', 'it is no iCalendar');
    return { ok: true, days: daysOf(eventsOf(root), window) };
  } catch (error) {
    if (error instanceof FeedError) return { ok: false, problem: error.problem };
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 200);
    const message = `it cannot be read as an iCalendar: ${reason}`;
    return { ok: false, problem: { code: 'unreadable', message, values: { reason } } };
  }
}

/** Each event with its changed repetitions. */
function eventsOf(root: ICAL.Component): ICAL.Event[] {
  const events = root.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  const single = new Set<ICAL.Event>();
  const mains = new Map<string, ICAL.Event>();
  for (const event of events) {
    if (!event.isRecurrenceException() && !mains.has(event.uid)) mains.set(event.uid, event);
  }
  for (const event of events) {
    if (!event.isRecurrenceException()) continue;
    const main = mains.get(event.uid);
    if (main === undefined) continue;
    main.relateException(event);
    single.add(event);
  }
  return events.filter((event) => !single.has(event));
}

function daysOf(events: readonly ICAL.Event[], window: FeedWindow): FeedDays {
  const days = new Map<string, Closure[]>();
  let occurrences = 0;
  for (const event of events) {
    const iterator = event.isRecurring() ? event.iterator() : undefined;
    for (;;) {
      const at = iterator === undefined ? event.startDate : iterator.next();
      if (at === undefined || at === null) break;
      occurrences += 1;
      if (occurrences > maxOccurrences) throw tooManyEvents();
      const { startDate, endDate, item } =
        iterator === undefined
          ? { startDate: event.startDate, endDate: event.endDate, item: event }
          : event.getOccurrenceDetails(at);
      if (String(at).slice(0, 10) > dayAfter(window.to)) break;
      if (!isCancelled(item) && isOfItsDay(event, at))
        addClosures(days, { startDate, endDate, item }, window);
      if (iterator === undefined) break;
    }
  }
  return days;
}

/** Also where it would take too long to read them. */
export function tooManyEvents(): FeedError {
  return new FeedError('too-many-events', 'it has too many events to be read');
}

/** RFC 5545, 3.3.10: a yearly event on 29 February is left out in other years; the library moves it. */
function isOfItsDay(event: ICAL.Event, at: ICAL.Time): boolean {
  const { month, day } = event.startDate;
  return month !== 2 || day !== 29 || at.day === 29 || event.getRecurrenceTypes().YEARLY === undefined;
}

function isCancelled(event: ICAL.Event): boolean {
  return String(event.component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';
}

interface Occurrence {
  readonly startDate: ICAL.Time;
  readonly endDate: ICAL.Time | null;
  readonly item: ICAL.Event;
}

function addClosures(
  days: Map<string, Closure[]>,
  { startDate, endDate, item }: Occurrence,
  window: FeedWindow,
) {
  const isAllDay = startDate.isDate;
  const written = timezoneOf(item);
  const start = localOf(startDate, written, window.timezone);
  const end = endDate === null ? start : localOf(endDate, written, window.timezone);
  const first = isoDate(start);
  const last = isoDate(end);
  const name = item.summary?.trim().slice(0, 100);
  const called = name ? { name } : {};
  let date = first;
  if (date < window.from) date = window.from;
  for (; date <= window.to; date = dayAfter(date)) {
    // The end of an all-day event is exclusive; one without an end is one day long.
    if (isAllDay ? date >= last && date !== first : date > last) break;
    const from = !isAllDay && date === first ? minuteOf(start) : 0;
    const to = !isAllDay && date === last ? minuteOf(end) : wholeDay;
    if (to <= from) continue;
    const closures = days.get(date) ?? [];
    closures.push({ from, to, isAllDay, ...called });
    days.set(date, closures);
  }
}

function minuteOf({ hour, minute }: DateTime): number {
  return hour * 60 + minute;
}

/** A time of the calendar as local time of the site. */
function localOf(time: ICAL.Time, written: string | undefined, timezone: string): DateTime {
  const { year, month, day, hour, minute } = time;
  if (time.isDate) return DateTime.fromObject({ year, month, day }, { zone: timezone });
  if (time.zone !== ICAL.Timezone.localTimezone) {
    return DateTime.fromMillis(time.toUnixTime() * 1000, { zone: timezone });
  }
  const zone = written !== undefined && IANAZone.isValidZone(written) ? written : timezone;
  return DateTime.fromObject({ year, month, day, hour, minute }, { zone }).setZone(timezone);
}

/** The timezone of an event's start. */
function timezoneOf({ component }: ICAL.Event): string | undefined {
  const tzid = component.getFirstProperty('dtstart')?.getParameter('tzid');
  return typeof tzid === 'string' ? tzid : undefined;
}
