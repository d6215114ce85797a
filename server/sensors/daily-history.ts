import { DateTime } from 'luxon';
import { ok } from '#lib/result.ts';
import type { DeviceBin, DeviceHistory, HistorySource } from './driver.ts';
import type { SensorAnswer } from './sensor-answer.ts';

/** What a device counted on one day of its calendar (`YYYY-MM-DD`), in any order. */
type BinsOf = (day: string, signal: AbortSignal) => SensorAnswer<readonly DeviceBin[]>;

/** A memory that is asked for one day at a time. */
export class DailyHistory implements HistorySource {
  readonly resolutionsMs: readonly number[];
  readonly #timezone: string;
  readonly #binsOf: BinsOf;

  /** @param timezone IANA zone of the device's calendar */
  constructor(resolutionsMs: readonly number[], timezone: string, binsOf: BinsOf) {
    this.resolutionsMs = resolutionsMs;
    this.#timezone = timezone;
    this.#binsOf = binsOf;
  }

  async history(
    _channel: string,
    fromMs: number,
    toMs: number,
    signal: AbortSignal,
  ): SensorAnswer<DeviceHistory> {
    const day = DateTime.fromMillis(fromMs, { zone: this.#timezone }).startOf('day');
    const untilMs = Math.min(toMs, day.plus({ days: 1 }).startOf('day').toMillis());
    const answer = await this.#binsOf(day.toFormat('yyyy-MM-dd'), signal);
    if (!answer.ok) return answer;
    const bins = answer.value
      .filter((bin) => bin.toMs > fromMs && bin.fromMs < untilMs)
      .toSorted((a, b) => a.fromMs - b.fromMs);
    return ok({ bins, untilMs });
  }
}
