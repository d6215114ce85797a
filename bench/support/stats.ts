/** The value below which a share of the values lie. `sorted` ascends; 0 where there are none. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function ascending(values: Iterable<number>): number[] {
  return [...values].sort((a, b) => a - b);
}

export function median(values: Iterable<number>): number {
  const sorted = ascending(values);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** One measurement, repeated: the middle, and how far the repetitions lie apart. */
export interface Measured {
  readonly value: number;
  readonly least: number;
  readonly most: number;
}

export function measured(values: readonly number[]): Measured {
  return { value: median(values), least: Math.min(...values), most: Math.max(...values) };
}

/** Each of ours against the bare one measured right beside it. */
export function ratios(ours: readonly number[], bare: readonly number[]): Measured {
  return measured(ours.map((value, round) => value / (bare[round] ?? Number.NaN)));
}
