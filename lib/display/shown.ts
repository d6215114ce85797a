import type { DisplaySettings } from '../contract/display.ts';
import type { ZoneState } from '../contract/zone-state.ts';

/** What a display needs of its zone. */
export type ShownZone = Pick<
  ZoneState,
  'site' | 'zone' | 'occupancy' | 'capacity' | 'light' | 'validForMs' | 'seq' | 'simulated'
>;

/** What a display needs of its settings. */
export type ShownDisplay = Pick<
  DisplaySettings,
  'site' | 'display' | 'zone' | 'languages' | 'showNumber' | 'simulated'
>;

/** Only what is shown: what a page carries is seen by everybody. */
export function shownZone(state: ZoneState): ShownZone {
  const { site, zone, occupancy, capacity, light, validForMs, seq, simulated } = state;
  return { site, zone, occupancy, capacity, light, validForMs, seq, simulated };
}

export function shownDisplay(settings: DisplaySettings): ShownDisplay {
  const { site, display, zone, languages, showNumber, simulated } = settings;
  return { site, display, zone, languages, showNumber, simulated };
}
