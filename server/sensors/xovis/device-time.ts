import { DateTime } from 'luxon';
import { parseIsoTime } from '../parse/axis-time.ts';
import { type LocalInstant, readLocalTimes } from '../parse/local-time.ts';
import { wholeNumberOf } from '../parse/whole-number.ts';

/** From here on an epoch is in milliseconds; as seconds it would be the year 5138. */
const leastMilliseconds = 1e11;
/** Beyond this, JavaScript has no date. */
const latestMs = 8.64e15;

/** An epoch in seconds or milliseconds, or an ISO time with its zone, as epoch milliseconds; else null. */
export function epochMsOf(value: unknown): number | null {
  const epoch = wholeNumberOf(value);
  if (epoch !== null) {
    const ms = epoch < leastMilliseconds ? epoch * 1000 : epoch;
    return ms >= 0 && ms <= latestMs ? ms : null;
  }
  return typeof value === 'string' && /(Z|[+-]\d\d:?\d\d)$/i.test(value) ? parseIsoTime(value) : null;
}

/**
 * The times of rows that follow each other. Where none of them has a zone they are local to `timezone`, right
 * through changes of its clocks; null for what is no time.
 */
export function timesOfRows(times: readonly unknown[], timezone: string): readonly (LocalInstant | null)[] {
  const epochs = times.map(epochMsOf);
  const texts = times.filter((time) => typeof time === 'string');
  if (texts.length === times.length && epochs.every((ms) => ms === null))
    return readLocalTimes(texts, timezone);
  return epochs.map((ms) => (ms === null ? null : { ms, isSkipped: false }));
}

/** The end of the day that begins at `fromMs`: the next midnight where that is a local one, else 24 hours on. */
export function endOfDayMs(fromMs: number, timezone: string): number {
  const start = DateTime.fromMillis(fromMs, { zone: timezone });
  const isMidnight = start.startOf('day').toMillis() === fromMs;
  return isMidnight ? start.plus({ days: 1 }).toMillis() : fromMs + 86_400_000;
}
