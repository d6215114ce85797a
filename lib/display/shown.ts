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
