import type { Reading } from '#lib/contract/reading.ts';

export type { CountReading, LevelReading, Reading, Totals } from '#lib/contract/reading.ts';
export { mainChannel } from '#lib/contract/reading.ts';

/** Everything one poll (or push) of a device brought. */
export interface Snapshot {
  /** One or two readings a channel: a device that offers both a count and a level gives both. */
  readonly readings: readonly Reading[];
  /** The device's serial number, where it tells it: upper-case hexadecimal without separators for Axis. */
  readonly serial?: string;
  /** The device's own name for itself. */
  readonly name?: string;
  /** Names of channels, for those that have one. */
  readonly channelNames?: ReadonlyMap<string, string>;
  /**
   * The device's clock in the order it ticks: milliseconds, comparable only with other readings of the
   * same device. Local times without a zone are read as if they were UTC: it orders readings and names
   * none in the world's time.
   */
  readonly deviceClockMs?: number;
  /** The device's time as it printed it, for the record. */
  readonly deviceTime?: string;
}
