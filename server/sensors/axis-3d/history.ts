import { DateTime } from 'luxon';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { ok, type Result } from '#lib/result.ts';
import type { DeviceHistory, HistorySource } from '../driver.ts';
import type { Axis3dClient } from './api/client.ts';

/**
 * The memory of the AXIS P8815-2: counts by the minute (`export/json`), a day at a time. Its occupancy export
 * contains the maximum of an hour, which is not the level of any minute, and is not used.
 */
export class Axis3dHistory implements HistorySource {
  readonly resolutionsMs = [60_000, 3_600_000, 86_400_000];
  readonly #client: Axis3dClient;
  readonly #timezone: string;

  constructor(client: Axis3dClient, timezone: string) {
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
    const next = day.plus({ days: 1 }).startOf('day');
    const untilMs = Math.min(toMs, next.toMillis());
    const answer = await this.#client.counts(
      { start: day.toFormat('yyyy-MM-dd'), end: next.toFormat('yyyy-MM-dd'), resolution: '1m' },
      signal,
    );
    if (!answer.ok) return answer;
    const bins = answer.value
      .filter(({ from, to }) => to > fromMs && from < untilMs)
      .map((row) => ({ fromMs: row.from, toMs: row.to, in: row.in, out: row.out }));
    return ok({ bins, untilMs });
  }
}
