'use client';

import type { DisplayStatus } from '#lib/contract/display.ts';
import type { DisplayScreen } from '#lib/contract/display-report.ts';
import { pathOf } from '#lib/contract/path.ts';
import { useLive } from '../console-context.ts';
import { useLightWord } from '../light-mark.tsx';
import { shownLight } from '../live/live-store.ts';

/**
 * The word of what a screen shows: of the light that it reports, or the emergency beside it; of its zone's light
 * until it has said anything (`screen` is undefined).
 */
export function useScreenWord(display: DisplayStatus): (screen: DisplayScreen | undefined) => string {
  const word = useLightWord();
  // No more than is said: a zone is told every second or so, and a chain has thousands of screens.
  const { light, emergency } = useLive(({ zones }) => {
    const zone = zones[pathOf(display.site, display.zone)];
    return {
      light: zone === undefined ? ('unknown' as const) : shownLight(zone).light,
      emergency: zone?.state.emergency,
    };
  });
  return (screen) => word(screen?.light ?? light, emergency);
}
