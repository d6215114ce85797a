import { DateTime } from 'luxon';
import type { DeviceFact, ExportOffer, ExportResolution } from '#lib/contract/device.ts';
import { ok } from '#lib/result.ts';
import {
  type DeviceAccess,
  type DeviceAnswer,
  type ExportAccess,
  type ExportRequest,
  rejectParameter,
} from '../device-access.ts';
import type { Recognition } from '../driver.ts';
import type { DeviceFile } from '../http/device-file.ts';
import type { DeviceHttp } from '../http/device-http.ts';
import { parseBody } from '../parse/parse-body.ts';
import { challengesOf, isAboutTheWay } from '../recognise-by-paths.ts';
import { rowsFile } from '../rows-file.ts';
import type { IndivdClient } from './api/client.ts';
import type { DropInRow, ZoneDropIn } from './api/drop-in-rate.ts';
import type { ZoneVisits } from './api/zone-visitors.ts';
import { type Period, zoneVisitorsSchema } from './schema.ts';

/** Zones with a visit within this many days are listed. */
const historyDays = 28;

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

interface IndivdDeviceParts {
  readonly client: IndivdClient;
  readonly timezone: string;
  readonly location: number | undefined;
  /** Epoch milliseconds. */
  now(): number;
}

/** What staff can read from an Indivd account. Nothing can be set on it. */
export class IndivdDevice implements DeviceAccess {
  readonly exports: ExportAccess;
  readonly #parts: IndivdDeviceParts;

  constructor(parts: IndivdDeviceParts) {
    this.#parts = parts;
    this.exports = { offers, fetch: (request, signal) => this.#export(request, signal) };
  }

  /** The zones with recent visits. */
  async facts(signal: AbortSignal): DeviceAnswer<readonly DeviceFact[]> {
    const { client, timezone, now } = this.#parts;
    const today = DateTime.fromMillis(now(), { zone: timezone });
    const days = {
      from: today.minus({ days: historyDays }).toFormat('yyyy-MM-dd'),
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

  async #export(request: ExportRequest, signal: AbortSignal): DeviceAnswer<DeviceFile> {
    const { subject, format, from, to } = request;
    if (format !== 'csv' && format !== 'json') return rejectParameter('format', ['csv', 'json'], format);
    const rows = await this.#rows(request, signal);
    return rows.ok ? ok(rowsFile(`${subject}-${from}-${to}`, format, exportColumns, rows.value)) : rows;
  }

  async #rows(
    { subject, resolution, from, to }: ExportRequest,
    signal: AbortSignal,
  ): DeviceAnswer<ExportRow[]> {
    const { client, location } = this.#parts;
    const by = groupings[resolution];
    if (by === undefined) return rejectParameter('resolution', Object.keys(groupings), resolution);
    if (subject === 'crossings') {
      const where = location === undefined ? {} : { location };
      const lines = await client.lineCrosses({ from, to, by, ...where }, signal);
      if (!lines.ok) return lines;
      return ok(lines.value.rows.map((row) => ({ ...rowOfPeriod(row.period), crossings: row.crossings })));
    }
    if (by === 'minute') return rejectParameter('resolution', ['1h', '1d'], resolution);
    if (subject === 'visits') {
      const visits = await client.zoneVisitors({ from, to, by: [by], ...this.#locations() }, signal);
      return visits.ok ? ok(visits.value.current.rows.map(rowOfVisits)) : visits;
    }
    if (subject !== 'drop-in') return rejectParameter('subject', ['crossings', 'visits', 'drop-in'], subject);
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

/** Where the API begins: `https://api.indivd.com/api/v1/rnd/insights/external`. */
const usualPath = '/api/v1/rnd/insights/external';

/**
 * Requests visitors without naming days: whatever the answer is, it is short. Indivd's errors have no body, and
 * its sign-in is a token.
 */
export async function recognise(http: DeviceHttp, url: string, signal: AbortSignal): Promise<Recognition> {
  const { origin, pathname, hostname } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  const base = path === '' ? usualPath : path;
  const answer = await http.request({
    method: 'GET',
    path: `${base}/zone_visitors/`,
    signal,
    wantedStatuses: [400, 401, 403],
    headers: { accept: 'application/json' },
  });
  if (!answer.ok) {
    return isAboutTheWay(answer.error) ? { kind: 'failed', error: answer.error } : { kind: 'stranger' };
  }
  const { status, text } = answer.value;
  const found = `${origin}${base}`;
  const isNamed = /(^|\.)indivd\.com$/i.test(hostname) || path.endsWith(usualPath);
  if (status < 300 || status === 400) {
    const isSpoken = status === 400 ? text.trim() === '' : parseBody(zoneVisitorsSchema, text).ok;
    return isSpoken ? { kind: 'answers', url: found } : { kind: 'stranger' };
  }
  const challenges = challengesOf(answer.value);
  const isToken = challenges.some(({ scheme }) => scheme === 'token');
  if (challenges.length > 0 && !isToken) return { kind: 'stranger' };
  const isSilent = text.trim() === '';
  if (!isNamed && !isSilent && !isToken) return { kind: 'stranger' };
  return { kind: 'asks', url: found, credential: 'token', isSure: isNamed || isToken, isBasicOnly: false };
}

/** The columns of an export; each subject fills those that it has. */
const exportColumns = [
  'period',
  'zone',
  'zoneName',
  'crossings',
  'visits',
  'uniqueVisits',
  'bounces',
  'meanDwellSeconds',
  'passersBy',
  'entries',
  'dropInRate',
] as const;

type ExportRow = Partial<Record<(typeof exportColumns)[number], string | number>>;

/** `2026-01-31` or `2026-01-31 08:00`, in the location's time, from the parts that are there. */
function rowOfPeriod({ year, month, day, hour, minute }: Period): ExportRow {
  const two = (part: number | undefined) => String(part ?? 0).padStart(2, '0');
  const date = [year, month, day].filter((part) => part !== undefined).map(two);
  const time = hour === undefined ? '' : ` ${two(hour)}:${two(minute)}`;
  return { period: `${date.join('-')}${time}` };
}

/** One row of `zone_visitors`. A value that the plan does not include is marked, and is not 0. */
function rowOfVisits(visits: ZoneVisits): ExportRow {
  const { dwell } = visits;
  return {
    ...rowOfPeriod(visits.period),
    zone: visits.zone,
    ...(visits.zoneName !== undefined && { zoneName: visits.zoneName }),
    visits: visits.visits,
    uniqueVisits: visits.uniqueVisits,
    bounces: visits.bounces,
    meanDwellSeconds: typeof dwell === 'string' ? dwell : dwell.meanS,
  };
}

/** One row of `drop_in_rate`: of a zone, or of all requested zones together. */
function rowOfDropIn(row: DropInRow, zone?: ZoneDropIn): ExportRow {
  return {
    ...rowOfPeriod(row.period),
    ...(zone !== undefined && { zone: zone.zone }),
    ...(zone?.zoneName !== undefined && { zoneName: zone.zoneName }),
    passersBy: row.passersBy,
    entries: row.entries,
    dropInRate: row.rate,
  };
}
