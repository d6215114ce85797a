import type { DisplayStatus } from '#lib/contract/display.ts';
import type { DisplayScreen } from '#lib/contract/display-report.ts';
import { pathOf } from '#lib/contract/path.ts';
import { useLive } from '../console-context.ts';
import { useLightWord } from '../light-mark.tsx';
import { shownLight } from '../live/live-store.ts';

/**
 * The text for what a screen shows: the light that it reports, or an emergency; its zone's light until it has
 * reported (`screen` is undefined).
 */
export function useScreenWord(display: DisplayStatus): (screen: DisplayScreen | undefined) => string {
  const word = useLightWord();
  // Only these fields: a zone's message arrives every second or so, and a chain has thousands of screens.
  const { light, emergency } = useLive(({ zones }) => {
    const zone = zones[pathOf(display.site, display.zone)];
    return {
      light: zone === undefined ? ('unknown' as const) : shownLight(zone).light,
      emergency: zone?.state.emergency,
    };
  });
  return (screen) => word(screen?.light ?? light, emergency);
}
