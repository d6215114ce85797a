import type { z } from 'zod';
import { type DeviceFile, fileOf } from '#server/sensors/http/device-file.ts';
import type { DeviceAnswer, DeviceHttp, DeviceStream } from '#server/sensors/http/device-http.ts';
import { parseBody } from '#server/sensors/parse/parse-body.ts';
import type { SensorAnswer } from '#server/sensors/sensor-answer.ts';
import {
  type Counts,
  countsSchema,
  type FrameRates,
  frameRatesSchema,
  type ParameterValue,
  parametersSchema,
  parseSignal,
} from '../schema.ts';
import { type CountedSpan, readExport } from './export-rows.ts';

const mediaTypes = { csv: 'text/csv', json: 'application/json' } as const;
type FileFormat = keyof typeof mediaTypes;

/** The widths of rows that a device exports. */
const resolutionNames = {
  '1m': { name: 'minute', seconds: 60 },
  '1h': { name: 'hour', seconds: 3600 },
  '1d': { name: 'day', seconds: 86_400 },
} as const;
export const exportResolutions = ['1m', '1h', '1d'] as const;

/** What to export (VAPIX 3D people counter API, old version, "List download statistics"). */
export interface ExportQuery {
  /** First and last day of the device's calendar, both included, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** The length of a row. */
  readonly resolution: (typeof exportResolutions)[number];
}

/** A full export takes a camera a while. */
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
  counts(signal: AbortSignal): SensorAnswer<Counts> {
    return this.#json(countsSchema, '/stereo/people-counter/counts.json', signal);
  }

  /** Stored counts, read from the device's CSV, in the order of the file. */
  async exportCsv(query: ExportQuery, signal: AbortSignal): SensorAnswer<CountedSpan[]> {
    const answer = await this.#get(exportPath('csv', query, 'open'), signal, exportTimeoutMs);
    if (!answer.ok) return answer;
    return readExport(answer.value.text, resolutionNames[query.resolution].seconds, this.#zone);
  }

  /** Stored counts as the device writes them. */
  async exportFile(format: FileFormat, query: ExportQuery, signal: AbortSignal): SensorAnswer<DeviceFile> {
    const path = this.#prefix + exportPath(format, query, 'download');
    const answer = await this.#http.transfer({ method: 'GET', path, signal });
    if (!answer.ok) return answer;
    return fileOf(answer.value, mediaTypes[format], nameIn(answer.value) ?? `people-counter.${format}`);
  }

  /** Frames per second that the device works through. */
  frameRates(signal: AbortSignal): SensorAnswer<FrameRates> {
    return this.#json(frameRatesSchema, '/stereo/fps.json', signal);
  }

  /** The latest I/O signal. */
  async signal(signal: AbortSignal): SensorAnswer<boolean> {
    const answer = await this.#get('/stereo/io.json', signal);
    return answer.ok ? parseSignal(answer.value.text) : answer;
  }

  /** All parameters that are set, by their names; nested ones with dots. */
  parameters(signal: AbortSignal): SensorAnswer<ReadonlyMap<string, ParameterValue>> {
    return this.#json(parametersSchema, '/stereo/params.json', signal);
  }

  async #json<S extends z.ZodType>(schema: S, path: string, signal: AbortSignal): SensorAnswer<z.infer<S>> {
    const answer = await this.#get(path, signal);
    return answer.ok ? parseBody(schema, answer.value.text) : answer;
  }

  #get(path: string, signal: AbortSignal, timeoutMs?: number): SensorAnswer<DeviceAnswer> {
    return this.#http.request({
      method: 'GET',
      path: `${this.#prefix}${path}`,
      signal,
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  }
}

/** @param method to view or to download: it changes the device's headers */
function exportPath(
  format: FileFormat,
  { from, to, resolution }: ExportQuery,
  method: 'open' | 'download',
): string {
  const date = (from === to ? [from] : [from, to]).map((day) => day.replaceAll('-', '')).join('-');
  const { name } = resolutionNames[resolution];
  return `/stereo/people-counter/export.${format}?resolution=${name}&date=${date}&method=${method}`;
}

/** The file's name where the device sends one, reduced to letters that are safe in a name. */
function nameIn({ headers }: DeviceStream): string | undefined {
  const disposition = String(headers['content-disposition'] ?? '');
  const name = /filename="?([^";]+)/i.exec(disposition)?.[1]?.replaceAll(/[^\w.-]/g, '_');
  return name === undefined || name === '' ? undefined : name;
}
