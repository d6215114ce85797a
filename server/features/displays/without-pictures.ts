import type { DisplayTheme } from '#lib/contract/display-theme.ts';

/**
 * A look as it goes with a list of displays: without pictures that stand in it as data, 100 KB each. Undefined where
 * nothing is left.
 */
export function withoutPictures(theme: DisplayTheme | undefined): DisplayTheme | undefined {
  if (theme === undefined) return undefined;
  const kept = Object.fromEntries(
    Object.entries(theme).filter(([, value]) => typeof value !== 'string' || !value.startsWith('data:')),
  );
  return Object.keys(kept).length === 0 ? undefined : kept;
}
