import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, type Result } from '#lib/result.ts';
import { type DeviceFile, fileOf } from '../http/device-file.ts';
import type { DeviceAnswer, DeviceHttp } from '../http/device-http.ts';
import { textOf } from '../http/device-text.ts';
import type { ParameterError } from '../parse/parameters.ts';
import { badRequestIn } from './answer.ts';
import {
  countResolutions,
  type ExportQuery,
  exportOf,
  occupancyResolutions,
  type SentExport,
} from './export-query.ts';
import {
  type CountRow,
  countRows,
  type PeakRow,
  type PrintedRow,
  peakRows,
  type RowKind,
  readRows,
  type Stretch,
} from './history-rows.ts';
import { rowsInCsv, rowsInJson } from './printed-rows.ts';

export type RowFormat = 'json' | 'csv';

type Answer<T> = Promise<Result<T, SensorError | ParameterError>>;

/** A device needs seconds to gather many days; other calls wait meanwhile. */
const exportTimeoutMs = 30_000;

const mediaTypes: Readonly<Record<RowFormat, string>> = { json: 'application/json', csv: 'text/csv' };

const offeredBy = { export: countResolutions, export_occupancy: occupancyResolutions } as const;
type ExportCall = keyof typeof offeredBy;

/**
 * What the AXIS P8815-2 remembers. Ask for rows of a few weeks of minutes at a time: they are at most 4 MiB.
 * Files come as they are, however long.
 * The last row may still grow: its `to` is later than the device's time then.
 */
export class HistoryClient {
  readonly #http: DeviceHttp;
  readonly #prefix: string;
  readonly #timezone: string;

  constructor(http: DeviceHttp, prefix: string, timezone: string) {
    this.#http = http;
    this.#prefix = prefix;
    this.#timezone = timezone;
  }

  /** `export/json` or `export/csv`: people in and out, oldest first. */
  counts(query: ExportQuery, signal: AbortSignal, format: RowFormat = 'json'): Answer<CountRow[]> {
    return this.#rows('export', countRows, query, format, signal);
  }

  /** `export_occupancy/json` or `export_occupancy/csv`: the most people inside, oldest first. */
  peaks(query: ExportQuery, signal: AbortSignal, format: RowFormat = 'json'): Answer<PeakRow[]> {
    return this.#rows('export_occupancy', peakRows, query, format, signal);
  }

  /** The counts as the device prints them, as a file. */
  countsFile(query: ExportQuery, format: RowFormat, signal: AbortSignal): Answer<DeviceFile> {
    return this.#file('export', 'counts', query, format, signal);
  }

  /** The most people inside as the device prints them, as a file. */
  peaksFile(query: ExportQuery, format: RowFormat, signal: AbortSignal): Answer<DeviceFile> {
    return this.#file('export_occupancy', 'occupancy', query, format, signal);
  }

  async #rows<Cells extends object>(
    call: ExportCall,
    kind: RowKind<Cells>,
    query: ExportQuery,
    format: RowFormat,
    signal: AbortSignal,
  ): Answer<(Stretch & Cells)[]> {
    const sent = exportOf(query, offeredBy[call]);
    if (!sent.ok) return sent;
    const answer = await this.#ask(call, format, sent.value, signal);
    if (!answer.ok) return answer;
    const { text } = answer.value;
    const printed: Result<PrintedRow[], SensorError> =
      format === 'json' ? rowsInJson(text) : await rowsInCsv(text);
    return printed.ok ? readRows(printed.value, kind, this.#timezone, sent.value.seconds) : printed;
  }

  async #file(
    call: ExportCall,
    subject: string,
    query: ExportQuery,
    format: RowFormat,
    signal: AbortSignal,
  ): Answer<DeviceFile> {
    const sent = exportOf(query, offeredBy[call]);
    if (!sent.ok) return sent;
    const answer = await this.#http.transfer({
      method: 'GET',
      path: this.#path(call, format, sent.value),
      signal,
      wantedStatuses: [400],
    });
    if (!answer.ok) return answer;
    if (answer.value.status === 400) {
      const said = await textOf(answer.value);
      return said.ok ? fail(badRequestIn(said.value)) : said;
    }
    const fileName = `${subject}-${query.start}-${query.end}-${query.resolution}.${format}`;
    return fileOf(answer.value, mediaTypes[format], fileName);
  }

  #path(call: ExportCall, format: RowFormat, { query }: SentExport): string {
    return `${this.#prefix}/a3dpc/api/${call}/${format}?${query}`;
  }

  async #ask(
    call: ExportCall,
    format: RowFormat,
    sent: SentExport,
    signal: AbortSignal,
  ): Promise<Result<DeviceAnswer, SensorError>> {
    const answer = await this.#http.request({
      method: 'GET',
      path: this.#path(call, format, sent),
      signal,
      timeoutMs: exportTimeoutMs,
      wantedStatuses: [400],
    });
    return answer.ok && answer.value.status === 400 ? fail(badRequestIn(answer.value.text)) : answer;
  }
}
