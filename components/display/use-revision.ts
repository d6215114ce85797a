import { useEffect } from 'react';
import { loadAnew } from '#lib/display/load-anew.ts';

/** A new version of Doorlight comes to the screens one after another, within this time. */
const versionWithinMs = 120_000;

/**
 * Loads the page anew where the sidecar would make it otherwise: soon after a change of the configuration, some
 * time within two minutes after an update, and never while the light is changing, for a change begins the time
 * anew.
 *
 * @param made revision of this page, `<version>:<configuration>`
 * @param now what the sidecar says
 */
export function useRevision(made: string | undefined, now: string | undefined, light: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the light begins the time anew
  useEffect(() => {
    if (made === now) return;
    const isUpdate = made?.split(':')[0] !== now?.split(':')[0];
    const due = setTimeout(loadAnew, isUpdate ? Math.random() * versionWithinMs : 500);
    return () => clearTimeout(due);
  }, [made, now, light]);
}
