import { wholeNumberOf } from '../parse/whole-number.ts';

/** What a logic gives: people passing a line in two directions, or people in a zone now. */
export type LogicKind = 'line' | 'zone';

/**
 * Kinds by the `info` of a logic, of those that count people and nothing else: lines of groups, bicycles or
 * prams are none. The late lines count when the person has left the sensor's view.
 */
const kinds: ReadonlyMap<string, LogicKind> = new Map([
  ['XLT_LINE_IN_OUT_COUNT', 'line'],
  ['XLT_4X_LINE_IN_OUT_COUNT', 'line'],
  ['XLT_LINE_LATE_COUNT', 'line'],
  ['XLT_4X_LINE_LATE_COUNT', 'line'],
  ['XLT_ZONE_OCCUPANCY_COUNT', 'zone'],
  ['XLT_4X_ZONE_COUNT', 'zone'],
]);

/** Undefined for a logic that counts something else. */
export function kindOf(info: string | undefined): LogicKind | undefined {
  return info === undefined ? undefined : kinds.get(info.toUpperCase());
}

/** A number with a name, as logics have them. */
export interface NamedCount {
  readonly name?: string | undefined;
  readonly value?: unknown;
}

/** Names of the two counts of a line: forward is in, backward is out. */
const forwardNames: ReadonlySet<string> = new Set(['fw', 'forward']);
const backwardNames: ReadonlySet<string> = new Set(['bw', 'backward']);
const levelNames: ReadonlySet<string> = new Set(['balance', 'occupancy']);

/** Why counts give no number. */
export interface CountProblem {
  readonly expected: string;
  readonly found: unknown;
}

/** The people who passed a line; a problem where either direction is missing, twice there, or no count. */
export function passagesIn(
  counts: readonly NamedCount[],
): { readonly in: number; readonly out: number } | CountProblem {
  const forward = theOne(counts, forwardNames);
  const backward = theOne(counts, backwardNames);
  if (forward === undefined || backward === undefined) {
    return { expected: 'one count fw and one count bw', found: counts.map(({ name }) => name ?? null) };
  }
  const [coming, going] = [wholeNumberOf(forward.value), wholeNumberOf(backward.value)];
  if (coming === null || coming < 0)
    return { expected: 'fw: a whole number of 0 or more', found: forward.value };
  if (going === null || going < 0)
    return { expected: 'bw: a whole number of 0 or more', found: backward.value };
  return { in: coming, out: going };
}

/** The people in a zone: the count `balance`, or the only one there is. May be negative. */
export function levelIn(counts: readonly NamedCount[]): { readonly occupancy: number } | CountProblem {
  const [only] = counts;
  const balance = theOne(counts, levelNames) ?? (counts.length === 1 ? only : undefined);
  if (balance === undefined) {
    return { expected: 'one count balance', found: counts.map(({ name }) => name ?? null) };
  }
  const occupancy = wholeNumberOf(balance.value);
  return occupancy === null ? { expected: 'a whole number', found: balance.value } : { occupancy };
}

function theOne(counts: readonly NamedCount[], names: ReadonlySet<string>): NamedCount | undefined {
  const [one, another] = counts.filter(({ name }) => name !== undefined && names.has(name.toLowerCase()));
  return another === undefined ? one : undefined;
}
