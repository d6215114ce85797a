/** The channel of a sensor that counts only one thing. */
export const mainChannel = 'main';

/** Cumulative totals of people in and out. Whole numbers, 0 or more. */
export interface CountReading {
  readonly kind: 'count';
  readonly channel: string;
  readonly in: number;
  readonly out: number;
  /**
   * Names the period in which the totals grow, for devices that start over by themselves: a counter that
   * restarts at midnight gives its own date. Absent where totals only restart with the device.
   */
  readonly epoch?: string;
}

/** People inside now, as the device itself says. A whole number; devices do report negative ones. */
export interface LevelReading {
  readonly kind: 'level';
  readonly channel: string;
  readonly occupancy: number;
  /** The totals behind the level, where the device tells them. */
  readonly totals?: { readonly in: number; readonly out: number; readonly epoch?: string };
}

/** What a driver makes of one answer of a device, for one channel. */
export type Reading = CountReading | LevelReading;

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
