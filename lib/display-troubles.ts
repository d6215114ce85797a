import type { DisplayStatus } from './contract/display.ts';
import type { Light } from './contract/light.ts';

/** The problems of a display. */
export type DisplayTrouble =
  | { readonly kind: 'gone'; readonly since: string | undefined }
  | { readonly kind: 'twice'; readonly screens: number }
  | { readonly kind: 'errors'; readonly count: number }
  | { readonly kind: 'clock'; readonly errorMs: number }
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'contrast'; readonly lights: readonly Light[] };

/** A smaller clock error is ignored: it includes the report's transmission. */
export const clockFineMs = 2_000;

/**
 * The problems of a display, the worst first.
 *
 * @param isClosed its zone is outside opening hours: a screen that is switched off then is not a problem
 */
export function troublesOfDisplay(display: DisplayStatus, isClosed: boolean): DisplayTrouble[] {
  const { connections, seenAt, screen, screens, lowContrast = [] } = display;
  const isKnown = seenAt !== undefined || screen !== undefined;
  const troubles: DisplayTrouble[] = [];
  if (connections === 0 && isKnown && !isClosed) troubles.push({ kind: 'gone', since: seenAt });
  if (connections > 1) troubles.push({ kind: 'twice', screens: connections });
  // Reports from before the screen disconnected are shown with their time, not here.
  if (connections > 0) troubles.push(...troublesOfScreens(screens ?? (screen === undefined ? [] : [screen])));
  if (lowContrast.length > 0) troubles.push({ kind: 'contrast', lights: lowContrast });
  return troubles;
}

function troublesOfScreens(screens: NonNullable<DisplayStatus['screens']>): DisplayTrouble[] {
  const count = screens.reduce((sum, { errors }) => sum + errors, 0);
  const wrong = screens.find(({ clockErrorMs }) => Math.abs(clockErrorMs) >= clockFineMs);
  const old = screens.find(({ isCurrent }) => !isCurrent);
  return [
    ...(count > 0 ? [{ kind: 'errors' as const, count }] : []),
    ...(wrong === undefined ? [] : [{ kind: 'clock' as const, errorMs: wrong.clockErrorMs }]),
    ...(old === undefined ? [] : [{ kind: 'version' as const, version: old.version ?? '' }]),
  ];
}

/** The worst first. */
const kinds: readonly DisplayTrouble['kind'][] = ['gone', 'twice', 'errors', 'clock', 'version', 'contrast'];
/** Of a display without problems. */
export const noTroubleRank = kinds.length;

/** The place of a display among others: the worst first. @param troubles the worst first */
export function rankOfTroubles([first]: readonly DisplayTrouble[]): number {
  return first === undefined ? noTroubleRank : kinds.indexOf(first.kind);
}
