/** Time as the parts that act see it. The parts that decide get times as arguments. */
export interface Clock {
  /** The world's time in epoch milliseconds: for records, days and opening hours; it may jump. */
  now(): number;
  /** Milliseconds that only ever grow: for ages and durations. */
  monotonic(): number;
}

/** The machine's clocks. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
