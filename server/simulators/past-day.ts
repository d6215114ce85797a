import { DateTime } from 'luxon';
import type { Alert } from '#lib/contract/alert.ts';
import type { OpenInterval } from '../engine/opening-hours.ts';
import { emptyTally, minuteMs, type Tally } from '../features/history/tally.ts';
import { seededRandom } from './seeded-random.ts';
import { crossings, usualStayMinutes } from './traffic.ts';

/** A zone whose past is made up. */
export interface PastZone {
  readonly site: string;
  readonly id: string;
  readonly name: string;
  readonly capacity: number;
  /** IANA zone of the site. */
  readonly timezone: string;
  /** When the site is open on a date (`2026-11-21`). */
  hoursOn(date: string): readonly OpenInterval[];
}

/** Something that went wrong in a zone for a while. */
export interface Incident {
  /**
   * `silent`: a sensor did not answer, and what it counted came at the end. `filled`: it did not answer, and the minutes were
   * filled in from its memory. `drift`: its door missed some of those who left.
   */
  readonly kind: 'silent' | 'filled' | 'drift';
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is made up of a day. */
export interface PastDay {
  /** Quarter hours, ascending. */
  readonly quarters: readonly Tally[];
  /** Times at which it was full, closed again. */
  readonly alerts: readonly Alert[];
  /** People that a drifting door has left inside when the day is set to 0 (epoch ms); undefined where it does not drift. */
  readonly leftOver: { readonly people: number; readonly atMs: number } | undefined;
  /** People who passed the doors, as counted. */
  readonly passed: { readonly in: number; readonly out: number };
}

const stepMs = 5 * minuteMs;
const quarterMs = 15 * minuteMs;
const dayMs = 24 * 60 * minuteMs;
/** Of the people who leave, a drifting door misses so many. */
const missedShare = 0.04;
const amberAt = 0.8;
/** How busy Monday to Sunday are. */
const week = [0.6, 0.62, 0.66, 0.72, 0.84, 1.02, 0.42] as const;
/** People who come on holidays, where it is open at all. */
const holidays = new Map([
  ['01-01', 0.25],
  ['05-01', 0.5],
  ['08-01', 0.4],
  ['12-24', 1.1],
  ['12-25', 0.2],
  ['12-26', 0.4],
]);

/**
 * Makes up a day of a zone: the same one each time. Days follow the week, the seasons, holidays and the weather, and begin
 * with nobody inside.
 *
 * @param date of the site: `2026-11-21`
 * @param untilMs nothing is made up of what comes after it
 */
export function pastDay(
  zone: PastZone,
  date: string,
  untilMs: number,
  incidents: readonly Incident[],
): PastDay {
  const day = DateTime.fromISO(date, { zone: zone.timezone }).startOf('day');
  const fromMs = day.toMillis();
  const toMs = Math.min(untilMs, day.plus({ days: 1 }).toMillis());
  const random = seededRandom(seedOf(`${zone.site}/${zone.id}/${date}`));
  const place = { capacity: zone.capacity, perMinute: zone.capacity / usualStayMinutes };
  const rush = rushOn(day);
  const hours = zone.hoursOn(date);
  const quarters: Tally[] = [];
  const alerts: Alert[] = [];
  const passed = { in: 0, out: 0 };
  let inside = 0;
  let leftOver = 0;
  let hidden = { in: 0, out: 0 };
  let fullSinceMs: number | undefined;
  for (let startMs = fromMs; startMs + quarterMs <= toMs; startMs += quarterMs) {
    const incident = incidents.find((each) => each.fromMs <= startMs && startMs < each.toMs);
    const minute = (startMs - fromMs) / minuteMs;
    const isOpen = hours.some(({ from, to }) => from <= minute && minute < to);
    const tally = { ...emptyTally(startMs / minuteMs), recordedMs: quarterMs, capacity: zone.capacity };
    for (let atMs = startMs; atMs < startMs + quarterMs; atMs += stepMs) {
      const moved = crossings(
        place,
        { occupancy: inside, hour: minute / 60, elapsedMs: stepMs, rush: isOpen ? rush : 0 },
        random,
      );
      inside += moved.in - moved.out;
      const missed = incident?.kind === 'drift' ? countOf(moved.out, missedShare, random) : 0;
      leftOver += missed;
      const counted = { in: moved.in, out: moved.out - missed };
      passed.in += counted.in;
      passed.out += counted.out;
      if (incident?.kind === 'silent') {
        hidden = { in: hidden.in + counted.in, out: hidden.out + counted.out };
        tally.unknownMs += stepMs;
        continue;
      }
      record(tally, inside + leftOver, { in: counted.in + hidden.in, out: counted.out + hidden.out });
      hidden = { in: 0, out: 0 };
      if (isOpen && inside + leftOver >= zone.capacity) fullSinceMs ??= atMs;
      else if (fullSinceMs !== undefined && inside + leftOver < amberAt * zone.capacity) {
        alerts.push(fullAlert(zone, fullSinceMs, atMs));
        fullSinceMs = undefined;
      }
    }
    if (!isOpen) tally.closedMs = quarterMs;
    if (incident?.kind === 'filled') tally.backfilledMs = quarterMs;
    quarters.push(tally);
  }
  const ended = toMs - fromMs >= dayMs - 60 * minuteMs;
  return {
    quarters,
    alerts,
    leftOver:
      leftOver > 0 && ended ? { people: leftOver, atMs: day.plus({ days: 1 }).toMillis() } : undefined,
    passed,
  };
}

/** How busy a day is beside a usual one. */
function rushOn(day: DateTime): number {
  const weekday = week[day.weekday - 1] ?? 1;
  const holiday = holidays.get(day.toFormat('MM-dd'));
  const season = day.month === 12 && day.day < 24 ? 1.25 : day.month === 7 || day.month === 8 ? 0.88 : 1;
  return (holiday ?? weekday * season) * weatherOn(day);
}

/** Weather lasts for some days, and is the same at all stores. */
function weatherOn(day: DateTime): number {
  const of = (before: number) =>
    seededRandom(seedOf(`weather ${day.minus({ days: before }).toISODate()}`))() - 0.5;
  return 1 + 0.3 * (0.5 * of(0) + 0.3 * of(1) + 0.2 * of(2)) * 2;
}

function record(
  tally: { -readonly [name in keyof Tally]: Tally[name] },
  occupancy: number,
  counted: { readonly in: number; readonly out: number },
): void {
  tally.min = Math.min(tally.min ?? occupancy, occupancy);
  tally.max = Math.max(tally.max ?? occupancy, occupancy);
  tally.area += occupancy * stepMs;
  tally.knownMs += stepMs;
  tally.came += counted.in;
  tally.went += counted.out;
  const utilization = occupancy / (tally.capacity ?? Number.POSITIVE_INFINITY);
  if (utilization >= 1) tally.redMs += stepMs;
  else if (utilization >= amberAt) tally.amberMs += stepMs;
}

function fullAlert({ site, id, name, capacity }: PastZone, fromMs: number, toMs: number): Alert {
  return {
    id: `past-${site}-${id}-${fromMs}`,
    ...{ site, kind: 'full', subject: id, name, facts: { occupancy: capacity, capacity } },
    openedAt: new Date(fromMs).toISOString(),
    closedAt: new Date(toMs).toISOString(),
  };
}

/** How many of some people it happens to. */
function countOf(people: number, share: number, random: () => number): number {
  let count = 0;
  for (let person = 0; person < people; person++) if (random() < share) count += 1;
  return count;
}

/** A number for a text (FNV-1a). */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash;
}
