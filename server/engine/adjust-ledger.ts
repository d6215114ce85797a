import { keepAboveZero } from './ledger.ts';
import { contributionOf, type LedgerState, type LevelSource, occupancyOf } from './ledger-state.ts';

/** An adjust, as the ledger needs it. */
export interface LedgerAdjust {
  readonly id: string;
  /** The occupancy the zone shall show, 0 or more. */
  readonly to: number;
  /** By source key: the level that is set on each device that can be set. */
  readonly targets: ReadonlyMap<string, number>;
  /** Epoch ms. */
  readonly atMs: number;
}

/**
 * Shows the new occupancy at once, by correction, and remembers which level was set on which device: when its
 * readings show that level, this part of the correction disappears.
 */
export function adjustLedger(state: LedgerState, adjust: LedgerAdjust): LedgerState {
  const sources = { ...state.sources };
  for (const [key, target] of adjust.targets) {
    const source = sources[key];
    if (source?.kind !== 'level') continue;
    const targets = [...(source.pending?.targets ?? []), target];
    sources[key] = { ...source, pending: { adjustId: adjust.id, targets, sinceMs: adjust.atMs } };
  }
  const { owed: _, ...settled } = state;
  const counted = withoutExtra({ ...settled, sources });
  const missing = adjust.to - occupancyOf(counted);
  const set = { atMs: adjust.atMs, to: adjust.to };
  return sure({ ...counted, correction: counted.correction + missing, set, setMs: adjust.atMs });
}

/** The number is known for sure from here on. */
function sure(state: LedgerState): LedgerState {
  return { ...state, sureTotal: state.totalIn + state.totalOut };
}

/**
 * Takes back what factors have added, of all sources or of some: their people are as counted again. The number may
 * be another; it is never below 0.
 */
export function takeBackExtra(state: LedgerState, isTaken: (key: string) => boolean): LedgerState {
  const back = withoutExtra(state, isTaken);
  return back === state ? state : keepAboveZero(back);
}

function withoutExtra(state: LedgerState, isTaken: (key: string) => boolean = () => true): LedgerState {
  const entries = Object.entries(state.sources);
  if (!entries.some(([key, source]) => 'extra' in source && isTaken(key))) return state;
  const sources = entries.map(([key, source]) => {
    if (source.kind !== 'count' || !isTaken(key)) return [key, source] as const;
    const { extra: _, ...rest } = source;
    return [key, rest] as const;
  });
  return { ...state, sources: Object.fromEntries(sources) };
}

/** What was saved before it was known how sure a number is: as sure as at the last midnight. */
export function withSureTotal(state: LedgerState): LedgerState {
  if (state.sureTotal !== undefined) return state;
  return { ...state, sureTotal: state.totalIn + state.totalOut - state.inToday - state.outToday };
}

/** The progress of one device in an adjust: `superseded` when a later adjust waits for the same device. */
export type PendingState = 'waiting' | 'superseded' | 'settled';

/** Whether the device behind a source still has to show the level that this adjust set. */
export function pendingOf(state: LedgerState, key: string, adjustId: string): PendingState {
  const source = state.sources[key];
  if (source?.kind !== 'level' || source.pending === undefined) return 'settled';
  return source.pending.adjustId === adjustId ? 'waiting' : 'superseded';
}

/** Stops waiting for a device that refused: its part stays in the correction. */
export function refuseAdjust(state: LedgerState, key: string, adjustId: string): LedgerState {
  const source = state.sources[key];
  if (source?.kind !== 'level' || source.pending?.adjustId !== adjustId) return state;
  const { pending, ...rest } = source;
  const targets = pending.targets.slice(0, -1);
  const next: LevelSource = targets.length === 0 ? rest : { ...rest, pending: { ...pending, targets } };
  return { ...state, sources: { ...state.sources, [key]: next } };
}

/**
 * Fits a saved ledger to the sources a zone has now. A removed count source leaves the people it counted
 * inside; a removed level source takes its level along, because nothing reports it any more.
 */
export function keepSources(state: LedgerState, keys: ReadonlySet<string>): LedgerState {
  let { correction } = state;
  const sources: Record<string, LedgerState['sources'][string]> = {};
  let gone = false;
  for (const [key, source] of Object.entries(state.sources)) {
    if (keys.has(key)) sources[key] = source;
    else {
      gone = true;
      if (source.kind === 'count') correction += Math.round(contributionOf(source));
    }
  }
  return gone ? keepAboveZero({ ...state, correction, sources }) : state;
}
