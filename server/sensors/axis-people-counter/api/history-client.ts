import { type DeviceFile, fileOf } from '#server/sensors/http/device-file.ts';
import { parseBody } from '#server/sensors/parse/parse-body.ts';
import type { SensorAnswer } from '#server/sensors/sensor-answer.ts';
import { type StoredDays, storedDaysSchema, withoutExtraBrace } from '../schema.ts';
import { type CountRow, countRows, type OccupancyRow, occupancyRows, readRows } from './export-rows.ts';
import type { TvpcCalls } from './tvpc-calls.ts';

/** `cnt` is the vendor's own format, for its desktop program. */
type FileFormat = keyof typeof mediaTypes;

/** A device needs seconds to collect a day; other calls wait meanwhile. */
const exportTimeoutMs = 30_000;

const mediaTypes = {
  json: 'application/json',
  csv: 'text/csv',
  xml: 'application/xml',
  cnt: 'application/octet-stream',
} as const;

/** `res` of an export (VAPIX People counter API, Request CSV data and Export occupancy), and its seconds. */
const resolutionNames = {
  '1m': { res: '1m', seconds: 60 },
  '15m': { res: '15m', seconds: 900 },
  '1h': { res: '1h', seconds: 3600 },
  '1d': { res: '24h', seconds: 86_400 },
} as const;

/** The exports of each subject: the beginning of their calls, and their resolutions. */
export const exportsOf = {
  counts: { part: 'counting', call: 'export', resolutions: ['15m', '1h', '1d'] },
  occupancy: { part: 'occupancy', call: 'occupancy-export', resolutions: ['1m', '15m', '1h', '1d'] },
} as const;
type Subject = keyof typeof exportsOf;

/** First and last day of the device's own calendar, both included, `YYYY-MM-DD`. */
export interface ExportDays {
  readonly from: string;
  readonly to: string;
}

/** A query of a device's memory. */
export interface ExportQuery extends ExportDays {
  readonly resolution: keyof typeof resolutionNames;
}

/**
 * The memory of AXIS People Counter. Request rows of a few days at a time: they are at most 4 MiB. Files are
 * streamed, however long. The last row may still grow: its `to` is later than the device's time then.
 */
export class HistoryClient {
  readonly #calls: TvpcCalls;
  readonly #timezone: string;

  constructor(calls: TvpcCalls, timezone: string) {
    this.#calls = calls;
    this.#timezone = timezone;
  }

  /** `list-cnt.json`: the days for which there are counts. */
  async storedDays(signal: AbortSignal): SensorAnswer<StoredDays> {
    const call = { part: 'counting', access: '.api', query: 'list-cnt.json', signal } as const;
    const answer = await this.#calls.ask(call);
    return answer.ok ? parseBody(storedDaysSchema, withoutExtraBrace(answer.value.text)) : answer;
  }

  /** `export-json`: people in and out, oldest first. */
  async counts(query: ExportQuery, signal: AbortSignal): SensorAnswer<CountRow[]> {
    const text = await this.#exported('counts', query, signal);
    return text.ok ? readRows(text.value, countRows, this.#timezone, secondsOf(query)) : text;
  }

  /** `occupancy-export-json`: people inside, oldest first. Needs occupancy switched on. */
  async occupancy(query: ExportQuery, signal: AbortSignal): SensorAnswer<OccupancyRow[]> {
    const text = await this.#exported('occupancy', query, signal);
    return text.ok ? readRows(text.value, occupancyRows, this.#timezone, secondsOf(query)) : text;
  }

  /** `export-cnt`: counts in the vendor's binary format, as a file. */
  countsBinary(days: ExportDays, signal: AbortSignal): SensorAnswer<DeviceFile> {
    return this.#file('counts', 'cnt', days, `date=${dateOf(days)}`, signal);
  }

  /** Counts or occupancy as the device prints them, as a file. */
  exportFile(
    subject: Subject,
    format: Exclude<FileFormat, 'cnt'>,
    query: ExportQuery,
    signal: AbortSignal,
  ): SensorAnswer<DeviceFile> {
    return this.#file(subject, format, query, parametersOf(query), signal);
  }

  async #exported(subject: Subject, query: ExportQuery, signal: AbortSignal): SensorAnswer<string> {
    const { part, call } = exportsOf[subject];
    const name = `${call}-json`;
    const answer = await this.#calls.askEither(name, {
      part,
      access: '.api',
      query: `${name}&${parametersOf(query)}`,
      signal,
      timeoutMs: exportTimeoutMs,
    });
    return answer.ok ? { ok: true, value: answer.value.text } : answer;
  }

  async #file(
    subject: Subject,
    format: FileFormat,
    days: ExportDays,
    parameters: string,
    signal: AbortSignal,
  ): SensorAnswer<DeviceFile> {
    const { part, call } = exportsOf[subject];
    const name = `${call}-${format}`;
    const query = `${name}&${parameters}`;
    const answer = await this.#calls.transfer(name, { part, access: '.api', query, signal });
    return answer.ok
      ? fileOf(answer.value, mediaTypes[format], `${subject}-${dateOf(days)}.${format}`)
      : answer;
  }
}

function parametersOf(query: ExportQuery): string {
  return `date=${dateOf(query)}&res=${resolutionNames[query.resolution].res}`;
}

function secondsOf({ resolution }: ExportQuery): number {
  return resolutionNames[resolution].seconds;
}

/** The `date` of an export: `20170512`, or `20170512-20170515`. */
function dateOf({ from, to }: ExportDays): string {
  return (from === to ? [from] : [from, to]).map((day) => day.replaceAll('-', '')).join('-');
}
