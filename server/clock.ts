/** Time for the parts that act. The parts that decide get times as arguments. */
export interface Clock {
  /** Wall clock in epoch milliseconds: for records, days and opening hours; it may jump. */
  now(): number;
  /** Monotonic milliseconds: for ages and durations. */
  monotonic(): number;
}

/** A moment on both clocks: wall clock (epoch ms) and monotonic clock. */
export interface Now {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** What the clocks of two sidecars may differ by: what one has just set a time for holds for the other, too. */
export const clocksDifferMs = 10_000;

/** The machine's clocks. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
