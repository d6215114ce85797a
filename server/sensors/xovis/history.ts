import { Duration } from 'luxon';
import { z } from 'zod';
import { ok } from '#lib/result.ts';
import type { DeviceHistory, HistorySource, SensorDriver } from '../driver.ts';
import type { SensorAnswer } from '../sensor-answer.ts';

/** What one channel counted in a span of time: people in and out, people inside at its end, or both. */
export type HistoryBin = Period & { readonly channel: string } & (
    | { readonly in: number; readonly out: number; readonly occupancy?: number }
    | { readonly occupancy: number }
  );

/** The capability of a device to report its past counts. */
export interface PastCounts {
  /** Limit of a request, milliseconds: devices are small, and so are their answers. */
  readonly longestMs: number;
  /**
   * The device's data of the channels, at the finest resolution that it offers, in no order: bins that lie
   * completely in the period. A channel without data, or one that cannot be distinguished from others, has
   * none.
   */
  fetch(
    channels: ReadonlySet<string>,
    period: Period,
    signal: AbortSignal,
  ): SensorAnswer<readonly HistoryBin[]>;
}

/** A driver whose device remembers. */
export interface RememberingDriver extends SensorDriver {
  readonly pastCounts: PastCounts;
}

/** Whether a bin lies completely in the period: a part of one says nothing about the rest. */
export function isWithin(bin: Period, { fromMs, toMs }: Period): boolean {
  return bin.fromMs >= fromMs && bin.toMs <= toMs;
}

const minuteMs = 60_000;
/** The longest bins of gateways without finer ones; only bins completely within the span are returned. */
const hourMs = 60 * minuteMs;

/** The history of a gateway's zone or a sensor's logic, piece by piece. */
export class ChannelHistory implements HistorySource {
  readonly resolutionsMs: readonly number[];
  readonly #past: PastCounts;

  /** @param resolutionsMs how long the bins are, finest first */
  constructor(past: PastCounts, resolutionsMs: readonly number[]) {
    this.#past = past;
    this.resolutionsMs = resolutionsMs;
  }

  async history(
    channel: string,
    fromMs: number,
    toMs: number,
    signal: AbortSignal,
  ): SensorAnswer<DeviceHistory> {
    const startMs = Math.floor(fromMs / hourMs) * hourMs;
    const untilMs = Math.min(toMs, startMs + this.#past.longestMs);
    const period = { fromMs: startMs, toMs: Math.ceil(untilMs / hourMs) * hourMs };
    const answer = await this.#past.fetch(new Set([channel]), period, signal);
    if (!answer.ok) return answer;
    const bins = answer.value
      .filter((bin) => bin.toMs > fromMs && bin.fromMs < untilMs)
      .map(({ channel: _channel, ...bin }) => bin)
      .sort((a, b) => a.fromMs - b.fromMs);
    return ok({ bins, untilMs });
  }
}

/** A span of time: `fromMs` inclusive, `toMs` exclusive. Epoch milliseconds. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Beyond this, JavaScript has no date. */
const latestMs = 8.64e15;

const momentParameter = z
  .int('whole milliseconds since 1970')
  .min(0, 'whole milliseconds since 1970')
  .max(latestMs, 'whole milliseconds since 1970');

/** The period parameters of a history call. */
export const periodParameters = { fromMs: momentParameter, toMs: momentParameter };

/** For the `refine` of parameters with a period. */
export const isPeriod = ({ fromMs, toMs }: Period): boolean => fromMs < toMs;
export const notAPeriod = { path: ['toMs'], message: 'later than fromMs' };

/** An id that can be part of an address: text, not empty, without control characters. */
export const idParameter = z.string('an id').regex(/^[^\p{Cc}]+$/u, 'an id');

/** An ISO 8601 duration above zero, like `PT1H`. */
export const durationParameter = z.string('an ISO 8601 duration like PT1H').refine((text) => {
  const duration = Duration.fromISO(text);
  return duration.isValid && duration.toMillis() > 0;
}, 'an ISO 8601 duration like PT1H');
