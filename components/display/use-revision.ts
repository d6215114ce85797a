import { useEffect } from 'react';
import { reloadPage } from '#lib/display/reload-page.ts';
import { reloadInMs } from '#lib/display/revision.ts';

/**
 * Reloads the page if the sidecar would make it differently; never while the light is changing, because a
 * change restarts the wait.
 *
 * @param made revision of this page
 * @param now current revision from the sidecar
 */
export function useRevision(made: string | undefined, now: string | undefined, light: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the light restarts the time
  useEffect(() => {
    const inMs = reloadInMs(made, now);
    if (inMs === undefined) return;
    const due = setTimeout(reloadPage, inMs);
    return () => clearTimeout(due);
  }, [made, now, light]);
}
