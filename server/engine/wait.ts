/** How many people had gone out by a moment, in all. */
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
/** Of all exits, how many each half of the window must have: a rate that has just changed is none. */
const minHalf = 0.25;
/** What lies further ahead is not told: nobody knows. */
const longestMinutes = 30;

/**
 * Minutes until so many people have probably gone out, by the rate of the last quarter of an hour; undefined
 * where that is not well founded: too few exits, too short a time, no steady stream, or too long a wait.
 *
 * @param samples in the order of time
 * @param toLeave people who have to go out, 1 or more
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

/** The samples that are still of use, with one more where the last is old enough. */
export function withSample(samples: readonly ExitSample[], sample: ExitSample): readonly ExitSample[] {
  const last = samples.at(-1);
  if (last !== undefined && sample.atMs - last.atMs < sampleEveryMs) return samples;
  return [...samples.filter(({ atMs }) => sample.atMs - atMs <= exitWindowMs), sample];
}

const sampleEveryMs = 15_000;
