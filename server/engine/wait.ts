/** The number of people who had left by a moment, in total. */
export interface ExitSample {
  /** Monotonic milliseconds. */
  readonly atMs: number;
  readonly totalOut: number;
}

const minuteMs = 60_000;
/** Older exits say little about the next minutes. */
export const exitWindowMs = 15 * minuteMs;
const minSpanMs = 10 * minuteMs;
const minExits = 10;
/** Minimum share of all exits in each half of the window: a rate that has just changed is not used. */
const minHalf = 0.25;
/** Longer waits are not shown: they cannot be predicted. */
const longestMinutes = 30;

/**
 * Minutes until this many people have probably left, by the rate of the last quarter of an hour; undefined
 * without a good basis: too few exits, too short a time, no steady stream, or too long a wait.
 *
 * @param samples in the order of time
 * @param toLeave people who have to leave, 1 or more
 */
export function waitMinutes(
  samples: readonly ExitSample[],
  toLeave: number,
  nowMs: number,
): number | undefined {
  const recent = samples.filter(({ atMs }) => nowMs - atMs <= exitWindowMs && atMs <= nowMs);
  const first = recent[0];
  const last = recent.at(-1);
  if (first === undefined || last === undefined || toLeave < 1) return undefined;
  const spanMs = nowMs - first.atMs;
  const exits = last.totalOut - first.totalOut;
  if (spanMs < minSpanMs || exits < minExits) return undefined;
  const middle = recent.findLast(({ atMs }) => atMs <= first.atMs + spanMs / 2) ?? first;
  const early = middle.totalOut - first.totalOut;
  if (Math.min(early, exits - early) < exits * minHalf) return undefined;
  const minutes = Math.ceil((toLeave * spanMs) / exits / minuteMs);
  return minutes > longestMinutes ? undefined : minutes;
}

/** The samples still needed, plus a new one if the last is old enough. */
export function withSample(samples: readonly ExitSample[], sample: ExitSample): readonly ExitSample[] {
  const last = samples.at(-1);
  if (last !== undefined && sample.atMs - last.atMs < sampleEveryMs) return samples;
  return [...samples.filter(({ atMs }) => sample.atMs - atMs <= exitWindowMs), sample];
}

const sampleEveryMs = 15_000;
