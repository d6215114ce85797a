import type { AdjustProgress } from './adjust.ts';
import type { Alert } from './alert.ts';
import type { DisplayCommand, DisplaySettings } from './display.ts';
import type { DisplayReport } from './display-report.ts';
import type { SensorStatus } from './sensor-status.ts';
import type { FoundSite, WallFilter, WallQuery, WallUpdate } from './wall.ts';
import type { ZoneState } from './zone-state.ts';

/** Path and namespace of the live socket. */
export const livePath = '/socket.io';
export const liveNamespace = '/live';

/** The most sites that a console follows at once. */
export const maxWatched = 100;

/** Handshake `auth` of a display; a console is identified by its session cookie. */
export interface LiveAuth {
  readonly display?: string;
  readonly key?: string;
  /** Of a console: the sites whose zones and sensors it wants. Without it: those of all that it may see. */
  readonly watch?: readonly string[];
}

/**
 * What the sidecar sends on namespace `/live`. Displays get the first three; consoles `zone` and all that follows `command`,
 * `wall` only where they ask for it.
 */
export interface ServerToClientEvents {
  zone: (state: ZoneState) => void;
  display: (settings: DisplaySettings) => void;
  command: (command: DisplayCommand) => void;
  sensor: (status: SensorStatus) => void;
  adjust: (progress: AdjustProgress) => void;
  /** An alert has opened, or closed. */
  alert: (alert: Alert) => void;
  /** The configuration has changed: fetched parts of it are outdated. */
  configuration: () => void;
  wall: (update: WallUpdate) => void;
}

/** What clients send: displays their reports, consoles what they look at. Everything else uses the HTTP API. */
export interface ClientToServerEvents {
  report: (report: DisplayReport) => void;
  /** The sites whose zones and sensors are wanted from now on, instead of those of the handshake. */
  watch: (sites: readonly string[]) => void;
  /** The part of the wall that is shown from now on; null: none. */
  wall: (query: WallQuery | null) => void;
  /** Every site that matches. */
  find: (filter: WallFilter, answer: (sites: readonly FoundSite[]) => void) => void;
}
