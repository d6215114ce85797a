import type { AdjustProgress } from './adjust.ts';
import type { Alert } from './alert.ts';
import type { DisplayCommand, DisplaySettings } from './display.ts';
import type { DisplayReport } from './display-report.ts';
import type { SensorStatus } from './sensor-status.ts';
import type { ZoneState } from './zone-state.ts';

/** Path and namespace of the live socket. */
export const livePath = '/socket.io';
export const liveNamespace = '/live';

/** Handshake `auth` of a display; a console sends none and is identified by its session cookie. */
export interface LiveAuth {
  readonly display?: string;
  readonly key?: string;
}

/** What the sidecar sends on namespace `/live`. Displays get the first three, consoles all but `command`. */
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
}

/** What clients send: displays their reports. Everything else uses the HTTP API. */
export interface ClientToServerEvents {
  report: (report: DisplayReport) => void;
}
