import type { CountReading, LevelReading, Reading, Totals } from '#lib/contract/reading.ts';
import { changeOfTotals, isOldAnswer, type TotalsChange } from './count-change.ts';
import { clocksWith, repeatsClock } from './device-clock.ts';
import {
  type CountSource,
  type LedgerState,
  type LevelSource,
  occupancyOf,
  type SeenTotals,
  type SourceState,
  type Suspect,
} from './ledger-state.ts';
import { resolvePending } from './pending.ts';

/** A source, as the ledger needs it. */
export interface LedgerSource {
  /** Unique in the zone: `<sensor>/<channel>`. */
  readonly key: string;
  /** `reverse` for a door between two zones: people who enter through it leave this zone. */
  readonly direction: 'normal' | 'reverse';
  /** By how much more people are taken to pass than are counted; absent: as counted. */
  readonly factor?: Factor | undefined;
}

/** What a count of people is multiplied by: 1.03 for a door that misses 3 of 103 people. */
export interface Factor {
  readonly in: number;
  readonly out: number;
}

/** When and how a reading arrived. */
export interface Arrived {
  /** Arrival, epoch milliseconds. */
  readonly atMs: number;
  /** The arrival's date in the site's timezone: `2026-11-21`. */
  readonly day: string;
  /** The device's own clock, see `Snapshot.deviceClockMs`; only used to order readings of one device. */
  readonly clockMs?: number;
}

/** Limits of what a ledger accepts. */
export interface LedgerRules {
  /** People by which one source may change within a minute before its reading is suspect. */
  readonly maxStep: number;
}

/**
 * The result of a reading. `taken`: the ledger changed. `same`: accepted, nothing new. `late`: older than what
 * is known. `suspect`: a jump that waits for two more readings that agree. Only `taken` and `same` prove that
 * the source is alive.
 */
export type Verdict = 'taken' | 'same' | 'late' | 'suspect';

export interface Applied {
  readonly state: LedgerState;
  readonly verdict: Verdict;
}

/** Readings that must agree with a suspect jump before it is accepted. */
const agreementsNeeded = 2;
const minuteMs = 60_000;

/**
 * Enters one reading of one source into the ledger of a zone.
 *
 * @returns the new ledger and the verdict; the same state object when nothing changed
 */
export function applyReading(
  state: LedgerState,
  source: LedgerSource,
  reading: Reading,
  arrived: Arrived,
  rules: LedgerRules,
): Applied {
  const known = rollDay(state, arrived.day);
  return reading.kind === 'count'
    ? applyCount(known, source, reading, arrived, rules)
    : applyLevel(known, source, reading, arrived, rules);
}

/** Starts a new day in the ledger: today's numbers begin at 0, the people inside stay inside. */
export function rollDay(state: LedgerState, day: string): LedgerState {
  if (state.day === day) return state;
  const { set: _set, found: _found, ...rest } = state;
  return { ...rest, day, inToday: 0, outToday: 0, drift: 0, startedWith: occupancyOf(state) };
}

function applyCount(
  state: LedgerState,
  source: LedgerSource,
  reading: CountReading,
  arrived: Arrived,
  rules: LedgerRules,
): Applied {
  const before = state.sources[source.key];
  const seen = seenTotals(reading, arrived);
  const heard = { atMs: arrived.atMs, clocks: clocksWith(before?.clocks, arrived.clockMs) };
  if (before === undefined) {
    return accepted(state, source, { kind: 'count', net: 0, last: seen, ...heard });
  }
  if (before.kind === 'level') {
    // The source reported a level until now: those people stay inside.
    return accepted(state, source, { kind: 'count', net: before.occupancy, last: seen, ...heard });
  }
  if (repeatsClock(before.clocks, arrived.clockMs) || isOldAnswer(before, seen)) {
    return { state: withSource(state, source, { ...before, late: before.late ?? seen }), verdict: 'late' };
  }
  const change = changeOfTotals(before.last, seen);
  const suspicion = suspicionOf(before, { ...change, moved: 0 }, { ...seen, occupancy: 0 }, arrived, rules);
  if (suspicion !== undefined) {
    return { state: withSource(state, source, { ...before, suspect: suspicion }), verdict: 'suspect' };
  }
  const flow = source.direction === 'normal' ? change : { in: change.out, out: change.in };
  const last = latestEpoch(before.last, seen);
  const extra = (before.extra ?? 0) + extraOf(flow, source.factor);
  const after: CountSource = {
    kind: 'count',
    net: before.net + flow.in - flow.out,
    sum: { in: (before.sum?.in ?? 0) + flow.in, out: (before.sum?.out ?? 0) + flow.out },
    ...(extra === 0 ? {} : { extra }),
    last,
    ...heard,
  };
  const same = last.in === before.last.in && last.out === before.last.out && last.epoch === before.last.epoch;
  return same
    ? { state: withSource(state, source, after), verdict: 'same' }
    : accepted(state, source, after, flow);
}

/** What a factor adds to the people who passed, in millionths so that sums of fractions stay exact enough. */
export function extraOf(flow: TotalsChange, factor: Factor | undefined): number {
  if (factor === undefined) return 0;
  return Math.round((flow.in * (factor.in - 1) - flow.out * (factor.out - 1)) * 1e6) / 1e6;
}

function applyLevel(
  state: LedgerState,
  source: LedgerSource,
  reading: LevelReading,
  arrived: Arrived,
  rules: LedgerRules,
): Applied {
  const before = state.sources[source.key];
  const totals = reading.totals === undefined ? undefined : seenTotals(reading.totals, arrived);
  const { occupancy } = reading;
  const { atMs } = arrived;
  const clocks = clocksWith(before?.clocks, arrived.clockMs);
  const after: LevelSource =
    totals === undefined
      ? { kind: 'level', occupancy, atMs, clocks }
      : { kind: 'level', occupancy, atMs, clocks, totals };
  if (before === undefined) return accepted(withFound(state, after), source, after);
  if (before.kind === 'count') return accepted(state, source, after);
  if (repeatsClock(before.clocks, arrived.clockMs)) return { state, verdict: 'late' };
  if (isUnchanged(before, after)) return { state: withSource(state, source, after), verdict: 'same' };

  const pending = resolvePending(before, reading, atMs);
  const moved = occupancy - (before.occupancy + pending.shift);
  const change = levelChange(before, after, moved);
  const suspicion = suspicionOf(before, { ...change, moved }, { in: 0, out: 0, occupancy }, arrived, rules);
  if (suspicion !== undefined) {
    return { state: withSource(state, source, { ...before, suspect: suspicion }), verdict: 'suspect' };
  }
  const next = pending.left === undefined ? after : { ...after, pending: pending.left };
  const same =
    before.occupancy === after.occupancy &&
    before.pending === pending.left &&
    before.totals?.in === totals?.in &&
    before.totals?.out === totals?.out;
  return same
    ? { state: withSource(state, source, next), verdict: 'same' }
    : accepted(corrected(state, -pending.shift), source, next, change);
}

function corrected(state: LedgerState, by: number): LedgerState {
  return by === 0 ? state : { ...state, correction: state.correction + by };
}

/** Whether a reading brings nothing new, and nothing is expected: most do, and the rest of the way is long. */
function isUnchanged(before: LevelSource, after: LevelSource): boolean {
  return (
    before.occupancy === after.occupancy &&
    before.pending === undefined &&
    before.totals?.in === after.totals?.in &&
    before.totals?.out === after.totals?.out &&
    before.totals?.epoch === after.totals?.epoch
  );
}

/** Nobody saw those come in who are inside when a level is reported first. */
function withFound(state: LedgerState, { occupancy, atMs }: LevelSource): LedgerState {
  const inside = Math.max(0, occupancy);
  if (inside === 0) return state;
  const { found = { atMs, occupancy: 0 } } = state;
  return { ...state, found: { ...found, occupancy: found.occupancy + inside } };
}

/** People in and out behind a change of level: from the device's totals, otherwise the minimum. */
function levelChange(before: LevelSource, after: LevelSource, moved: number): TotalsChange {
  if (before.totals !== undefined && after.totals !== undefined) {
    return changeOfTotals(before.totals, after.totals);
  }
  return { in: Math.max(0, moved), out: Math.max(0, -moved) };
}

/** The distance of a reading from the last one: people in, people out, and the level itself. */
interface Step extends TotalsChange {
  readonly moved: number;
}

/** Why a reading is suspect; undefined when it is accepted. */
function suspicionOf(
  before: SourceState,
  step: Step,
  now: Omit<Suspect, 'agreed'>,
  arrived: Arrived,
  rules: LedgerRules,
): Suspect | undefined {
  const most = rules.maxStep * Math.max(1, (arrived.atMs - before.atMs) / minuteMs);
  if (Math.max(step.in, step.out, Math.abs(step.moved)) <= most) return undefined;
  const first = before.suspect;
  const agrees =
    first !== undefined &&
    within(now.in - first.in, most) &&
    within(now.out - first.out, most) &&
    Math.abs(now.occupancy - first.occupancy) <= most;
  if (!agrees) return { in: now.in, out: now.out, occupancy: now.occupancy, agreed: 0 };
  const agreed = first.agreed + 1;
  return agreed >= agreementsNeeded
    ? undefined
    : { in: now.in, out: now.out, occupancy: now.occupancy, agreed };
}

function within(step: number, most: number): boolean {
  return step >= 0 && step <= most;
}

function seenTotals(totals: Totals, arrived: Arrived): SeenTotals {
  const seen: { -readonly [Part in keyof SeenTotals]: SeenTotals[Part] } = {
    in: totals.in,
    out: totals.out,
    atMs: arrived.atMs,
  };
  if (totals.epoch !== undefined) seen.epoch = totals.epoch;
  if (arrived.clockMs !== undefined) seen.clockMs = arrived.clockMs;
  return seen;
}

/** Epochs only ever grow: a clock set back over midnight does not start the same day again. */
function latestEpoch(before: SeenTotals, now: SeenTotals): SeenTotals {
  return before.epoch !== undefined && now.epoch !== undefined && before.epoch > now.epoch
    ? { ...now, epoch: before.epoch }
    : now;
}

function withSource(state: LedgerState, source: LedgerSource, next: SourceState): LedgerState {
  return { ...state, sources: { ...state.sources, [source.key]: next } };
}

function accepted(
  state: LedgerState,
  source: LedgerSource,
  next: SourceState,
  flow: TotalsChange = { in: 0, out: 0 },
): Applied {
  const booked: LedgerState = {
    ...state,
    sources: { ...state.sources, [source.key]: next },
    inToday: state.inToday + flow.in,
    outToday: state.outToday + flow.out,
    totalIn: state.totalIn + flow.in,
    totalOut: state.totalOut + flow.out,
  };
  return { state: keepAboveZero(booked), verdict: 'taken' };
}

/** If the sum is below 0, raises the correction so that it is 0, and adds the difference to the day's drift. */
export function keepAboveZero(state: LedgerState): LedgerState {
  const missing = -occupancyOf(state);
  if (missing <= 0) return state;
  return { ...state, correction: state.correction + missing, drift: state.drift + missing };
}
