import { DateTime } from 'luxon';
import { parseIsoTime } from '../parse/axis-time.ts';
import { wholeNumberOf } from '../parse/whole-number.ts';

/** From here on an epoch is in milliseconds; as seconds it would be the year 5138. */
const leastMilliseconds = 1e11;

/** An epoch in seconds or milliseconds, or an ISO time with its zone, as epoch milliseconds; else null. */
export function epochMsOf(value: unknown): number | null {
  const epoch = wholeNumberOf(value);
  if (epoch !== null) {
    if (epoch < 0) return null;
    const ms = epoch < leastMilliseconds ? epoch * 1000 : epoch;
    return ms <= 8.64e15 ? ms : null;
  }
  return typeof value === 'string' && hasZone(value) ? parseIsoTime(value) : null;
}

/**
 * When rows begin that follow each other, as epoch milliseconds. Times without a zone are read in `timezone`:
 * of the hour that happens twice, the later one is taken where the earlier one would not follow the row
 * before; a time in the hour that does not happen is null, as is what is no time.
 */
export function epochsOfRows(times: readonly unknown[], timezone: string): readonly (number | null)[] {
  let before = Number.NEGATIVE_INFINITY;
  return times.map((time) => {
    const ms = epochMsOf(time) ?? localMsOf(time, timezone, before);
    if (ms !== null) before = ms;
    return ms;
  });
}

/** The end of the day that begins at `fromMs`: the next midnight where that is a local one, else 24 hours on. */
export function endOfDayMs(fromMs: number, timezone: string): number {
  const start = DateTime.fromMillis(fromMs, { zone: timezone });
  const isMidnight = start.isValid && start.startOf('day').toMillis() === fromMs;
  return isMidnight ? start.plus({ days: 1 }).toMillis() : fromMs + 86_400_000;
}

function localMsOf(value: unknown, timezone: string, before: number): number | null {
  if (typeof value !== 'string' || parseIsoTime(value) === null) return null;
  const read = DateTime.fromISO(value, { zone: timezone });
  const isReal = read.isValid && read.toFormat("yyyy-MM-dd'T'HH:mm:ss") === value.slice(0, 19);
  if (!isReal) return null;
  const possible = read.getPossibleOffsets().map((each) => each.toMillis());
  possible.sort((a, b) => a - b);
  return possible.find((ms) => ms > before) ?? possible.at(-1) ?? null;
}

function hasZone(text: string): boolean {
  return /(Z|[+-]\d\d:?\d\d)$/i.test(text);
}
