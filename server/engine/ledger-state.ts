import type { Totals } from '#lib/contract/reading.ts';

/** Totals as a source last reported them, with the device's clock at that moment. */
export interface SeenTotals extends Totals {
  readonly clockMs?: number;
  /** The number of the last passage in them, where people count. */
  readonly sequence?: number;
  /** Their arrival, epoch ms. */
  readonly atMs: number;
}

/** A reading that jumped further than allowed, waiting for two more that agree. */
export interface Suspect {
  readonly in: number;
  readonly out: number;
  readonly occupancy: number;
  /** Readings so far that agreed with the first one. */
  readonly agreed: number;
}

/** A level that was set on a device and is not yet seen in its readings. */
export interface PendingSet {
  /** Names the adjust that asked for the last of the targets. */
  readonly adjustId: string;
  /** Levels sent to the device and not yet seen, oldest first; the device shall show the last one. */
  readonly targets: readonly number[];
  /** When the last of them was asked for, epoch ms. */
  readonly sinceMs: number;
}

interface SourceBase {
  /** Arrival of the last accepted reading, epoch ms. */
  readonly atMs: number;
  /** The device's clock at the last accepted readings, oldest first: a reading that repeats one is late. */
  readonly clocks: readonly number[];
  readonly suspect?: Suspect;
}

/** The ledger's state of a source that counts. */
export interface CountSource extends SourceBase {
  readonly kind: 'count';
  /** People this source has brought into the zone so far, less those it took out. */
  readonly net: number;
  /** People in and out through this source since it is counted; absent in what was saved before there was one. */
  readonly sum?: { readonly in: number; readonly out: number };
  /**
   * People that its factors have added to `net`, with fractions: what was counted stays as it is, and this can be
   * taken back. Since the last time the number was set.
   */
  readonly extra?: number;
  readonly last: SeenTotals;
  /** The first of a row of readings that look late; see `isLate`. */
  readonly late?: SeenTotals;
}

/** The ledger's state of a source that reports a level. */
export interface LevelSource extends SourceBase {
  readonly kind: 'level';
  readonly occupancy: number;
  readonly totals?: SeenTotals;
  readonly pending?: PendingSet;
}

export type SourceState = CountSource | LevelSource;

/** People who went (epoch ms) when nobody was inside. */
export interface Owed {
  readonly atMs: number;
  readonly people: number;
}

/** The ledger of one zone. Plain data: it is saved as JSON and survives restarts and power cuts. */
export interface LedgerState {
  /** Added to the sum of the sources: by staff (adjust), or to keep the occupancy at 0 or above. */
  readonly correction: number;
  /** Date in the site's timezone (`2026-11-21`) to which the next three belong. */
  readonly day: string;
  readonly inToday: number;
  readonly outToday: number;
  /** People by which the sum had to be raised today to be 0. */
  readonly drift: number;
  /** People inside when the day began; absent on the first day. */
  readonly startedWith?: number;
  /** People who were inside already when sensors of levels reported first today, and when the first did (epoch ms). */
  readonly found?: { readonly atMs: number; readonly occupancy: number };
  /** The last time somebody set the number (epoch ms), and to what. */
  readonly set?: { readonly atMs: number; readonly to: number };
  /** When the number was last set (epoch ms), on whichever day. */
  readonly setMs?: number;
  /**
   * Those since the number was set, oldest first: another phone may bring their coming in later.
   */
  readonly owed?: readonly Owed[];
  /** People in and out since the zone was created: history is made of the differences. */
  readonly totalIn: number;
  readonly totalOut: number;
  /** What the last two added up to when the number was known for sure: set by staff, or empty after closing. */
  readonly sureTotal?: number;
  /** By source key. */
  readonly sources: Readonly<Record<string, SourceState>>;
}

/** The ledger of a zone that has never had a reading. */
export function emptyLedger(day: string): LedgerState {
  return {
    correction: 0,
    day,
    inToday: 0,
    outToday: 0,
    drift: 0,
    totalIn: 0,
    totalOut: 0,
    sources: {},
  };
}

/** The part of one source in the zone's occupancy: its net count, or its level. */
export function contributionOf(source: SourceState): number {
  return source.kind === 'count' ? source.net + (source.extra ?? 0) : source.occupancy;
}

/** People who passed since the number was known for sure, in and out together. */
export function passagesOf(state: LedgerState): number {
  return Math.max(0, state.totalIn + state.totalOut - (state.sureTotal ?? 0));
}

/** People in the zone: the sum of the sources, corrected. Never below 0 for a state that the ledger made. */
export function occupancyOf(state: LedgerState): number {
  let sum = state.correction;
  for (const key in state.sources) {
    const source = state.sources[key];
    if (source !== undefined) sum += contributionOf(source);
  }
  // Factors count in fractions; adding 0 makes a 0 of what is rounded up to it from below.
  return Math.round(sum) + 0;
}
