import type { HistoryRow } from '#lib/contract/history.ts';
import type { MinuteRecord } from '#server/engine/history-minute.ts';

/** What happened in a zone in a minute, or in any longer bin; its length is known from the context. */
export interface Tally extends Omit<MinuteRecord, 'minute'> {
  /** Its start, in minutes since 1970-01-01T00:00Z. */
  readonly start: number;
  /** Time whose numbers were filled in afterwards from the memory of the sensors. */
  readonly backfilledMs: number;
}

export const minuteMs = 60_000;

/** A minute without any record. */
export function emptyTally(start: number): Tally {
  return {
    start,
    min: null,
    max: null,
    area: 0,
    knownMs: 0,
    amberMs: 0,
    redMs: 0,
    unknownMs: 0,
    closedMs: 0,
    recordedMs: 0,
    backfilledMs: 0,
    came: 0,
    went: 0,
    capacity: null,
  };
}

/** Two spans of time as one. All numbers are whole: the order of joining does not matter. */
export function joinTallies(a: Tally, b: Tally): Tally {
  return {
    start: Math.min(a.start, b.start),
    min: minOf(a.min, b.min),
    max: mostOf(a.max, b.max),
    area: a.area + b.area,
    knownMs: a.knownMs + b.knownMs,
    amberMs: a.amberMs + b.amberMs,
    redMs: a.redMs + b.redMs,
    unknownMs: a.unknownMs + b.unknownMs,
    closedMs: a.closedMs + b.closedMs,
    recordedMs: a.recordedMs + b.recordedMs,
    backfilledMs: a.backfilledMs + b.backfilledMs,
    came: a.came + b.came,
    went: a.went + b.went,
    capacity: minOf(a.capacity, b.capacity),
  };
}

/**
 * A tally as a row of the API: seconds instead of milliseconds, the mean instead of the area.
 *
 * @param from its start, ISO 8601 UTC
 * @param to its end
 */
export function historyRow(tally: Tally, from: string, to: string): HistoryRow {
  return {
    from,
    to,
    min: tally.min,
    max: tally.max,
    avg: meanOf(tally),
    in: tally.came,
    out: tally.went,
    amberS: seconds(tally.amberMs),
    redS: seconds(tally.redMs),
    unknownS: seconds(tally.unknownMs),
    closedS: seconds(tally.closedMs),
    recordedS: seconds(tally.recordedMs),
    backfilledS: seconds(tally.backfilledMs),
    capacity: tally.capacity,
  };
}

/** Mean occupancy over the known time, two decimals; null when it was never known. */
export function meanOf({ area, knownMs }: Pick<Tally, 'area' | 'knownMs'>): number | null {
  return knownMs === 0 ? null : Math.round((area / knownMs) * 100) / 100;
}

function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}

function minOf(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

function mostOf(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}
