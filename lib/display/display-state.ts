import type { Light } from '../contract/light.ts';
import type { ShownDisplay, ShownZone } from './shown.ts';

/**
 * What is on the glass of a display, as a pure function of what arrived and when. Whatever fails, it can only
 * fall to `unknown`: a light is shown while its message is valid, and a message is believed only when it came
 * over a connection that has not been silent for longer than that, for what is older may have waited in a
 * buffer while the tab was frozen or the cable was out.
 */
export interface Glass {
  readonly display: ShownDisplay;
  /** The last message that was believed. */
  readonly zone: ShownZone | undefined;
  /** Monotonic time from which `zone` is no longer shown. */
  readonly validUntil: number;
  /** Grows with each message that was believed. */
  readonly arrivals: number;
  readonly connection: Connection;
  /** When an event was last taken. */
  readonly seen: Instant;
}

/** `spent`: connected, but not to be believed any more; it must be made anew. */
export type Connection =
  | { readonly kind: 'none' }
  | { readonly kind: 'spent' }
  | { readonly kind: 'open'; readonly believedUntil: number; readonly lastSeq: number };

/** A moment on both clocks of a browser, in milliseconds: one only grows, the other is the world's. */
export interface Instant {
  readonly monotonic: number;
  readonly wall: number;
}

export type GlassEvent =
  | { readonly type: 'connected' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'zone'; readonly zone: ShownZone }
  | { readonly type: 'display'; readonly display: ShownDisplay }
  | { readonly type: 'tick' }
  /** The page is being put away or came back: nothing on it may be believed. */
  | { readonly type: 'doubt' };

/** No message is shown for longer, whatever it says: from a failure to `unknown` it is at most 5 s. */
export const longestValidityMs = 5_000;

/**
 * Ticks come four times a second, once a second in a hidden tab. A longer silence means that the tab stood
 * still; a difference between the clocks means that the machine slept (the monotonic clock of Linux and macOS
 * stands still meanwhile) or that somebody set the time.
 */
export const timeGapMs = 2_000;

/** The glass of a page that has just arrived. `validUntil` counts from the request of the page. */
export function glassOf(display: ShownDisplay, zone: ShownZone, validUntil: number, seen: Instant): Glass {
  return { display, zone, validUntil, arrivals: 0, connection: { kind: 'none' }, seen };
}

/** The glass after an event. */
export function glassAfter(glass: Glass, event: GlassEvent, now: Instant): Glass {
  const gap = gapBetween(glass.seen, now);
  const noticed = withTime(glass, now, gap);
  switch (event.type) {
    case 'tick':
      return noticed;
    case 'doubt':
      return doubted(noticed);
    case 'connected':
      return { ...noticed, connection: gap === 'none' ? openedAt(now.monotonic) : { kind: 'spent' } };
    case 'disconnected':
      return { ...noticed, connection: { kind: 'none' } };
    case 'display':
      return { ...noticed, display: event.display };
    case 'zone':
      return withZone(noticed, event.zone, now.monotonic);
  }
}

/** The light on the glass at a monotonic time. */
export function lightOn(glass: Glass, monotonic: number): Light {
  const { zone, display } = glass;
  const shown = zone !== undefined && zone.site === display.site && zone.zone === display.zone;
  return shown && monotonic < glass.validUntil ? zone.light : 'unknown';
}

type Gap = 'none' | 'stood-still' | 'clocks-apart';

function gapBetween(before: Instant, now: Instant): Gap {
  const passed = now.monotonic - before.monotonic;
  if (Math.abs(now.wall - before.wall - passed) >= timeGapMs) return 'clocks-apart';
  return passed >= timeGapMs ? 'stood-still' : 'none';
}

function withTime(glass: Glass, now: Instant, gap: Gap): Glass {
  const seen = { ...glass, seen: now };
  if (gap === 'clocks-apart') return doubted(seen);
  const { connection } = glass;
  const silent = connection.kind === 'open' && now.monotonic >= connection.believedUntil;
  return silent || gap === 'stood-still' ? { ...seen, connection: spent(connection) } : seen;
}

function doubted(glass: Glass): Glass {
  return { ...glass, validUntil: Number.NEGATIVE_INFINITY, connection: spent(glass.connection) };
}

function openedAt(monotonic: number): Connection {
  return { kind: 'open', believedUntil: monotonic + longestValidityMs, lastSeq: -1 };
}

function spent(connection: Connection): Connection {
  return connection.kind === 'none' ? connection : { kind: 'spent' };
}

function withZone(glass: Glass, zone: ShownZone, monotonic: number): Glass {
  const { connection, display } = glass;
  if (connection.kind !== 'open' || zone.seq <= connection.lastSeq) return glass;
  if (zone.site !== display.site || zone.zone !== display.zone) return glass;
  const validUntil = monotonic + Math.min(zone.validForMs, longestValidityMs);
  return {
    ...glass,
    zone,
    validUntil,
    arrivals: glass.arrivals + 1,
    connection: { kind: 'open', believedUntil: validUntil, lastSeq: zone.seq },
  };
}
