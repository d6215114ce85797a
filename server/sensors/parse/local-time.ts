import { DateTime, IANAZone } from 'luxon';

/** An instant that a device named by its local time. */
export interface LocalInstant {
  /** Epoch milliseconds. */
  readonly ms: number;
  /**
   * The clocks of the zone never showed this time: they were set forward over it. `ms` is then the same
   * distance after the change as the time is after the last one shown (02:30 is 03:30).
   */
  readonly isSkipped: boolean;
}

/** A span of time: `from` inclusive, `to` exclusive. Epoch milliseconds. */
interface LocalSpan {
  readonly from: number;
  readonly to: number;
  /** See {@link LocalInstant}: a span within a skipped hour, as some devices print it. */
  readonly isSkipped: boolean;
}

const dayMs = 24 * 3600 * 1000;
const minuteMs = 60_000;

const compact = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$/;
const spaced = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?$/;

/**
 * Reads a time without a zone, `YYYYMMDD[hhmm[ss]]` or `YYYY-MM-DD[ hh:mm[:ss]]` (also with `T`), as
 * milliseconds of the wall clock: as if it were UTC. Null for anything else, dates that do not exist included.
 *
 * @example wallTimeOf('20170910000000') === Date.UTC(2017, 8, 10)
 */
export function wallTimeOf(text: string): number | null {
  const parts = compact.exec(text) ?? spaced.exec(text);
  if (parts === null) return null;
  // A missing part is undefined, whatever its type says.
  const numbers = parts.slice(1).map((part) => Number(part ?? 0));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbers;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const isReal =
    year >= 1970 &&
    month >= 1 &&
    month <= 12 &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    new Date(wall).getUTCDate() === day;
  return isReal ? wall : null;
}

/**
 * Reads the local times of rows as a device prints them, in their order. Where the clocks were put back, an
 * hour happens twice: a time that is printed twice is first the earlier and then the later instant, and one
 * that is printed once is the later only if rows before it were already past the change. Rows may run
 * forwards or backwards. Null stands for what is no time.
 *
 * @param zone IANA zone of the device's clock
 * @throws when the zone is unknown
 */
export function readLocalTimes(texts: readonly string[], zone: string): (LocalInstant | null)[] {
  const walls = texts.map(wallTimeOf);
  if (!runsBackwards(walls)) return inOrder(walls, new ZoneClock(zone));
  return inOrder(walls.reverse(), new ZoneClock(zone)).reverse();
}

/**
 * Reads rows that print where they begin and end, as {@link readLocalTimes} reads one. A row ends at the
 * first instant after its beginning that its end can mean, and no later than the next row begins. Null where
 * a time is none, or the end is not after the beginning.
 */
export function readLocalSpans(
  rows: readonly { readonly start: string; readonly end: string }[],
  zone: string,
): (LocalSpan | null)[] {
  if (runsBackwards(rows.map((row) => wallTimeOf(row.start))))
    return readLocalSpans(rows.toReversed(), zone).reverse();
  const clock = new ZoneClock(zone);
  const starts = readLocalTimes(
    rows.map((row) => row.start),
    zone,
  );
  return rows.map((row, index) => {
    const start = starts[index];
    const endWall = wallTimeOf(row.end);
    if (start == null || endWall === null) return null;
    const { ms: from, isSkipped } = start;
    const end = clock.instantsOf(endWall).find((instant) => instant.ms > from)?.ms;
    // In an hour that did not happen, an end may come out at or before its beginning: it had no length.
    if (end === undefined) return isSkipped ? { from, to: from, isSkipped } : null;
    const next = starts[index + 1]?.ms ?? end;
    return { from, to: next > from ? Math.min(end, next) : end, isSkipped };
  });
}

/**
 * Where a row of `seconds` ends that begins at `from` (epoch milliseconds). Days end at a midnight of the
 * zone: they have 23 or 25 hours when the clocks change.
 */
export function endOfBin(from: number, seconds: number, zone: string): number {
  const days = seconds / 86_400;
  if (!Number.isInteger(days) || days < 1) return from + seconds * 1000;
  return DateTime.fromMillis(from, { zone }).plus({ days }).startOf('day').toMillis();
}

function runsBackwards(walls: readonly (number | null)[]): boolean {
  const first = walls.find((wall) => wall !== null);
  const last = walls.findLast((wall) => wall !== null);
  return first != null && last != null && first > last;
}

function inOrder(walls: readonly (number | null)[], clock: ZoneClock): (LocalInstant | null)[] {
  const printed = new Map<number, number>();
  for (const wall of walls) if (wall !== null) printed.set(wall, (printed.get(wall) ?? 0) + 1);
  const seen = new Set<number>();
  let before = Number.NEGATIVE_INFINITY;
  return walls.map((wall) => {
    if (wall === null) return null;
    const [first, second] = clock.instantsOf(wall);
    if (first === undefined) return null;
    const isLater = (printed.get(wall) ?? 0) > 1 ? seen.has(wall) : before >= first.ms;
    seen.add(wall);
    const instant = second !== undefined && isLater && second.ms > before ? second : first;
    before = instant.ms;
    return instant;
  });
}

/** Converts wall clock times of a zone to instants. Uses luxon only around changes: an export has many rows. */
class ZoneClock {
  readonly #zone: IANAZone;
  /** Offset in minutes of the wall days on which it is constant, including the time around them; else null. */
  readonly #steady = new Map<number, number | null>();

  constructor(zone: string) {
    if (!IANAZone.isValidZone(zone)) throw new Error(`"${zone}" is no IANA zone.`);
    this.#zone = IANAZone.create(zone);
  }

  /** One instant, or two in order where the clock showed the time twice. */
  instantsOf(wall: number): readonly LocalInstant[] {
    const steady = this.#steadyOffset(wall);
    if (steady !== null) return [{ ms: wall - steady * minuteMs, isSkipped: false }];
    const meant = DateTime.fromMillis(wall, { zone: 'UTC' }).setZone(this.#zone, { keepLocalTime: true });
    const isSkipped = meant.toMillis() + meant.offset * minuteMs !== wall;
    const instants = meant.getPossibleOffsets().map((possible) => ({ ms: possible.toMillis(), isSkipped }));
    return isSkipped ? instants.slice(0, 1) : instants.sort((a, b) => a.ms - b.ms);
  }

  #steadyOffset(wall: number): number | null {
    const day = Math.floor(wall / dayMs);
    const known = this.#steady.get(day);
    if (known !== undefined) return known;
    // Offsets reach from −12 to +14 hours, so that these two lie before and after all of the day.
    const before = this.#zone.offset((day - 1) * dayMs);
    const after = this.#zone.offset((day + 2) * dayMs);
    const steady = before === after ? before : null;
    this.#steady.set(day, steady);
    return steady;
  }
}

/** A moment as a device printed it. */
interface DeviceMoment {
  /** Milliseconds in the order the device's clock ticks; a local time is read as if it were UTC. */
  readonly clockMs: number;
  /** The device's date, `YYYYMMDD`. */
  readonly date: string;
}

/**
 * Reads `YYYYMMDDhhmmss` (VAPIX People counter API, "time in the camera"), local to the device and without
 * a zone; null for anything else, dates that do not exist included.
 *
 * @example parseAxisTime('20170503112756') // { clockMs: Date.UTC(2017, 4, 3, 11, 27, 56), date: '20170503' }
 */
export function parseAxisTime(text: string): DeviceMoment | null {
  if (text.length !== 14) return null;
  // Digit by digit, without parts of the text: every poll of every sensor brings one.
  const year = numberIn(text, 0, 4);
  const month = numberIn(text, 4, 6);
  const day = numberIn(text, 6, 8);
  const hour = numberIn(text, 8, 10);
  const minute = numberIn(text, 10, 12);
  const second = numberIn(text, 12, 14);
  if (!(year >= 100 && month >= 1 && month <= 12 && day >= 1 && hour < 24 && minute < 60 && second < 60))
    return null;
  const clockMs = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC accepts the 31st of every month; the date must be the same after it.
  return new Date(clockMs).getUTCDate() === day ? { clockMs, date: text.slice(0, 8) } : null;
}

/** NaN where there is something else than digits. */
function numberIn(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/i;

/** Reads an ISO 8601 time as epoch milliseconds; without a zone it is read as UTC. Null for anything else. */
export function parseIsoTime(text: string): number | null {
  const parts = isoTime.exec(text);
  if (parts === null) return null;
  const ms = Date.parse(parts[2] === undefined ? `${text}Z` : text);
  return Number.isNaN(ms) ? null : ms;
}
