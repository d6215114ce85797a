import type { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Result } from '#lib/result.ts';
import { type DeviceFile, fileOf } from '../http/device-file.ts';
import type { DeviceAnswer, DeviceHttp, DeviceStream } from '../http/device-http.ts';
import { checkParameters, type ParameterError } from '../parse/parameters.ts';
import { parseBody } from '../parse/parse-body.ts';
import {
  binSecondsOf,
  type CheckedExportQuery,
  type ExportQuery,
  exportQuerySchema,
  exportQueryText,
} from './export-query.ts';
import { type ExportedCounts, placeRows } from './exported-counts.ts';
import { parseExportedCsv, parseExportedJson } from './exported-rows.ts';
import {
  type Counts,
  countsSchema,
  type FrameRates,
  frameRatesSchema,
  type ParameterValue,
  parametersSchema,
  parseSignal,
} from './schema.ts';

export type ExportFormat = 'csv' | 'json';

/** The parameters of an export are checked before anything is sent. */
export type ExportError = SensorError | ParameterError;

const mediaTypes = { csv: 'text/csv', json: 'application/json' } as const;

const rowsIn = { csv: parseExportedCsv, json: parseExportedJson } as const;

/** An export of everything takes a camera a while. */
const exportTimeoutMs = 60_000;

/** The calls of AXIS 3D People Counter in its old version, typed: one method per documented call. */
export class AxisStereoClient {
  readonly #http: DeviceHttp;
  readonly #prefix: string;
  readonly #zone: string;

  /**
   * @param prefix path before the application's own, without trailing slash
   * @param zone IANA zone in which the device prints times that name none
   */
  constructor(http: DeviceHttp, prefix: string, zone: string) {
    this.#http = http;
    this.#prefix = prefix;
    this.#zone = zone;
  }

  /** People in and out since the device's midnight. */
  counts(signal: AbortSignal): Promise<Result<Counts, SensorError>> {
    return this.#json(countsSchema, '/stereo/people-counter/counts.json', signal);
  }

  /** Stored counts, read from the device's CSV. */
  exportCsv(query: ExportQuery, signal: AbortSignal): Promise<Result<ExportedCounts, ExportError>> {
    return this.#exported('csv', query, signal);
  }

  /** Stored counts, read from the device's JSON. */
  exportJson(query: ExportQuery, signal: AbortSignal): Promise<Result<ExportedCounts, ExportError>> {
    return this.#exported('json', query, signal);
  }

  /** Stored counts as the device writes them. */
  async exportFile(
    format: ExportFormat,
    query: ExportQuery,
    signal: AbortSignal,
  ): Promise<Result<DeviceFile, ExportError>> {
    const checked = checkParameters(exportQuerySchema, query);
    if (!checked.ok) return checked;
    const path = this.#prefix + exportPath(format, checked.value);
    const answer = await this.#http.transfer({ method: 'GET', path, signal });
    if (!answer.ok) return answer;
    return fileOf(answer.value, mediaTypes[format], nameIn(answer.value) ?? `people-counter.${format}`);
  }

  /** Frames per second that the device works through. */
  frameRates(signal: AbortSignal): Promise<Result<FrameRates, SensorError>> {
    return this.#json(frameRatesSchema, '/stereo/fps.json', signal);
  }

  /** The latest I/O signal. */
  async signal(signal: AbortSignal): Promise<Result<boolean, SensorError>> {
    const answer = await this.#get('/stereo/io.json', signal);
    return answer.ok ? parseSignal(answer.value.text) : answer;
  }

  /** All parameters that are set, by their names; nested ones with dots. */
  parameters(signal: AbortSignal): Promise<Result<ReadonlyMap<string, ParameterValue>, SensorError>> {
    return this.#json(parametersSchema, '/stereo/params.json', signal);
  }

  async #exported(
    format: ExportFormat,
    query: ExportQuery,
    signal: AbortSignal,
  ): Promise<Result<ExportedCounts, ExportError>> {
    const checked = checkParameters(exportQuerySchema, query);
    if (!checked.ok) return checked;
    const answer = await this.#export(format, checked.value, signal);
    if (!answer.ok) return answer;
    const rows = rowsIn[format](answer.value.text);
    return rows.ok ? placeRows(rows.value, binSecondsOf(checked.value), this.#zone) : rows;
  }

  #export(
    format: ExportFormat,
    query: CheckedExportQuery,
    signal: AbortSignal,
  ): Promise<Result<DeviceAnswer, SensorError>> {
    return this.#get(exportPath(format, query), signal, exportTimeoutMs);
  }

  async #json<S extends z.ZodType>(
    schema: S,
    path: string,
    signal: AbortSignal,
  ): Promise<Result<z.infer<S>, SensorError>> {
    const answer = await this.#get(path, signal);
    return answer.ok ? parseBody(schema, answer.value.text) : answer;
  }

  #get(path: string, signal: AbortSignal, timeoutMs?: number): Promise<Result<DeviceAnswer, SensorError>> {
    return this.#http.request({
      method: 'GET',
      path: `${this.#prefix}${path}`,
      signal,
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  }
}

function exportPath(format: ExportFormat, query: CheckedExportQuery): string {
  return `/stereo/people-counter/export.${format}?${exportQueryText(query)}`;
}

/** The file's name where the device sends one, reduced to letters that are safe in a name. */
function nameIn({ headers }: DeviceStream): string | undefined {
  const disposition = String(headers['content-disposition'] ?? '');
  const name = /filename="?([^";]+)/i.exec(disposition)?.[1]?.replaceAll(/[^\w.-]/g, '_');
  return name === undefined || name === '' ? undefined : name;
}
