/** The channel of a sensor with only one. */
export const mainChannel = 'main';

/** Cumulative people in and out, whole numbers of 0 or more. */
export interface Totals {
  readonly in: number;
  readonly out: number;
  /**
   * Identifies the period in which the totals grow, for devices that reset them: a counter that restarts at
   * midnight gives its own date. Absent if totals only restart with the device.
   */
  readonly epoch?: string;
}

/** Cumulative totals of one channel. */
export interface CountReading extends Totals {
  readonly kind: 'count';
  readonly channel: string;
}

/** People inside now, by the device itself. A whole number; devices do report negative ones. */
export interface LevelReading {
  readonly kind: 'level';
  readonly channel: string;
  readonly occupancy: number;
  /** The totals behind the level, if the device reports them. */
  readonly totals?: Totals;
}

/** A driver's result of one answer of a device, for one channel. */
export type Reading = CountReading | LevelReading;
