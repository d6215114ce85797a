import type { DayKind } from './calendar-day.ts';
import type { Factor } from './ledger.ts';
import type { Spread } from './plausible.ts';

/** People in and out. */
export interface Flow {
  readonly in: number;
  readonly out: number;
}

const dayKinds: readonly DayKind[] = ['workday', 'weekend'];

/** What passed between two closings, at both of which nobody was inside. */
export interface Closing {
  /** The day that ended: `2026-11-21`. */
  readonly day: string;
  readonly kind: DayKind;
  /** By source key, as counted. */
  readonly flows: Readonly<Record<string, Flow>>;
}

/** What each source's counts are multiplied by, by the kind of day and the source's key. */
export type Factors = Readonly<Record<DayKind, Readonly<Record<string, Factor>>>>;

/** What a source misses on one kind of day. */
export interface SourceMiss {
  readonly key: string;
  readonly kind: DayKind;
  /** Who is missed more: people who come in, or who go out. */
  readonly side: 'in' | 'out';
  /** Of 1 person who passes on that side; 0.05 is 5 of 100. */
  readonly share: number;
  /** By how much the share may be wrong, nine times of ten. */
  readonly within: number;
}

/** One closing, with what was too much or missing without and with what was learnt from the days before it. */
export interface ClosingError {
  readonly day: string;
  readonly without: number;
  /** Undefined where too little was known by then. */
  readonly with: number | undefined;
}

export interface Learnt {
  /** Closings that were learnt from. */
  readonly days: number;
  readonly misses: readonly SourceMiss[];
  readonly factors: Factors;
  /** The last weeks, oldest first. */
  readonly errors: readonly ClosingError[];
  /** Mean error of the closings that have both; undefined where there are none. */
  readonly mean: { readonly without: number; readonly with: number } | undefined;
  /** `correct` where it would have helped; else why not. */
  readonly advice: 'correct' | 'too-early' | 'no-help';
  /** Of the number as counted, and as corrected; undefined before there are enough closings. */
  readonly spread: { readonly without: Spread | undefined; readonly with: Spread | undefined };
}

/** Older closings are of doors as they were. */
const learntFromDays = 42;
/** With fewer nothing is advised. */
const minDays = 10;
/** Of the closings that a correction is judged by. */
const minJudged = 8;
const judgedDays = 28;
/** No source is corrected by more: one that misses more than that wants somebody to look at it. */
export const maxFactor = 0.1;
/** How far one source, and one kind of day, is expected to differ from the others: what little data says is pulled there. */
const usualDifference = 0.05;
/** What is advised takes away so much of the error at least. */
const minHelp = 0.15;

/**
 * Learns from closings how much each source misses. At each of them the store was empty: what the counts left inside
 * is their error, spread over everybody who passed. Days that are far off (an event, a door that failed) count little,
 * and sources that cannot be distinguished are assumed to miss equally.
 *
 * @param closings oldest first, each with all sources
 * @param before what was learnt of the same closings but the last: what was judged then is not judged again
 */
export function learn(closings: readonly Closing[], before?: Pick<Learnt, 'errors'>): Learnt {
  const known = closings.slice(-learntFromDays);
  const misses = known.length < minDays ? new Map<string, Miss>() : missesOf(known);
  const judged = closings.slice(-judgedDays);
  const earlier = new Map(before?.errors.map((error) => [error.day, error]));
  const errors = judged.map((closing, at): ClosingError => {
    const index = closings.length - judged.length + at;
    return (
      earlier.get(closing.day) ?? judge(closing, closings.slice(Math.max(0, index - learntFromDays), index))
    );
  });
  const both = errors.flatMap((error) => (error.with === undefined ? [] : { ...error, with: error.with }));
  const mean =
    both.length === 0
      ? undefined
      : {
          without: meanSize(both.map((each) => each.without)),
          with: meanSize(both.map((each) => each.with)),
        };
  return {
    days: known.length,
    misses: sourceMisses(misses, known),
    factors: factorsOf(misses, known),
    errors,
    mean,
    advice: adviceOf(mean, both.length),
    spread: {
      without: spreadOf(
        judged,
        errors.map((each) => each.without),
      ),
      with: spreadOf(
        judged.filter((_, at) => errors[at]?.with !== undefined),
        both.map((each) => each.with),
      ),
    },
  };
}

/** What was wrong at a closing without and with what the days before it teach. */
function judge(closing: Closing, before: readonly Closing[]): ClosingError {
  const factors = before.length < minDays ? undefined : factorsOf(missesOf(before), before);
  return {
    day: closing.day,
    without: errorOf(closing),
    with: factors && errorOf(closing, factors[closing.kind]),
  };
}

/** What the counts of a day leave inside, where nobody is: more than 0 where people who went out were missed. */
export function errorOf(closing: Closing, factors: Readonly<Record<string, Factor>> = {}): number {
  let sum = 0;
  for (const [key, flow] of Object.entries(closing.flows)) {
    const factor = factors[key] ?? asCounted;
    sum += flow.in * factor.in - flow.out * factor.out;
  }
  return sum;
}

const asCounted: Factor = { in: 1, out: 1 };

function adviceOf(mean: Learnt['mean'], judged: number): Learnt['advice'] {
  if (mean === undefined || judged < minJudged) return 'too-early';
  return mean.without >= 1 && mean.with <= mean.without * (1 - minHelp) ? 'correct' : 'no-help';
}

/** The least half width that held nine of ten closings, one more closing taken into account that is not known yet. */
function spreadOf(closings: readonly Closing[], errors: readonly number[]): Spread | undefined {
  if (errors.length < minJudged) return undefined;
  const scaled = errors
    .map((error, at) => Math.abs(error) / Math.sqrt(Math.max(1, passagesIn(closings[at]))))
    .toSorted((a, b) => a - b);
  const rank = Math.min(scaled.length, Math.ceil(0.9 * (scaled.length + 1)));
  return { perRoot: Math.max(minPerRoot, scaled[rank - 1] ?? 0) };
}

/** Nobody counts without any error: 1 of 100 people by chance. */
const minPerRoot = 0.1;

function passagesIn(closing: Closing | undefined): number {
  return Object.values(closing?.flows ?? {}).reduce((sum, flow) => sum + flow.in + flow.out, 0);
}

function meanSize(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, values.length);
}

/** More people missed going out (above 0) or coming in, of one who passes; and its variance. */
interface Miss {
  readonly rate: number;
  readonly variance: number;
}

const missKey = (kind: DayKind, key: string) => `${kind} ${key}`;

/** First all days and sources as one, then each kind of day, then each source: what is known of many guides the few. */
function missesOf(closings: readonly Closing[]): ReadonlyMap<string, Miss> {
  const misses = new Map<string, Miss>();
  const all = regress(closings, wholeDay, [], undefined)[0];
  for (const kind of dayKinds) {
    const days = closings.filter((closing) => closing.kind === kind);
    const ofKind = regress(days, wholeDay, [all?.rate ?? 0], all?.noise)[0];
    const keys = [...new Set(closings.flatMap(({ flows }) => Object.keys(flows)))];
    if (ofKind === undefined) continue;
    if (keys.length === 1) {
      misses.set(missKey(kind, keys[0] ?? ''), ofKind);
      continue;
    }
    const each = regress(
      days,
      ({ flows }) => keys.map((key) => usersOf(flows[key])),
      keys.map(() => ofKind.rate),
      all?.noise,
    );
    for (const [at, key] of keys.entries()) {
      const miss = each[at];
      if (miss !== undefined) misses.set(missKey(kind, key), miss);
    }
  }
  return misses;
}

const wholeDay = (closing: Closing): readonly number[] => [
  Object.values(closing.flows).reduce((sum, flow) => sum + usersOf(flow), 0),
];

/** People who used a door, each of whom should have been counted in and out. */
function usersOf(flow: Flow | undefined): number {
  return flow === undefined ? 0 : (flow.in + flow.out) / 2;
}

const rounds = 6;
/** Errors beyond so many usual ones count less. */
const outlierFrom = 1.5;

/**
 * Robust linear regression of the error of closings on the people who used each source (Huber's weights, iterated).
 *
 * @param towards what the rates are taken to be before the data is seen; none: nothing is
 * @param noise variance of the error per person, where it is known of more days
 */
function regress(
  closings: readonly Closing[],
  usersBy: (closing: Closing) => readonly number[],
  towards: readonly number[],
  noise: number | undefined,
): readonly (Miss & { readonly noise: number })[] {
  const rows = closings
    .map((closing) => ({ error: errorOf(closing), users: usersBy(closing) }))
    .map((row) => ({
      ...row,
      size: Math.max(
        1,
        row.users.reduce((sum, each) => sum + each, 0),
      ),
    }));
  const width = Math.max(towards.length, rows[0]?.users.length ?? 0);
  const pull = towards.length === 0 ? 0 : 1 / usualDifference ** 2;
  let rates: readonly number[] = Array.from({ length: width }, (_, at) => towards[at] ?? 0);
  let spread = noise ?? 1;
  let weights = rows.map(() => 1);
  let variances: readonly number[] = rates.map(() => usualDifference ** 2);
  for (let round = 0; round < rounds; round++) {
    const matrix = rates.map((_, i) => rates.map((_, j) => (i === j ? pull + 1e-9 : 0)));
    const right = rates.map((_, i) => pull * (towards[i] ?? 0));
    for (const [at, { error, users, size }] of rows.entries()) {
      const weight = (weights[at] ?? 1) / (spread * size);
      for (const [i, a] of users.entries()) {
        right[i] = (right[i] ?? 0) + weight * a * error;
        const line = matrix[i];
        if (line !== undefined)
          for (const [j, b] of users.entries()) line[j] = (line[j] ?? 0) + weight * a * b;
      }
    }
    const inverse = inverseOf(matrix);
    rates = inverse.map((line) => line.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0));
    variances = inverse.map((line, at) => line[at] ?? 0);
    const scaled = rows.map(({ error, users, size }) => {
      const expected = users.reduce((sum, each, at) => sum + each * (rates[at] ?? 0), 0);
      return (error - expected) / Math.sqrt(size);
    });
    const usual = Math.max(1e-3, 1.4826 * medianOf(scaled.map(Math.abs)));
    if (noise === undefined) spread = usual ** 2;
    weights = scaled.map((each) =>
      Math.min(1, (outlierFrom * Math.sqrt(spread)) / Math.max(1e-9, Math.abs(each))),
    );
  }
  return rates.map((rate, at) => ({ rate, variance: variances[at] ?? 0, noise: spread }));
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return (upper + (sorted[Math.ceil(sorted.length / 2) - 1] ?? upper)) / 2;
}

/** The inverse of a small symmetric positive matrix, by elimination. */
function inverseOf(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const lines = matrix.map((line, i) => [...line, ...line.map((_, j) => (i === j ? 1 : 0))]);
  for (let at = 0; at < size; at++) {
    const pivot = lines[at] ?? [];
    const by = pivot[at] ?? 1;
    for (let j = 0; j < 2 * size; j++) pivot[j] = (pivot[j] ?? 0) / by;
    for (const [i, line] of lines.entries()) {
      const times = line[at] ?? 0;
      if (i !== at) for (let j = 0; j < 2 * size; j++) line[j] = (line[j] ?? 0) - times * (pivot[j] ?? 0);
    }
  }
  return lines.map((line) => line.slice(size));
}

function keysOf(closings: readonly Closing[]): readonly string[] {
  return [...new Set(closings.flatMap(({ flows }) => Object.keys(flows)))];
}

/** Only the side that is missed is raised: sensors miss people rather than invent them. */
function factorsOf(misses: ReadonlyMap<string, Miss>, closings: readonly Closing[]): Factors {
  const of = (kind: DayKind) =>
    Object.fromEntries(
      keysOf(closings).flatMap((key) => {
        const miss = misses.get(missKey(kind, key));
        if (miss === undefined) return [];
        const raised =
          1 +
          Math.min(maxFactor, (1 + Math.abs(miss.rate) / 2) / Math.max(0.5, 1 - Math.abs(miss.rate) / 2) - 1);
        const factor = Math.round(raised * 10_000) / 10_000;
        return [[key, miss.rate > 0 ? { in: 1, out: factor } : { in: factor, out: 1 }]];
      }),
    );
  return { workday: of('workday'), weekend: of('weekend') };
}

function sourceMisses(misses: ReadonlyMap<string, Miss>, closings: readonly Closing[]): SourceMiss[] {
  const seen = new Set(closings.map(({ kind }) => kind));
  return dayKinds
    .filter((kind) => seen.has(kind))
    .flatMap((kind) =>
      keysOf(closings).flatMap((key): SourceMiss[] => {
        const miss = misses.get(missKey(kind, key));
        if (miss === undefined) return [];
        const share = Math.abs(miss.rate) / (1 + Math.abs(miss.rate) / 2);
        const within = 1.645 * Math.sqrt(miss.variance);
        return [{ key, kind, side: miss.rate > 0 ? 'out' : 'in', share, within }];
      }),
    );
}

/** Factors in few words: `door-b/main out ×1.05; weekend: door-b/main out ×1.02`; undefined where there are none. */
export function printFactors(factors: Factors | undefined): string | undefined {
  if (factors === undefined) return undefined;
  const of = (kind: DayKind) =>
    Object.entries(factors[kind])
      .flatMap(([key, factor]) =>
        (['in', 'out'] as const).flatMap((side) =>
          factor[side] === 1 ? [] : `${key} ${side} ×${factor[side].toFixed(3)}`,
        ),
      )
      .join(', ');
  const [workday, weekend] = [of('workday'), of('weekend')];
  if (workday === weekend || weekend === '') return workday;
  return workday === '' ? `weekend: ${weekend}` : `${workday}; weekend: ${weekend}`;
}
