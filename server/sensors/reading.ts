import type { CountReading, Reading } from '#lib/contract/reading.ts';

export type { CountReading, LevelReading, Reading, Totals } from '#lib/contract/reading.ts';
export { mainChannel } from '#lib/contract/reading.ts';

/** The content of one poll or push of a device. */
export interface Snapshot {
  /** One or two readings per channel: a device that offers both a count and a level gives both. */
  readonly readings: readonly Reading[];
  /** The device's serial number, if it gives one: upper-case hexadecimal without separators for Axis. */
  readonly serial?: string;
  /** The device's own name for itself. */
  readonly name?: string;
  /** Names of channels, for those that have one. */
  readonly channelNames?: ReadonlyMap<string, string>;
  /**
   * The device's clock, only for comparing readings of the same device: milliseconds. Local times without a
   * zone are read as if they were UTC: it orders readings and is no real time.
   */
  readonly deviceClockMs?: number;
  /** The device's time as printed, for the record. */
  readonly deviceTime?: string;
  /** Present where people count: the last moment (monotonic ms) at which all of them were heard; null: none. */
  readonly watchedMs?: number | null;
  /** What people count at the sensor's door instead of the device. */
  readonly byHand?: CountReading;
  /** Until when (epoch ms) people count instead of the device: what it counts by then does not come on top. */
  readonly replacedUntilMs?: number;
}
