import type { DisplayLook } from '#lib/contract/display-look.ts';

/**
 * A look as it goes with a list of displays: without pictures that stand in it as data, 100 KB each. Undefined where
 * nothing is left.
 */
export function lightLook(look: DisplayLook | undefined): DisplayLook | undefined {
  if (look === undefined) return undefined;
  const kept = Object.fromEntries(
    Object.entries(look).filter(([, value]) => typeof value !== 'string' || !value.startsWith('data:')),
  );
  return Object.keys(kept).length === 0 ? undefined : kept;
}
