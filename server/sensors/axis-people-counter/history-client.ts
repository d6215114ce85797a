import type { Resolution } from '#lib/contract/history.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { ok, type Result } from '#lib/result.ts';
import { type DeviceFile, fileOf } from '../http/device-file.ts';
import type { ParameterError } from '../parse/parameters.ts';
import { parseBody } from '../parse/parse-body.ts';
import { normaliseSerial } from '../parse/serial.ts';
import { readExportCsv } from './export-csv.ts';
import { readExportJson } from './export-json.ts';
import {
  countResolutions,
  dateOf,
  type ExportDays,
  type ExportQuery,
  exportOf,
  occupancyResolutions,
} from './export-query.ts';
import { type ExportTable, type RowKind, readRows, type Stretch } from './export-table.ts';
import { readExportXml } from './export-xml.ts';
import { type CountRow, countRows, type OccupancyRow, occupancyRows } from './history-rows.ts';
import { type StoredDays, storedDaysSchema, withoutExtraBrace } from './schema.ts';
import type { TvpcCalls } from './tvpc-calls.ts';
import type { TvpcPart } from './tvpc-roots.ts';

/** What a device remembers, oldest row first. */
export interface StoredRows<Row> {
  /** Upper-case hexadecimal without separators. */
  readonly serial?: string;
  readonly name?: string;
  readonly rows: readonly Row[];
}

/** The formats of rows; `cnt` is the vendor's own, for its desktop program, and only handed on. */
export type RowFormat = 'json' | 'csv' | 'xml';
export type FileFormat = RowFormat | 'cnt';

type Answer<T> = Promise<Result<T, SensorError | ParameterError>>;

/** A device needs seconds to gather a day; other calls wait meanwhile. */
const exportTimeoutMs = 30_000;

const mediaTypes: Readonly<Record<FileFormat, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  xml: 'application/xml',
  cnt: 'application/octet-stream',
};

/**
 * What AXIS People Counter remembers. Ask for rows of a few days at a time: they are at most 4 MiB. Files come
 * as they are, however long.
 * The last row may still grow: its `to` is later than the device's time then.
 */
export class HistoryClient {
  readonly #calls: TvpcCalls;
  readonly #timezone: string;

  constructor(calls: TvpcCalls, timezone: string) {
    this.#calls = calls;
    this.#timezone = timezone;
  }

  /** `list-cnt.json`: the days for which there are counts. */
  async storedDays(signal: AbortSignal): Promise<Result<StoredDays, SensorError>> {
    const call = { part: 'counting', access: '.api', query: 'list-cnt.json', signal } as const;
    const answer = await this.#calls.ask(call);
    return answer.ok ? parseBody(storedDaysSchema, withoutExtraBrace(answer.value.text)) : answer;
  }

  /** `export-json`, `export-csv` or `export-xml`: people in and out. */
  counts(query: ExportQuery, signal: AbortSignal, format: RowFormat = 'json'): Answer<StoredRows<CountRow>> {
    return this.#rows('counting', `export-${format}`, format, query, countRows, signal);
  }

  /** `occupancy-export-json`, `-csv` or `-xml`: people inside. Needs occupancy switched on. */
  occupancy(
    query: ExportQuery,
    signal: AbortSignal,
    format: RowFormat = 'json',
  ): Answer<StoredRows<OccupancyRow>> {
    return this.#rows('occupancy', `occupancy-export-${format}`, format, query, occupancyRows, signal);
  }

  /** `export-cnt`: counts in the vendor's binary format, as a file. */
  async countsBinary(days: ExportDays, signal: AbortSignal): Answer<DeviceFile> {
    const date = dateOf(days);
    if (!date.ok) return date;
    return this.#file('counting', 'export-cnt', `date=${date.value}`, 'cnt', signal);
  }

  /** The counts as the device prints them, as a file. */
  async countsFile(query: ExportQuery, format: RowFormat, signal: AbortSignal): Answer<DeviceFile> {
    const sent = exportOf(query, countResolutions);
    if (!sent.ok) return sent;
    return this.#file('counting', `export-${format}`, sent.value.query, format, signal);
  }

  /** The occupancy as the device prints it, as a file. */
  async occupancyFile(query: ExportQuery, format: RowFormat, signal: AbortSignal): Answer<DeviceFile> {
    const sent = exportOf(query, occupancyResolutions);
    if (!sent.ok) return sent;
    return this.#file('occupancy', `occupancy-export-${format}`, sent.value.query, format, signal);
  }

  async #rows<Cells extends object>(
    part: TvpcPart,
    name: string,
    format: RowFormat,
    wanted: ExportQuery,
    kind: RowKind<Cells>,
    signal: AbortSignal,
  ): Answer<StoredRows<Stretch & Cells>> {
    const sent = exportOf(wanted, resolutionsOf[part]);
    if (!sent.ok) return sent;
    const query = `${name}&${sent.value.query}`;
    const call = { part, access: '.api', query, signal, timeoutMs: exportTimeoutMs } as const;
    const answer = await this.#calls.askEither(name, call);
    if (!answer.ok) return answer;
    const table = await readTable(format, answer.value.text);
    if (!table.ok) return table;
    const rows = readRows(table.value, kind, this.#timezone, sent.value.seconds);
    if (!rows.ok) return rows;
    const serial = normaliseSerial(table.value.serial ?? '');
    const { name: deviceName } = table.value;
    return ok({
      rows: rows.value,
      ...(serial !== undefined && { serial }),
      ...(deviceName !== undefined && { name: deviceName }),
    });
  }

  async #file(
    part: TvpcPart,
    name: string,
    parameters: string,
    format: FileFormat,
    signal: AbortSignal,
  ): Answer<DeviceFile> {
    const query = `${name}&${parameters}`;
    const answer = await this.#calls.transfer(name, { part, access: '.api', query, signal });
    if (!answer.ok) return answer;
    const date = new URLSearchParams(parameters).get('date') ?? '';
    const subject = part === 'counting' ? 'counts' : 'occupancy';
    return fileOf(answer.value, mediaTypes[format], `${subject}-${date.replaceAll(',', '_')}.${format}`);
  }
}

const resolutionsOf: Readonly<Record<TvpcPart, readonly Resolution[]>> = {
  counting: countResolutions,
  occupancy: occupancyResolutions,
};

function readTable(
  format: RowFormat,
  text: string,
): Result<ExportTable, SensorError> | Promise<Result<ExportTable, SensorError>> {
  switch (format) {
    case 'json':
      return readExportJson(text);
    case 'csv':
      return readExportCsv(text);
    case 'xml':
      return readExportXml(text);
  }
}
