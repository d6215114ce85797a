import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Snapshot } from './reading.ts';

/** What is known of a sensor: a device's availability is part of its state. */
export interface SensorHealth {
  /** The last good one. */
  readonly snapshot?: Snapshot;
  readonly lastReadingAt?: { readonly wallMs: number; readonly monotonicMs: number };
  /** The last that happened, also when readings came since: `failures` tells whether it still holds. */
  readonly lastError?: { readonly error: SensorError; readonly atWallMs: number };
  /** Polls that failed, or lacked a wanted channel, since the last good one. */
  readonly failures: number;
  readonly serial?: string;
}
