const shortestMs = 500;
const longestMs = 10_000;
/** A process that lived this long was healthy: its next end starts again with the shortest delay. */
const healthyAfterMs = 60_000;

/**
 * How long to wait before a process that ended is started again.
 *
 * @param {number} previousMs the wait before its last start; 0 when it was the first
 * @param {number} livedMs how long it ran
 */
export function restartDelayMs(previousMs, livedMs) {
  if (previousMs === 0 || livedMs >= healthyAfterMs) return shortestMs;
  return Math.min(previousMs * 2, longestMs);
}
