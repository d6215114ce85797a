import { DateTime } from 'luxon';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { ok, type Result } from '#lib/result.ts';
import type { DeviceHistory, HistorySource } from '../driver.ts';
import type { AxisStereoClient } from './api/client.ts';

/**
 * The memory of the stereo camera: counts by the minute (`export.csv`, which has Unix time), a day at a time.
 */
export class AxisStereoHistory implements HistorySource {
  readonly resolutionsMs = [60_000, 3_600_000, 86_400_000];
  readonly #client: AxisStereoClient;
  readonly #timezone: string;

  constructor(client: AxisStereoClient, timezone: string) {
    this.#client = client;
    this.#timezone = timezone;
  }

  async history(
    _channel: string,
    fromMs: number,
    toMs: number,
    signal: AbortSignal,
  ): Promise<Result<DeviceHistory, SensorError>> {
    const day = DateTime.fromMillis(fromMs, { zone: this.#timezone }).startOf('day');
    const untilMs = Math.min(toMs, day.plus({ days: 1 }).startOf('day').toMillis());
    const date = day.toFormat('yyyy-MM-dd');
    const answer = await this.#client.exportCsv({ from: date, to: date, resolution: '1m' }, signal);
    if (!answer.ok) return answer;
    const bins = answer.value
      // People in an hour that the clocks skipped: the device's clock runs in another zone, and all may be
      // wrong.
      .filter(({ from, to, isSkipped }) => to > fromMs && from < untilMs && isSkipped !== true)
      .map((span) => ({ fromMs: span.from, toMs: span.to, in: span.in, out: span.out }))
      .sort((a, b) => a.fromMs - b.fromMs);
    return ok({ bins, untilMs });
  }
}
