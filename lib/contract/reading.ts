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

/** People who passed at a moment, as somebody counted them by hand; below 0 where that was taken back. */
export interface Passage {
  /** Numbers the passages at one door, without gaps. */
  readonly sequence: number;
  readonly in: number;
  readonly out: number;
  /** Epoch ms. It may have become known long after. */
  readonly atMs: number;
  /** Whether the minute of history in which it stands already includes it. */
  readonly isPlaced: boolean;
}

/** Cumulative totals of one channel. */
export interface CountReading extends Totals {
  readonly kind: 'count';
  readonly channel: string;
  /** The last passages, oldest first, where each of them is known: they count, and not the totals. */
  readonly passages?: readonly Passage[];
  /** The number of the last passage in the totals; comes with `passages`. */
  readonly sequence?: number;
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
