import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Result } from '#lib/result.ts';
import type { SensorDriver } from '../driver.ts';
import type { Period } from './parameter.ts';

/** What one channel counted in a stretch of time: people in and out, people inside at its end, or both. */
export type HistoryBin = Period & { readonly channel: string } & (
    | { readonly in: number; readonly out: number; readonly occupancy?: number }
    | { readonly occupancy: number }
  );

/** The capability of a device to tell what it counted before. */
export interface PastCounts {
  /** More milliseconds than these are not asked for at once: devices are small, and so are their answers. */
  readonly longestMs: number;
  /**
   * What the device remembers of the channels, at the finest resolution that it offers, in no order: bins that
   * lie in the period as a whole. A channel it remembers nothing of, or cannot tell apart from others, has none.
   */
  fetch(
    channels: ReadonlySet<string>,
    period: Period,
    signal: AbortSignal,
  ): Promise<Result<readonly HistoryBin[], SensorError>>;
}

/** A driver whose device remembers. */
export interface RememberingDriver extends SensorDriver {
  readonly pastCounts: PastCounts;
}

/** Whether all of a bin lies in the period: a part of one says nothing about the rest. */
export function isWithin(bin: Period, { fromMs, toMs }: Period): boolean {
  return bin.fromMs >= fromMs && bin.toMs <= toMs;
}
