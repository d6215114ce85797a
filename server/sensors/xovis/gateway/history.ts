import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import { asSensorError, type ParameterError } from '#server/sensors/parse/parameters.ts';
import type { SensorAnswer } from '#server/sensors/sensor-answer.ts';
import { type HistoryBin, isWithin, type PastCounts, type Period } from '../history.ts';
import type { GatewayClient } from './client.ts';
import type { CountRow } from './counts.ts';
import { isQueueChannel } from './readings.ts';

const dayMs = 86_400_000;

/**
 * What a gateway counted in its zones: `/counts/interval` if its rows name their zone, else `/data/count`, hour
 * by hour, which supports only numbered zones. Counts of a whole location cannot be assigned, and queues have
 * no history.
 */
export class GatewayPast implements PastCounts {
  readonly longestMs = 7 * dayMs;
  readonly #client: GatewayClient;

  constructor(client: GatewayClient) {
    this.#client = client;
  }

  async fetch(
    channels: ReadonlySet<string>,
    period: Period,
    signal: AbortSignal,
  ): SensorAnswer<readonly HistoryBin[]> {
    const zones = [...channels].filter((channel) => !isQueueChannel(channel));
    if (zones.length === 0) return ok([]);
    const intervals = await this.#client.intervalCounts(period, signal);
    if (!intervals.ok && !isUnknown(intervals.error)) return fail(asSensorError(intervals.error));
    const rows = intervals.ok ? intervals.value.rows.filter((row) => isWithin(row, period)) : [];
    if (rows.some(({ zoneId }) => zoneId !== undefined)) {
      return ok(rows.flatMap((row) => (channels.has(row.zoneId ?? '') ? binOf(row.zoneId ?? '', row) : [])));
    }
    return this.#hourly(
      zones.filter((zone) => /^\d{1,9}$/.test(zone)),
      period,
      signal,
    );
  }

  async #hourly(
    zones: readonly string[],
    period: Period,
    signal: AbortSignal,
  ): SensorAnswer<readonly HistoryBin[]> {
    if (zones.length === 0) return ok([]);
    const sensors = await this.#client.sensors(signal);
    if (!sensors.ok) return sensors;
    const bins: HistoryBin[] = [];
    for (const channel of zones) {
      const ofZone: CountRow[] = [];
      for (const { id: sensorId } of sensors.value) {
        const query = { ...period, sensorId, zoneId: Number(channel) };
        const answer = await this.#client.dataCount(query, signal);
        if (answer.ok) ofZone.push(...answer.value.rows.filter((row) => isWithin(row, period)));
        // Most sensors do not cover most zones.
        else if (!isUnknown(answer.error)) return fail(asSensorError(answer.error));
      }
      bins.push(...summed(ofZone).flatMap((row) => binOf(channel, row)));
    }
    return ok(bins);
  }
}

/** Joins rows of the same time: several sensors count for one zone. */
function summed(rows: readonly CountRow[]): readonly CountRow[] {
  const byTime = new Map<string, CountRow>();
  for (const row of rows) {
    const key = `${row.fromMs}|${row.toMs}`;
    const before = byTime.get(key);
    if (before === undefined) byTime.set(key, row);
    else {
      const { fromMs, toMs } = row;
      byTime.set(key, { fromMs, toMs, in: before.in + row.in, out: before.out + row.out });
    }
  }
  return [...byTime.values()];
}

function binOf(channel: string, { fromMs, toMs, in: peopleIn, out, occupancy }: CountRow): HistoryBin[] {
  return [{ channel, fromMs, toMs, in: peopleIn, out, ...(occupancy === undefined ? {} : { occupancy }) }];
}

function isUnknown(error: SensorError | ParameterError): boolean {
  return error.kind === 'not-found' || (error.kind === 'http-status' && error.status < 500);
}
