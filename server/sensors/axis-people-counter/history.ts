import { DateTime } from 'luxon';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { ok, type Result } from '#lib/result.ts';
import type { DeviceBin, DeviceHistory, HistorySource } from '../driver.ts';
import type { HistoryClient } from './api/history-client.ts';

/** Exports are of whole days; one of quarter hours has 96 rows a day, one of minutes 1,440. */
const quarterMs = 900_000;

/**
 * The memory of AXIS People Counter: counts by the quarter hour (`export-json`), and the people inside by the
 * minute (`occupancy-export-json`) if the device estimates them. The totals of the latter are not used: the
 * text does not say when they start.
 */
export class AxisPeopleCounterHistory implements HistorySource {
  readonly resolutionsMs = [quarterMs, 3_600_000, 86_400_000];
  readonly #client: HistoryClient;
  readonly #timezone: string;
  #hasOccupancy = true;

  constructor(client: HistoryClient, timezone: string) {
    this.#client = client;
    this.#timezone = timezone;
  }

  async history(
    _channel: string,
    fromMs: number,
    toMs: number,
    signal: AbortSignal,
  ): Promise<Result<DeviceHistory, SensorError>> {
    const start = DateTime.fromMillis(fromMs, { zone: this.#timezone });
    const untilMs = Math.min(toMs, start.plus({ days: 1 }).startOf('day').toMillis());
    const day = start.toFormat('yyyy-MM-dd');
    const days = { from: day, to: day };
    const counts = await this.#client.counts({ ...days, resolution: '15m' }, signal);
    if (!counts.ok) return counts;
    const levels = await this.#levels(days, signal);
    if (!levels.ok) return levels;
    const bins = [
      ...counts.value.map((row) => ({ fromMs: row.from, toMs: row.to, in: row.in, out: row.out })),
      ...levels.value,
    ];
    return ok({
      bins: bins
        .filter((bin) => bin.toMs > fromMs && bin.fromMs < untilMs)
        .sort((a, b) => a.fromMs - b.fromMs),
      untilMs,
    });
  }

  /** Empty where the device does not estimate occupancy. */
  async #levels(
    days: { readonly from: string; readonly to: string },
    signal: AbortSignal,
  ): Promise<Result<DeviceBin[], SensorError>> {
    if (!this.#hasOccupancy) return ok([]);
    const levels = await this.#client.occupancy({ ...days, resolution: '1m' }, signal);
    if (levels.ok) {
      return ok(levels.value.map(({ from, to, occupancy }) => ({ fromMs: from, toMs: to, occupancy })));
    }
    const { error } = levels;
    // Switched off, or another firmware: the counts are available nevertheless.
    if (error.kind !== 'not-found' && error.kind !== 'switched-off' && error.kind !== 'invalid') {
      return levels;
    }
    this.#hasOccupancy = false;
    return ok([]);
  }
}
