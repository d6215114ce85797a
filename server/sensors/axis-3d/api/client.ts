import { randomUUID } from 'node:crypto';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { type DeviceFile, fileOf } from '#server/sensors/http/device-file.ts';
import type { DeviceHttp } from '#server/sensors/http/device-http.ts';
import { textOf } from '#server/sensors/http/device-text.ts';
import { type ParameterError, wrongParameter } from '#server/sensors/parse/parameters.ts';
import type { SensorAnswer } from '#server/sensors/sensor-answer.ts';
import { badRequestIn, type Occupancy, occupancySchema, readAnswer, receivedSchema } from '../schema.ts';
import { type CountRow, countRowsIn } from './export-rows.ts';

/** Upper limit of an occupancy that is set on a device. */
const maxOccupancy = 1_000_000;

/** A device needs seconds to collect many days; other calls wait meanwhile. */
const exportTimeoutMs = 30_000;

/** The exports of each subject, and their resolutions. */
export const exportsOf = {
  counts: { call: 'export', resolutions: ['1m', '1h', '1d'] },
  occupancy: { call: 'export_occupancy', resolutions: ['1h', '1d'] },
} as const;

const resolutionNames = {
  '1m': { name: 'minute', seconds: 60 },
  '1h': { name: 'hour', seconds: 3600 },
  '1d': { name: 'day', seconds: 86_400 },
} as const;

/** An export from `start` on, up to and without `end`. */
export interface ExportQuery {
  /** A day of the device's calendar, `YYYY-MM-DD`; the device also knows `yesterday`, `today` and `now`. */
  readonly start: string;
  readonly end: string;
  readonly resolution: keyof typeof resolutionNames;
}

/** The calls of the AXIS P8815-2 3D People Counter, typed. An error in a body of status 200 is `device`. */
export class Axis3dClient {
  readonly #http: DeviceHttp;
  readonly #prefix: string;
  readonly #timezone: string;

  /**
   * @param prefix path before the device's own, without trailing slash
   * @param timezone IANA zone of the device's clock
   */
  constructor(http: DeviceHttp, prefix: string, timezone: string) {
    this.#http = http;
    this.#prefix = prefix;
    this.#timezone = timezone;
  }

  /** `/a3dpc/api/occupancy`: people inside, with the totals behind it. */
  async occupancy(signal: AbortSignal): SensorAnswer<Occupancy> {
    const path = `${this.#prefix}/a3dpc/api/occupancy`;
    const answer = await this.#http.request({ method: 'GET', path, signal });
    return answer.ok ? readAnswer(occupancySchema, answer.value.text) : answer;
  }

  /**
   * `adjustOccupancy`: sets the people inside. Success is only that the request was received: read the
   * occupancy back.
   */
  async adjustOccupancy(
    occupancy: number,
    signal: AbortSignal,
  ): Promise<Result<void, SensorError | ParameterError>> {
    if (!Number.isInteger(occupancy) || occupancy < 0 || occupancy > maxOccupancy)
      return fail(wrongParameter('occupancy', `a whole number from 0 to ${maxOccupancy}`, occupancy));
    return this.#command({ method: 'adjustOccupancy', params: { occupancy } }, signal);
  }

  /**
   * `restartPassthroughCountdown`: counts passers-by from 0 again, without an event for those counted so far.
   * Refused with 1200 where passthrough events are turned off.
   */
  restartPassthroughCountdown(signal: AbortSignal): SensorAnswer<void> {
    return this.#command({ method: 'restartPassthroughCountdown' }, signal);
  }

  /**
   * `export/json`: people in and out, oldest first, at most 4 MiB (some weeks of minutes). The last row may
   * still grow: its `to` is later than the device's time then.
   */
  async counts(query: ExportQuery, signal: AbortSignal): SensorAnswer<CountRow[]> {
    const answer = await this.#http.request({
      method: 'GET',
      path: this.#exportPath('counts', 'json', query),
      signal,
      timeoutMs: exportTimeoutMs,
      wantedStatuses: [400],
    });
    if (!answer.ok) return answer;
    const { status, text } = answer.value;
    if (status === 400) return fail(badRequestIn(text));
    return countRowsIn(text, this.#timezone, resolutionNames[query.resolution].seconds);
  }

  /** `export` and `export_occupancy` as the device prints them: people in and out, or the most people inside. */
  async exportFile(
    subject: keyof typeof exportsOf,
    format: 'csv' | 'json',
    query: ExportQuery,
    signal: AbortSignal,
  ): SensorAnswer<DeviceFile> {
    const path = this.#exportPath(subject, format, query);
    const answer = await this.#http.transfer({ method: 'GET', path, signal, wantedStatuses: [400] });
    if (!answer.ok) return answer;
    if (answer.value.status === 400) {
      const refusal = await textOf(answer.value);
      return refusal.ok ? fail(badRequestIn(refusal.value)) : refusal;
    }
    const mediaType = format === 'json' ? 'application/json' : 'text/csv';
    return fileOf(
      answer.value,
      mediaType,
      `${subject}-${query.start}-${query.end}-${query.resolution}.${format}`,
    );
  }

  #exportPath(
    subject: keyof typeof exportsOf,
    format: string,
    { start, end, resolution }: ExportQuery,
  ): string {
    const days = `start=${start.replaceAll('-', '')}&end=${end.replaceAll('-', '')}`;
    const { name } = resolutionNames[resolution];
    return `${this.#prefix}/a3dpc/api/${exportsOf[subject].call}/${format}?${days}&resolution=${name}`;
  }

  async #command(command: object, signal: AbortSignal): SensorAnswer<void> {
    const answer = await this.#http.request({
      method: 'POST',
      path: `${this.#prefix}/axis-cgi/a3dpc.cgi`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ apiVersion: '1', context: randomUUID(), ...command }),
      signal,
    });
    if (!answer.ok) return answer;
    const received = readAnswer(receivedSchema, answer.value.text);
    return received.ok ? ok(undefined) : received;
  }
}
