import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type { Want } from '#server/sensors/driver.ts';
import { quote } from '#server/sensors/parse/parse-body.ts';
import { wholeNumberOf } from '#server/sensors/parse/values.ts';
import type { Reading, Snapshot } from '#server/sensors/reading.ts';
import type { SensorResult } from '#server/sensors/sensor-answer.ts';
import { clockOf } from '../schema.ts';
import type { V5LiveLogics, V5Logic } from './schema.ts';

/** The kind of a logic: people passing a line in two directions, or people in a zone now. */
type LogicKind = 'line' | 'zone';

/**
 * Kinds by the `info` of a logic, for those that count only people: lines of groups, bicycles or prams are left
 * out. Late lines count when the person has left the sensor's view.
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

/** Why counts cannot be used. */
interface CountProblem {
  readonly expected: string;
  readonly found: unknown;
}

/** The people who passed a line; a problem if either direction is missing, duplicated, or not a count. */
export function passagesIn(
  counts: readonly NamedCount[],
): { readonly in: number; readonly out: number } | CountProblem {
  const forward = theOne(counts, forwardNames);
  const backward = theOne(counts, backwardNames);
  if (forward === undefined || backward === undefined) {
    return { expected: 'one count fw and one count bw', found: counts.map(({ name }) => name ?? null) };
  }
  const [peopleIn, peopleOut] = [wholeNumberOf(forward.value), wholeNumberOf(backward.value)];
  if (peopleIn === null || peopleIn < 0)
    return { expected: 'fw: a whole number of 0 or more', found: forward.value };
  if (peopleOut === null || peopleOut < 0)
    return { expected: 'bw: a whole number of 0 or more', found: backward.value };
  return { in: peopleIn, out: peopleOut };
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

/**
 * Makes a count of every line (forward is in) and a level of every zone; the channel is the logic's id. A
 * wanted logic that cannot be understood is an error; one that is not wanted is left out.
 */
export function v5ReadingsOf(answer: V5LiveLogics, wants: readonly Want[]): SensorResult<Snapshot> {
  const wanted = new Set(wants.map(({ channel }) => channel));
  const readings = new Map<string, Reading>();
  const channelNames = new Map<string, string>();
  for (const [index, logic] of answer.logics.entries()) {
    const field = `logics[${index}]`;
    const reading = readings.has(logic.id) ? repeated(logic, field) : readingOf(logic, field);
    if ('field' in reading) {
      if (wanted.has(logic.id)) return fail(reading);
      continue;
    }
    readings.set(logic.id, reading);
    if (logic.name !== undefined && logic.name !== '') channelNames.set(logic.id, logic.name);
  }
  return ok({ readings: [...readings.values()], channelNames, ...clockOf(answer.time) });
}

type Invalid = Extract<SensorError, { kind: 'invalid' }>;

function readingOf(logic: V5Logic, field: string): Reading | Invalid {
  const { id: channel, info, counts = [] } = logic;
  const kind = kindOf(info);
  if (kind === undefined) {
    return invalid(`${field}.info`, 'a logic that counts people on a line or in a zone', info);
  }
  const value = kind === 'line' ? passagesIn(counts) : levelIn(counts);
  if ('expected' in value) return invalid(`${field}.counts`, value.expected, value.found);
  return 'occupancy' in value ? { kind: 'level', channel, ...value } : { kind: 'count', channel, ...value };
}

/** Two logics with one id: it is unknown which is meant. */
function repeated({ id }: V5Logic, field: string): Invalid {
  return invalid(`${field}.id`, 'each id once', id);
}

function invalid(field: string, expected: string, found: unknown): Invalid {
  return { kind: 'invalid', field, expected, found: quote(found) };
}
