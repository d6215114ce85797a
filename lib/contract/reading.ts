/** The channel of a sensor that counts only one thing. */
export const mainChannel = 'main';

/** Cumulative people in and out, whole numbers of 0 or more. */
export interface Totals {
  readonly in: number;
  readonly out: number;
  /**
   * Names the period in which the totals grow, for devices that start over by themselves: a counter that
   * restarts at midnight gives its own date. Absent where totals only restart with the device.
   */
  readonly epoch?: string;
}

/** Cumulative totals of one channel. */
export interface CountReading extends Totals {
  readonly kind: 'count';
  readonly channel: string;
}

/** People inside now, as the device itself says. A whole number; devices do report negative ones. */
export interface LevelReading {
  readonly kind: 'level';
  readonly channel: string;
  readonly occupancy: number;
  /** The totals behind the level, where the device tells them. */
  readonly totals?: Totals;
}

/** What a driver makes of one answer of a device, for one channel. */
export type Reading = CountReading | LevelReading;
