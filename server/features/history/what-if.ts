import { plausibleRange, type Spread } from '#server/engine/plausible.ts';
import type { Tally } from './tally.ts';

/** The limits of a light. */
export interface Limits {
  /** People allowed at once, 1 or more. */
  readonly capacity: number;
  /** Shares of capacity. */
  readonly amberAt: number;
  readonly redAt: number;
}

export interface LitTime {
  readonly redMs: number;
  readonly amberMs: number;
}

export interface Estimate extends LitTime {
  readonly before: LitTime;
  readonly careful: LitTime;
  readonly knownMs: number;
}

/**
 * Estimates how long a light would have been red and amber with other limits. A minute is treated as if only
 * its minimum and its maximum number of people had been inside, each for as long as gives the mean: exact for a
 * minute on one side of a limit, an estimate for one that crosses it. Time in which the light was closed stays
 * closed; margins, minimum times and holds are ignored.
 */
export function estimateLights(minutes: readonly Tally[], limits: Limits, spread?: Spread): Estimate {
  const redFrom = peopleAt(limits.redAt, limits.capacity);
  const amberFrom = peopleAt(limits.amberAt, limits.capacity);
  const sum = { redMs: 0, amberMs: 0, knownMs: 0, before: { redMs: 0, amberMs: 0 } };
  const careful = { redMs: 0, amberMs: 0 };
  let passages = 0;
  for (const minute of minutes) {
    const openMs = minute.knownMs * openShare(minute);
    const redMs = openMs * shareFrom(minute, redFrom);
    passages = minute.closedMs > 0 ? 0 : passages + minute.came + minute.went;
    const most = raised(minute, passages, spread);
    const carefulRedMs = openMs * shareFrom(most, redFrom);
    careful.redMs += carefulRedMs;
    careful.amberMs += openMs * shareFrom(most, amberFrom) - carefulRedMs;
    sum.redMs += redMs;
    sum.amberMs += openMs * shareFrom(minute, amberFrom) - redMs;
    sum.knownMs += minute.knownMs;
    sum.before.redMs += minute.redMs;
    sum.before.amberMs += minute.amberMs;
  }
  return {
    ...sum,
    redMs: Math.round(sum.redMs),
    amberMs: Math.round(sum.amberMs),
    careful: { redMs: Math.round(careful.redMs), amberMs: Math.round(careful.amberMs) },
  };
}

/** A minute as if the most people had been inside that may have been: it is surest after each closing. */
function raised(minute: Tally, passages: number, spread: Spread | undefined): Tally {
  const { min, max, area, knownMs } = minute;
  if (min === null || max === null) return minute;
  const more = plausibleRange(max, passages, spread).high - max;
  return { ...minute, min: min + more, max: max + more, area: area + more * knownMs };
}

/** As for the light itself: people are whole, shares of the capacity are not, and an empty zone is green. */
function peopleAt(share: number, capacity: number): number {
  return Math.max(1, Math.ceil(share * capacity - 1e-6));
}

function openShare({ closedMs, recordedMs }: Tally): number {
  return recordedMs === 0 ? 1 : Math.max(0, 1 - closedMs / recordedMs);
}

/** The share of a minute's known time with at least this many people inside. */
function shareFrom({ min, max, area, knownMs }: Tally, limit: number): number {
  if (min === null || max === null || knownMs === 0 || max < limit) return 0;
  if (min >= limit) return 1;
  return Math.min(1, Math.max(0, (area / knownMs - min) / (max - min)));
}
