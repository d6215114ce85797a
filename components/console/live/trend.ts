/** Where a number of people is going. */
export type Trend = 'rising' | 'steady' | 'falling';

/** A number of people at a moment (milliseconds of any clock that only grows). */
export interface Sample {
  readonly atMs: number;
  readonly occupancy: number;
}

/** How far back a trend looks, and how often it takes a sample. */
const spanMs = 5 * 60_000;
const stepMs = 10_000;

/** Adds a number to the samples: at most one each ten seconds, and none older than five minutes. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && sample.atMs - last.atMs < stepMs) return samples;
  return [...samples.filter(({ atMs }) => sample.atMs - atMs <= spanMs), sample];
}

/**
 * Tells where the number is going by what it was up to five minutes ago. A twentieth of the capacity, at
 * least 2 people, has to come or go: a door where people cross is steady.
 */
export function trendOf(samples: readonly Sample[], occupancy: number, capacity: number): Trend {
  const [oldest] = samples;
  if (oldest === undefined) return 'steady';
  const change = occupancy - oldest.occupancy;
  if (Math.abs(change) < Math.max(2, capacity / 20)) return 'steady';
  return change > 0 ? 'rising' : 'falling';
}
