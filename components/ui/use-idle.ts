'use client';

import { useEffect } from 'react';

/** For how long a page that is never at rest is waited for. */
const maxMs = 3000;

/**
 * Does something when the page has come to rest: loads what will be needed only later, so that it is there
 * when the network is not any more.
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
