import { useEffect } from 'react';

/** Maximum wait for a page that is never idle. */
const maxMs = 3000;

/**
 * Runs something when the page is idle: loads what is needed later, so that it is there even without the
 * network.
 */
export function useIdle(act: () => unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: done once, whatever is rendered meanwhile
  useEffect(() => {
    // Safari has no idle callback.
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(act, maxMs);
      return () => clearTimeout(timer);
    }
    const request = requestIdleCallback(act, { timeout: maxMs });
    return () => cancelIdleCallback(request);
  }, []);
}
