import type { Light } from '../contract/light.ts';
import type { ShownDisplay, ShownZone } from './shown.ts';

/**
 * The state of a display, as a pure function of what arrived and when. Whatever fails, it can only fall to
 * `unknown`: a light is shown while its message is valid, and a message is accepted only from a connection that
 * has not been silent for longer than that, because an older one may have waited in a buffer while the tab was
 * frozen or the cable was unplugged.
 */
export interface DisplayState {
  readonly display: ShownDisplay;
  /** The last accepted message. */
  readonly zone: ShownZone | undefined;
  /** Monotonic time from which `zone` is no longer shown. */
  readonly validUntil: number;
  /** Counts accepted messages. */
  readonly arrivals: number;
  readonly connection: Connection;
  /** Time of the last event. */
  readonly seen: Instant;
}

/** `stale`: connected, but not trusted any more; it must be replaced. */
export type Connection =
  /** `openingFrom`: when it was begun to open one (monotonic ms). */
  | { readonly kind: 'none'; readonly openingFrom?: number }
  | { readonly kind: 'stale' }
  | {
      readonly kind: 'open';
      readonly believedUntil: number;
      readonly lastSeq: number;
      /** What arrives before `until` may have waited for as long as the opening took. */
      readonly late: { readonly until: number; readonly byMs: number };
    };

/** A moment on both clocks of a browser, in milliseconds: the monotonic and the wall clock. */
export interface Instant {
  readonly monotonic: number;
  readonly wall: number;
}

export type DisplayEvent =
  | { readonly type: 'connecting' }
  | { readonly type: 'connected' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'zone'; readonly zone: ShownZone }
  | { readonly type: 'display'; readonly display: ShownDisplay }
  | { readonly type: 'tick' }
  /** The page is suspended or resumed: nothing on it is valid. */
  | { readonly type: 'invalidate' };

/** No message is shown for longer, whatever its validity: from a failure to `unknown` it takes at most 5 s. */
export const longestValidityMs = 5_000;

/**
 * Ticks come four times a second, once a second in a hidden tab. A longer silence means that the tab was
 * stopped; a difference between the clocks means that the machine slept (the monotonic clock of Linux and macOS
 * stops meanwhile) or that somebody set the time.
 */
export const timeGapMs = 2_000;

/**
 * What stands between may hold back a connection that is being opened, and let go of all that has gathered at once. Who
 * waited for longer than that shows none of it: the next repetition is a second away.
 */
const longestOpeningMs = 3_000;
const gatheredMs = 500;

/** The state of a page that has just loaded. `validUntil` counts from the request of the page. */
export function initialDisplayState(
  display: ShownDisplay,
  zone: ShownZone,
  validUntil: number,
  seen: Instant,
): DisplayState {
  return { display, zone, validUntil, arrivals: 0, connection: { kind: 'none' }, seen };
}

/** The state after an event. */
export function nextDisplayState(
  displayState: DisplayState,
  event: DisplayEvent,
  now: Instant,
): DisplayState {
  const gap = gapBetween(displayState.seen, now);
  const noticed = withTime(displayState, now, gap);
  switch (event.type) {
    case 'tick':
      return noticed;
    case 'invalidate':
      return invalidated(noticed);
    case 'connecting':
      return { ...noticed, connection: { kind: 'none', openingFrom: now.monotonic } };
    case 'connected':
      return {
        ...noticed,
        connection: gap === 'none' ? opened(noticed.connection, now.monotonic) : { kind: 'stale' },
      };
    case 'disconnected':
      return { ...noticed, connection: { kind: 'none' } };
    case 'display':
      return { ...noticed, display: event.display };
    case 'zone':
      return withZone(noticed, event.zone, now.monotonic);
  }
}

/** The light on the screen at a monotonic time. */
export function lightOn(displayState: DisplayState, monotonic: number): Light {
  const { zone, display } = displayState;
  const shown = zone !== undefined && zone.site === display.site && zone.zone === display.zone;
  return shown && monotonic < displayState.validUntil ? zone.light : 'unknown';
}

type Gap = 'none' | 'stood-still' | 'clocks-apart';

function gapBetween(before: Instant, now: Instant): Gap {
  const passed = now.monotonic - before.monotonic;
  if (Math.abs(now.wall - before.wall - passed) >= timeGapMs) return 'clocks-apart';
  return passed >= timeGapMs ? 'stood-still' : 'none';
}

function withTime(displayState: DisplayState, now: Instant, gap: Gap): DisplayState {
  const seen = { ...displayState, seen: now };
  if (gap === 'clocks-apart') return invalidated(seen);
  const { connection } = displayState;
  const silent = connection.kind === 'open' && now.monotonic >= connection.believedUntil;
  return silent || gap === 'stood-still' ? { ...seen, connection: stale(connection) } : seen;
}

function invalidated(displayState: DisplayState): DisplayState {
  return {
    ...displayState,
    validUntil: Number.NEGATIVE_INFINITY,
    connection: stale(displayState.connection),
  };
}

function opened(before: Connection, monotonic: number): Connection {
  const from = before.kind === 'none' ? (before.openingFrom ?? monotonic) : monotonic;
  const late = { until: monotonic + gatheredMs, byMs: monotonic - from };
  return { kind: 'open', believedUntil: monotonic + longestValidityMs, lastSeq: -1, late };
}

function stale(connection: Connection): Connection {
  return connection.kind === 'none' ? connection : { kind: 'stale' };
}

function withZone(displayState: DisplayState, zone: ShownZone, monotonic: number): DisplayState {
  const { connection, display } = displayState;
  if (connection.kind !== 'open' || zone.seq <= connection.lastSeq) return displayState;
  if (zone.site !== display.site || zone.zone !== display.zone) return displayState;
  const { late } = connection;
  const lateMs = monotonic < late.until ? late.byMs : 0;
  if (lateMs >= longestOpeningMs) return displayState;
  const believedUntil = monotonic + Math.min(zone.validForMs, longestValidityMs);
  return {
    ...displayState,
    zone,
    validUntil: believedUntil - lateMs,
    arrivals: displayState.arrivals + 1,
    connection: { ...connection, believedUntil, lastSeq: zone.seq },
  };
}
