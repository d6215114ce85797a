import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Result } from '#lib/result.ts';
import type { SensorDriver } from '../driver.ts';
import type { Snapshot } from '../reading.ts';

/**
 * The capability of a device to have its counters start again at 0, and at 0 only. It says nothing about the
 * people inside: they stay there.
 */
export interface CounterReset {
  /** Whether the counts of this channel can be reset. False for what the device has not reported yet. */
  canReset(channel: string): boolean;
  /**
   * Reads the counts and resets them.
   *
   * @returns what was counted until just before the reset, so that whoever adds up loses nothing
   */
  reset(channel: string, signal: AbortSignal): Promise<Result<Snapshot, SensorError>>;
}

/** A driver whose device may have counters to reset. */
export interface ResettableDriver extends SensorDriver {
  readonly counterReset: CounterReset;
}
