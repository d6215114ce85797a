import type { CountReading, Passage, Reading } from '#lib/contract/reading.ts';
import {
  type Applied,
  type Arrived,
  applyReading,
  extraOf,
  keepAboveZero,
  type LedgerSource,
  rollDay,
} from './ledger.ts';
import {
  type CountSource,
  contributionOf,
  type LedgerState,
  type Owed,
  type SeenTotals,
} from './ledger-state.ts';

/** When a reading of people who count arrived. */
export interface HandArrived extends Pick<Arrived, 'atMs'> {
  /** The date of a moment (epoch ms) in the site's timezone. */
  dayOf(atMs: number): string;
}

/** Older passages count nothing. */
const longestMs = 8 * 24 * 3_600_000;
/** A passage that was forgotten is not subtracted: the number may be too high, never too low. */
const maxOwed = 500;
/** No reading of a person is suspect: each passage is a tap. */
const anyStep = { maxStep: Number.POSITIVE_INFINITY };

/**
 * Enters what people have counted by hand, passage by passage, each once: those up to the number that is known are
 * entered. A passage that became known late counts for its own time: it changes the number of people inside only if
 * that was not set since, and the people of today only if it is of today.
 */
export function applyPassages(
  state: LedgerState,
  source: LedgerSource,
  reading: CountReading,
  arrived: HandArrived,
): Applied {
  const { passages = [], sequence } = reading;
  const day = arrived.dayOf(arrived.atMs);
  const known = rollDay(state, day);
  const before = known.sources[source.key];
  const last: SeenTotals = {
    in: reading.in,
    out: reading.out,
    atMs: arrived.atMs,
    ...(sequence !== undefined && { sequence }),
  };
  const entered = before?.kind === 'count' ? before.last.sequence : undefined;
  if (entered === undefined) {
    // Somebody else counted here until now: those people stay inside, and from here on passages count.
    const net = before === undefined ? 0 : before.kind === 'count' ? before.net : before.occupancy;
    const sum = before?.kind === 'count' && before.sum !== undefined ? { sum: before.sum } : {};
    const begun: CountSource = { kind: 'count', net, ...sum, last, atMs: arrived.atMs, clocks: [] };
    return { state: withSource(known, source, begun), verdict: 'taken' };
  }
  const fresh = passages.filter((passage) => passage.sequence > entered);
  const next = fresh.reduce((ledger, passage) => enter(ledger, source, passage, arrived), known);
  const counted = next.sources[source.key];
  if (counted?.kind !== 'count') return { state: known, verdict: 'late' };
  const after = {
    ...counted,
    last: { ...last, sequence: Math.max(entered, sequence ?? 0) },
    atMs: arrived.atMs,
  };
  return { state: withSource(next, source, after), verdict: fresh.length === 0 ? 'same' : 'taken' };
}

function enter(
  state: LedgerState,
  source: LedgerSource,
  passage: Passage,
  arrived: HandArrived,
): LedgerState {
  const before = state.sources[source.key];
  if (before?.kind !== 'count') return state;
  const flow =
    source.direction === 'normal'
      ? { in: passage.in, out: passage.out }
      : { in: passage.out, out: passage.in };
  const extra = (before.extra ?? 0) + extraOf(flow, source.factor);
  const after: CountSource = {
    ...before,
    net: before.net + flow.in - flow.out,
    sum: { in: (before.sum?.in ?? 0) + flow.in, out: (before.sum?.out ?? 0) + flow.out },
    ...(extra === 0 ? {} : { extra }),
  };
  const isOfToday = arrived.dayOf(passage.atMs) === state.day;
  const people = flow.in + flow.out;
  const next: LedgerState = {
    ...withSource(state, source, after),
    inToday: Math.max(0, state.inToday + (isOfToday ? flow.in : 0)),
    outToday: Math.max(0, state.outToday + (isOfToday ? flow.out : 0)),
    totalIn: state.totalIn + (passage.isPlaced ? 0 : flow.in),
    totalOut: state.totalOut + (passage.isPlaced ? 0 : flow.out),
  };
  if (state.setMs !== undefined && passage.atMs <= state.setMs) {
    // Who set the number has seen these people: the number stays, and is as sure as it was.
    const correction = state.correction + contributionOf(before) - contributionOf(after);
    return { ...next, correction, ...sureBy(state, passage.isPlaced ? 0 : people) };
  }
  return settle(
    { ...next, ...sureBy(state, passage.isPlaced ? -people : 0) },
    flow.in - flow.out,
    passage.atMs,
  );
}

/**
 * Keeps the number at 0 or above, and takes that back where it turns out that those who were counted out had come in
 * before, at another phone: the order in which phones send what they have counted must not change the number.
 */
function settle(state: LedgerState, change: number, atMs: number): LedgerState {
  const { left, paid } = paidBack(state.owed ?? [], atMs, change);
  const correction = state.correction - paid;
  const settled = keepAboveZero({ ...state, correction, drift: Math.max(0, state.drift - paid) });
  const missing = settled.correction - correction;
  const owed = missing > 0 ? withOwed(left, { atMs, people: missing }) : left;
  if (owed.length === 0 && state.owed === undefined) return settled;
  const { owed: _, ...rest } = settled;
  return owed.length === 0 ? rest : { ...rest, owed };
}

/** Whoever came in before others went, oldest first, is one of them. */
function paidBack(owed: readonly Owed[], atMs: number, came: number) {
  let paid = 0;
  const left = owed.flatMap((each) => {
    const people = each.atMs <= atMs ? 0 : Math.min(each.people, Math.max(0, came - paid));
    paid += people;
    return each.people === people ? [] : [{ ...each, people: each.people - people }];
  });
  return { left, paid };
}

function withOwed(owed: readonly Owed[], more: Owed): readonly Owed[] {
  return [...owed, more]
    .filter(({ atMs }) => atMs > more.atMs - longestMs)
    .toSorted((a, b) => a.atMs - b.atMs)
    .slice(-maxOwed);
}

/** Moves the passages that make the number less sure, where they are not those that the totals show. */
function sureBy(state: LedgerState, people: number): Pick<LedgerState, 'sureTotal'> {
  return people === 0 ? {} : { sureTotal: (state.sureTotal ?? 0) + people };
}

/**
 * Enters what a device reports while, or since, people have counted in its place: it is known, and changes neither the
 * number of people inside nor those of today.
 */
export function applyUncounted(
  state: LedgerState,
  source: LedgerSource,
  reading: Reading,
  arrived: Arrived,
): Applied {
  const known = rollDay(state, arrived.day);
  const before = known.sources[source.key];
  const { state: applied, verdict } = applyReading(known, source, reading, arrived, anyStep);
  const entered = applied.sources[source.key];
  if (entered === undefined || verdict === 'late') return { state: applied, verdict };
  const after = entered.kind === 'count' && before?.kind === 'count' ? rebased(before, entered) : entered;
  const held = before === undefined ? 0 : contributionOf(before);
  return {
    state: withSource(
      { ...known, correction: known.correction + held - contributionOf(after) },
      source,
      after,
    ),
    verdict,
  };
}

/** A count as it stands, from new totals on. */
function rebased(
  { suspect: _, late: __, ...before }: CountSource,
  { last, atMs, clocks }: CountSource,
): CountSource {
  return { ...before, last, atMs, clocks };
}

function withSource(
  state: LedgerState,
  source: LedgerSource,
  next: LedgerState['sources'][string],
): LedgerState {
  return { ...state, sources: { ...state.sources, [source.key]: next } };
}
