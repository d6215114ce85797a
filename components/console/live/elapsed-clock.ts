/** Milliseconds that have certainly passed since the clock was made; it only grows. */
export type ElapsedClock = () => number;

/**
 * A clock for the age of shown values. A sleeping machine may stop the monotonic clock, and somebody may set
 * the wall clock: the one that advanced further counts, so an age is rather too high than too low.
 */
export function createElapsedClock(
  monotonic: () => number = () => performance.now(),
  wall: () => number = () => Date.now(),
): ElapsedClock {
  let lastMonotonic = monotonic();
  let lastWall = wall();
  let elapsedMs = 0;
  return () => {
    const nowMonotonic = monotonic();
    const nowWall = wall();
    elapsedMs += Math.max(nowMonotonic - lastMonotonic, nowWall - lastWall, 0);
    lastMonotonic = nowMonotonic;
    lastWall = nowWall;
    return elapsedMs;
  };
}
