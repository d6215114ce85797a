/** The direction of a number of people. */
export type Trend = 'rising' | 'steady' | 'falling';

/** A number of people at a moment (monotonic milliseconds). */
export interface Sample {
  readonly atMs: number;
  readonly occupancy: number;
}

/** The span of a trend, and the interval of its samples. */
const spanMs = 5 * 60_000;
const stepMs = 10_000;

/** Adds a number to the samples: at most one each ten seconds, and none older than five minutes. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && sample.atMs - last.atMs < stepMs) return samples;
  return [...samples.filter(({ atMs }) => sample.atMs - atMs <= spanMs), sample];
}

/**
 * The direction of the number compared with up to five minutes ago. The change must be a twentieth of the
 * capacity, at least 2 people: otherwise it is steady.
 */
export function trendOf(samples: readonly Sample[], occupancy: number, capacity: number): Trend {
  const [oldest] = samples;
  if (oldest === undefined) return 'steady';
  const change = occupancy - oldest.occupancy;
  if (Math.abs(change) < Math.max(2, capacity / 20)) return 'steady';
  return change > 0 ? 'rising' : 'falling';
}
