import { DateTime } from 'luxon';
import type { DeviceFact, ExportOffer, ExportResolution } from '#lib/contract/device.ts';
import { ok } from '#lib/result.ts';
import {
  type DeviceAccess,
  type DeviceAnswer,
  type ExportAccess,
  type ExportOrder,
  refuseOrder,
} from '../device-access.ts';
import type { DeviceFile } from '../http/device-file.ts';
import { rowsFile } from '../rows-file.ts';
import type { IndivdClient } from './api/client.ts';
import { type ExportRow, exportColumns, rowOfDropIn, rowOfPeriod, rowOfVisits } from './export-rows.ts';

/** Zones with a visit in so many days are told of. */
const lookBackDays = 28;

const offers: readonly ExportOffer[] = [
  { subject: 'crossings', formats: ['csv', 'json'], resolutions: ['1m', '1h', '1d'] },
  { subject: 'visits', formats: ['csv', 'json'], resolutions: ['1h', '1d'] },
  { subject: 'drop-in', formats: ['csv', 'json'], resolutions: ['1h', '1d'] },
];

const groupings: Partial<Record<ExportResolution, 'minute' | 'hour' | 'day'>> = {
  '1m': 'minute',
  '1h': 'hour',
  '1d': 'day',
};

export interface IndivdDeviceParts {
  readonly client: IndivdClient;
  readonly timezone: string;
  readonly location: number | undefined;
  /** Epoch milliseconds. */
  now(): number;
}

/** What staff can ask of an Indivd account. Nothing can be set there. */
export class IndivdDevice implements DeviceAccess {
  readonly exports: ExportAccess;
  readonly #parts: IndivdDeviceParts;

  constructor(parts: IndivdDeviceParts) {
    this.#parts = parts;
    this.exports = { offers, fetch: (order, signal) => this.#export(order, signal) };
  }

  /** The zones that had visits of late. */
  async facts(signal: AbortSignal): DeviceAnswer<readonly DeviceFact[]> {
    const { client, timezone, now } = this.#parts;
    const today = DateTime.fromMillis(now(), { zone: timezone });
    const days = {
      from: today.minus({ days: lookBackDays }).toFormat('yyyy-MM-dd'),
      to: today.toFormat('yyyy-MM-dd'),
    };
    const visitors = await client.zoneVisitors({ ...days, by: 'zone', ...this.#locations() }, signal);
    if (!visitors.ok) return visitors;
    return ok(
      visitors.value.current.rows.map(({ zone, zoneName }) => ({
        name: 'zone',
        subject: zone,
        value: zoneName ?? zone,
      })),
    );
  }

  async #export(order: ExportOrder, signal: AbortSignal): DeviceAnswer<DeviceFile> {
    const { subject, format, from, to } = order;
    if (format !== 'csv' && format !== 'json') return refuseOrder('format', ['csv', 'json'], format);
    const rows = await this.#rows(order, signal);
    return rows.ok ? ok(rowsFile(`${subject}-${from}-${to}`, format, exportColumns, rows.value)) : rows;
  }

  async #rows(
    { subject, resolution, from, to }: ExportOrder,
    signal: AbortSignal,
  ): DeviceAnswer<ExportRow[]> {
    const { client, location } = this.#parts;
    const by = groupings[resolution];
    if (by === undefined) return refuseOrder('resolution', Object.keys(groupings), resolution);
    if (subject === 'crossings') {
      const where = location === undefined ? {} : { location };
      const lines = await client.lineCrosses({ from, to, by, ...where }, signal);
      if (!lines.ok) return lines;
      return ok(lines.value.rows.map((row) => ({ ...rowOfPeriod(row.period), crossings: row.crossings })));
    }
    if (by === 'minute') return refuseOrder('resolution', ['1h', '1d'], resolution);
    if (subject === 'visits') {
      const visits = await client.zoneVisitors({ from, to, by: [by], ...this.#locations() }, signal);
      return visits.ok ? ok(visits.value.current.rows.map(rowOfVisits)) : visits;
    }
    if (subject !== 'drop-in') return refuseOrder('subject', ['crossings', 'visits', 'drop-in'], subject);
    const rates = await client.dropInRate({ from, to, by, ...this.#locations() }, signal);
    if (!rates.ok) return rates;
    const { rows, zones } = rates.value.current;
    return ok([
      ...rows.map((row) => rowOfDropIn(row)),
      ...zones.flatMap((zone) => zone.rows.map((row) => rowOfDropIn(row, zone))),
    ]);
  }

  #locations(): { readonly locations?: readonly number[] } {
    const { location } = this.#parts;
    return location === undefined ? {} : { locations: [location] };
  }
}
