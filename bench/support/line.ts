import type { Measured } from './stats.ts';

/** One line of the table. */
export interface Line {
  readonly what: string;
  readonly ours: string;
  readonly bare?: string;
  /** Ours against the bare baseline, with the spread over the rounds. */
  readonly ratio?: Measured;
  readonly target?: Target;
  /** In a few words, for somebody who sees the table for the first time. */
  readonly meaning: string;
}

export interface Target {
  /** `≤ 2.5×`. */
  readonly text: string;
  readonly isMet: boolean;
}

export function atMost(value: number, limit: number, unit: string): Target {
  return { text: `≤ ${limit}${unit}`, isMet: value <= limit };
}

/** The options of a bench. */
export interface BenchOptions {
  /** How often ours and bare are measured, one after the other. */
  readonly rounds: number;
  readonly warmUpMs: number;
  readonly windowMs: number;
  /** Says what is being done. */
  progress(step: string): void;
}

/** One subject to measure. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  run(options: BenchOptions): Promise<Line[]>;
}
