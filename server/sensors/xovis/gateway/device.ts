import type { DeviceFact, ExportOffer } from '#lib/contract/device.ts';
import { ok, type Result } from '#lib/result.ts';
import {
  type DeviceAccess,
  type DeviceAnswer,
  type DeviceError,
  type ExportAccess,
  type ExportRequest,
  rejectParameter,
} from '#server/sensors/device-access.ts';
import type { DeviceFile } from '#server/sensors/http/device-file.ts';
import { periodOfDays } from '#server/sensors/parse/days.ts';
import { rowsFile } from '#server/sensors/rows-file.ts';
import type { Period } from '../history.ts';
import type { GatewayClient } from './client.ts';
import type { CountHistory, CountRow } from './counts.ts';
import type { GatewaySensor } from './schema.ts';

const offers: readonly ExportOffer[] = [
  { subject: 'counts', formats: ['csv', 'json'], resolutions: ['finest', '1h', '1d'] },
];

/** What staff can read from a Xovis gateway. Nothing can be set on it. */
export class GatewayDevice implements DeviceAccess {
  readonly exports: ExportAccess;
  readonly #client: GatewayClient;
  readonly #timezone: string;

  /** @param timezone IANA zone of the site, whose days are exported */
  constructor(client: GatewayClient, timezone: string) {
    this.#client = client;
    this.#timezone = timezone;
    this.exports = { offers, fetch: (request, signal) => this.#export(request, signal) };
  }

  /** The sensors connected to it. */
  async facts(signal: AbortSignal): DeviceAnswer<readonly DeviceFact[]> {
    const sensors = await this.#client.sensors(signal);
    return sensors.ok ? ok(sensors.value.map(factOf)) : sensors;
  }

  async #export(
    { subject, format, resolution, from, to }: ExportRequest,
    signal: AbortSignal,
  ): DeviceAnswer<DeviceFile> {
    if (subject !== 'counts') return rejectParameter('subject', ['counts'], subject);
    if (format !== 'csv' && format !== 'json') return rejectParameter('format', ['csv', 'json'], format);
    const period = periodOfDays(from, to, this.#timezone);
    const rows = await this.#rows(resolution, period, signal);
    if (!rows.ok) return rows;
    const columns = ['from', 'to', 'sensor', 'zone', 'in', 'out', 'passby', 'occupancy'] as const;
    return ok(rowsFile(`counts-${from}-${to}`, format, columns, rows.value));
  }

  async #rows(
    resolution: ExportRequest['resolution'],
    period: Period,
    signal: AbortSignal,
  ): DeviceAnswer<ReturnType<typeof rowOf>[]> {
    switch (resolution) {
      case 'finest':
        return rowsOf(await this.#client.intervalCounts(period, signal));
      case '1h':
        return rowsOf(await this.#client.hourlyCounts(period, signal));
      case '1d':
        return this.#days(period, signal);
      default:
        return rejectParameter('resolution', ['finest', '1h', '1d'], resolution);
    }
  }

  /** Days are requested for one sensor at a time. */
  async #days(period: Period, signal: AbortSignal): DeviceAnswer<ReturnType<typeof rowOf>[]> {
    const sensors = await this.#client.sensors(signal);
    if (!sensors.ok) return sensors;
    const rows: ReturnType<typeof rowOf>[] = [];
    for (const { id } of sensors.value) {
      const counts = await this.#client.dataCount({ ...period, sensorId: id, granularity: '1d' }, signal);
      if (!counts.ok) return counts;
      rows.push(...counts.value.rows.map((row) => rowOf(row, id)));
    }
    return ok(rows);
  }
}

function rowsOf(counts: Result<CountHistory, DeviceError>): Result<ReturnType<typeof rowOf>[], DeviceError> {
  if (!counts.ok) return counts;
  const { rows, sensorId } = counts.value;
  return ok(rows.map((row) => rowOf(row, sensorId)));
}

function rowOf(row: CountRow, sensor: string | undefined) {
  return {
    from: new Date(row.fromMs).toISOString(),
    to: new Date(row.toMs).toISOString(),
    sensor,
    zone: row.zoneId,
    in: row.in,
    out: row.out,
    passby: row.passby,
    occupancy: row.occupancy,
  };
}

function factOf({ id, name, ...rest }: GatewaySensor): DeviceFact {
  const parts = [rest.model, rest.firmware, rest.serial, rest.status];
  const value = parts.filter((part) => part !== undefined && part !== '').join(', ');
  return { name: 'sensor', subject: name ?? id, value };
}
