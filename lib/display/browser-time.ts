import type { Instant } from './display-state.ts';

/** Both clocks of the browser. */
export function browserNow(): Instant {
  return { monotonic: performance.now(), wall: Date.now() };
}

/**
 * When the page was requested, on the monotonic clock: its content cannot be older. Counting its validity from
 * here includes the time of transmission and drawing.
 */
export function pageRequestedAt(): number {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation && 'requestStart' in navigation ? Number(navigation.requestStart) : 0;
}
