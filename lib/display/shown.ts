import type { DisplaySettings } from '../contract/display.ts';
import type { DisplayTheme, Layout } from '../contract/display-theme.ts';
import type { Opening, ZoneState } from '../contract/zone-state.ts';

/** The part of a zone's state that a display needs. */
export interface ShownZone
  extends Pick<
    ZoneState,
    | 'site'
    | 'zone'
    | 'occupancy'
    | 'capacity'
    | 'light'
    | 'validForMs'
    | 'seq'
    | 'simulated'
    | 'waitMinutes'
    | 'emergency'
    | 'closedBecause'
  > {
  /** See `ZoneState.free`. */
  readonly free: number;
  /** See `ZoneState.opens`. */
  readonly opens?: Pick<Opening, 'time' | 'weekday' | 'date'>;
  /** Returned to the sidecar, which measures the latency of a light with it. */
  readonly asOf?: string;
  /** See `ZoneState.outlook`: from when on it is quieter, `16:00`. */
  readonly quieter?: string;
  /** Closed by its opening hours, not by staff. */
  readonly afterHours?: true;
}

/** The part of its settings that a display needs. */
export type ShownDisplay = Pick<
  DisplaySettings,
  'site' | 'display' | 'zone' | 'languages' | 'showNumber' | 'simulated' | 'revision' | 'name'
>;

/** The layout of the page while it is open. */
export interface ShownTheme {
  readonly layout: Layout;
  readonly rotate: boolean;
  /** Whether there is a picture or a video behind the light, and which video. */
  readonly background?: { readonly video?: string | undefined } | undefined;
  readonly chime?: boolean | undefined;
  readonly speak?: boolean | undefined;
}

export function shownTheme(layout: Layout, theme: DisplayTheme | undefined): ShownTheme {
  const { background, rotate = false, chime, speak } = theme ?? {};
  // Beside other zones, and in a strip, there is no room for a picture.
  const shownBackground = layout !== 'zones' &&
    layout !== 'strip' &&
    background && { video: background.video };
  return {
    layout,
    rotate,
    ...(shownBackground && { background: shownBackground }),
    ...(chime && { chime }),
    ...(speak && { speak }),
  };
}

/** What {@link shownZone} reads of a `ZoneState`. */
export type StateToShow = Pick<
  ZoneState,
  Exclude<keyof ShownZone & keyof ZoneState, 'opens' | 'asOf'> | 'reason'
> &
  Pick<ShownZone, 'opens'> & {
    readonly outlook?: { readonly quieter?: { readonly time: string } | undefined } | undefined;
  };

/**
 * What is shown of a zone, and no more: the content of a page is visible to everybody. The only place that makes it,
 * of the state behind the first HTML as of each message.
 */
export function shownZone(state: StateToShow): ShownZone {
  const { site, zone, occupancy, capacity, light, validForMs, seq, simulated, waitMinutes, reason } = state;
  const opens = state.opens && { opens: shownOpening(state.opens) };
  const because = state.closedBecause && { closedBecause: state.closedBecause };
  const emergency = state.emergency && { emergency: state.emergency };
  const free = state.free ?? Math.max(0, capacity - occupancy);
  const wait = waitMinutes !== undefined && { waitMinutes };
  const hours = reason === 'hours' && { afterHours: true as const };
  const quieter = state.outlook?.quieter && { quieter: state.outlook.quieter.time };
  const shown = { site, zone, occupancy, capacity, light, validForMs, seq, simulated, free };
  return { ...shown, ...wait, ...opens, ...because, ...emergency, ...hours, ...quieter };
}

function shownOpening({ time, weekday, date }: NonNullable<ShownZone['opens']>): ShownZone['opens'] {
  return { time, ...(weekday !== undefined && { weekday }), ...(date !== undefined && { date }) };
}

export function shownDisplay(settings: DisplaySettings): ShownDisplay {
  const { site, display, zone, languages, showNumber, simulated, revision, name } = settings;
  const made = revision !== undefined && { revision };
  const called = name !== undefined && { name };
  return { site, display, zone, languages, showNumber, simulated, ...made, ...called };
}
