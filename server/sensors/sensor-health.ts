import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Snapshot } from './reading.ts';

/** The state of a sensor: a device's availability is part of it. */
export interface SensorHealth {
  /** The last good snapshot. */
  readonly snapshot?: Snapshot;
  readonly lastReadingAt?: { readonly wallMs: number; readonly monotonicMs: number };
  /** The last error, kept after later readings: `failures` says whether it still applies. */
  readonly lastError?: { readonly error: SensorError; readonly atWallMs: number };
  /** Polls that failed, or lacked a wanted channel, since the last good one. */
  readonly failures: number;
  readonly serial?: string;
}
