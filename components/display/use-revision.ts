import { useEffect } from 'react';
import { reloadPage } from '#lib/display/reload-page.ts';
import { reloadInMs } from '#lib/display/revision.ts';

/**
 * Loads the page anew where the sidecar would make it otherwise; never while the light is changing, for a change
 * begins the time anew.
 *
 * @param made revision of this page
 * @param now what the sidecar says
 */
export function useRevision(made: string | undefined, now: string | undefined, light: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the light begins the time anew
  useEffect(() => {
    const inMs = reloadInMs(made, now);
    if (inMs === undefined) return;
    const due = setTimeout(reloadPage, inMs);
    return () => clearTimeout(due);
  }, [made, now, light]);
}
