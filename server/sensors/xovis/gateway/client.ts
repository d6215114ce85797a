import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { DeviceHttp } from '#server/sensors/http/device-http.ts';
import { checkParameters, type ParameterError } from '#server/sensors/parse/parameters.ts';
import type { SensorAnswer, SensorResult } from '#server/sensors/sensor-answer.ts';
import {
  durationParameter,
  idParameter,
  isPeriod,
  notAPeriod,
  type Period,
  periodParameters,
} from '../history.ts';
import type { XovisOptions } from '../schema.ts';
import { type Dwell, type PathFlow, parseDwell, parsePaths } from './analytics.ts';
import { type CountHistory, parseCounts, type RowLength } from './counts.ts';
import { KeySignIn } from './key-sign-in.ts';
import {
  type CurrentOccupancy,
  type GatewaySensor,
  parseCurrentOccupancy,
  parseQueueStatus,
  parseSensors,
  type QueueStatus,
} from './schema.ts';

/** The result of a call: its error is the gateway's, or a wrong parameter, for which nothing was sent. */
type Called<T> = Promise<Result<T, SensorError | ParameterError>>;
type Query = Readonly<Record<string, string | undefined>>;

/** Which counts are asked for. */
export interface CountsQuery extends Period {
  readonly sensorId?: string;
}

/** The parameters of `GET /data/count`. */
export interface DataCountQuery extends Period {
  readonly sensorId: string;
  /** Default: all zones. */
  readonly zoneId?: number;
  /** Default `1h`. */
  readonly granularity?: '1h' | '1d';
}

const countsQuerySchema = z
  .object({ ...periodParameters, sensorId: idParameter.optional() })
  .refine(isPeriod, notAPeriod);

const dataCountQuerySchema = z
  .object({
    ...periodParameters,
    sensorId: idParameter,
    zoneId: z.int('a whole number of 0 or more').min(0, 'a whole number of 0 or more').optional(),
    granularity: z.enum(['1h', '1d'], '1h or 1d').optional(),
  })
  .refine(isPeriod, notAPeriod);

const dwellQuerySchema = z.object({ zoneId: idParameter, interval: durationParameter });

/** Parameter names of the period of `/counts/interval`: the text only says that it needs "start/end time". */
const periodNames = [
  ['start', 'end', 'sensorId'],
  ['from', 'to', 'sensorId'],
  ['start_ts', 'end_ts', 'sensor_id'],
] as const;

/**
 * A Xovis gateway (or cloud): one method per call of its API. Keeps what it learned: which way of signing in
 * was accepted, and the parameter names of one call.
 */
export class GatewayClient {
  readonly #http: DeviceHttp;
  readonly #basePath: string;
  readonly #locationId: string | undefined;
  readonly #timezone: string;
  readonly #signIn: KeySignIn;
  #periodNames: (typeof periodNames)[number] | undefined;

  /**
   * @param url where the API begins, its path included: `http://192.168.1.100/api/v1`
   * @param timezone IANA zone of the site, for times that name none
   */
  constructor(http: DeviceHttp, url: string, options: XovisOptions, timezone = 'UTC') {
    this.#http = http;
    this.#basePath = new URL(url).pathname.replace(/\/+$/, '');
    this.#locationId = options.locationId;
    this.#timezone = timezone;
    this.#signIn = new KeySignIn(options);
  }

  /** `GET /occupancy/current[?locationId=]`: the people in each zone now. */
  async currentOccupancy(signal: AbortSignal): SensorAnswer<CurrentOccupancy> {
    const answer = await this.#get('/occupancy/current', { locationId: this.#locationId }, signal);
    return answer.ok ? parseCurrentOccupancy(answer.value) : answer;
  }

  /** `GET /queue/status`: how many people wait in each queue that is monitored. */
  async queueStatus(signal: AbortSignal): SensorAnswer<QueueStatus> {
    const answer = await this.#get('/queue/status', {}, signal);
    return answer.ok ? parseQueueStatus(answer.value) : answer;
  }

  /** `GET /sensors`: the sensors that are connected to the gateway. */
  async sensors(signal: AbortSignal): SensorAnswer<readonly GatewaySensor[]> {
    const answer = await this.#get('/sensors', {}, signal);
    return answer.ok ? parseSensors(answer.value) : answer;
  }

  /** `GET /counts/hourly?from&to&sensorId`: people in and out, hour by hour. */
  async hourlyCounts(query: CountsQuery, signal: AbortSignal): Called<CountHistory> {
    const checked = checkParameters(countsQuerySchema, query);
    if (!checked.ok) return checked;
    const { from, to } = times(query);
    const answer = await this.#get('/counts/hourly', { from, to, sensorId: query.sensorId }, signal);
    return this.#counts(answer, 'hour', query);
  }

  /** `GET /counts/interval`: people in and out, at the finest resolution that the gateway stores. */
  async intervalCounts(query: CountsQuery, signal: AbortSignal): Called<CountHistory> {
    const checked = checkParameters(countsQuerySchema, query);
    if (!checked.ok) return checked;
    const { from, to } = times(query);
    for (const names of this.#periodNames === undefined ? periodNames : [this.#periodNames]) {
      const [start, end, sensorId] = names;
      const asked = { [start]: from, [end]: to, [sensorId]: query.sensorId };
      const answer = await this.#get('/counts/interval', asked, signal);
      if (!answer.ok && isBadRequest(answer.error) && names !== periodNames.at(-1)) continue;
      if (answer.ok) this.#periodNames = names;
      return this.#counts(answer, 'unknown', query);
    }
    return fail({ kind: 'http-status', status: 400 });
  }

  /** `GET /data/count?sensor_id&zone_id&start_ts&end_ts&granularity`: people in, out and passing by. */
  async dataCount(query: DataCountQuery, signal: AbortSignal): Called<CountHistory> {
    const { sensorId, zoneId, granularity = '1h' } = query;
    const checked = checkParameters(dataCountQuerySchema, query);
    if (!checked.ok) return checked;
    const { from, to } = times(query);
    const answer = await this.#get(
      '/data/count',
      { sensor_id: sensorId, zone_id: zoneId?.toString(), start_ts: from, end_ts: to, granularity },
      signal,
    );
    return this.#counts(answer, granularity === '1d' ? 'day' : 'hour', query);
  }

  /**
   * `GET /zones/{id}/dwell?interval=PT1H`: how long people stay in a zone, on average.
   *
   * @param interval the time before now, an ISO 8601 duration
   */
  async dwell(zoneId: string, interval: string, signal: AbortSignal): Called<readonly Dwell[]> {
    const checked = checkParameters(dwellQuerySchema, { zoneId, interval });
    if (!checked.ok) return checked;
    const answer = await this.#get(`/zones/${encodeURIComponent(zoneId)}/dwell`, { interval }, signal);
    return answer.ok ? parseDwell(answer.value, zoneId) : answer;
  }

  /**
   * `GET /analytics/paths`: how people move between zones. "Requires enabling Path Analytics in XCS": 404 with
   * an accepted key means `switched-off`.
   */
  async paths(signal: AbortSignal): SensorAnswer<readonly PathFlow[]> {
    const answer = await this.#get('/analytics/paths', {}, signal);
    if (answer.ok) return parsePaths(answer.value);
    const isOff = answer.error.kind === 'not-found' || answer.error.kind === 'forbidden';
    return isOff ? fail({ kind: 'switched-off', feature: 'Path Analytics' }) : answer;
  }

  async #get(path: string, query: Query, signal: AbortSignal): SensorAnswer<string> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const text = given.map(([name, value]) => `${name}=${encoded(value ?? '')}`).join('&');
    const answer = await this.#signIn.send((headers) =>
      this.#http.request({
        method: 'GET',
        path: `${this.#basePath}${path}${text === '' ? '' : `?${text}`}`,
        headers: { accept: 'application/json', ...headers },
        signal,
      }),
    );
    return answer.ok ? ok(answer.value.text) : answer;
  }

  #counts(
    answer: SensorResult<string>,
    length: RowLength,
    { fromMs, toMs }: Period,
  ): SensorResult<CountHistory> {
    return answer.ok ? parseCounts(answer.value, length, { fromMs, toMs }, this.#timezone) : answer;
  }
}

/** Whole seconds of UTC, as printed: `2025-01-01T00:00:00Z`. */
function times({ fromMs, toMs }: Period): { readonly from: string; readonly to: string } {
  const print = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');
  return { from: print(fromMs), to: print(toMs) };
}

/** Times are sent as documented: colons are allowed in a query (RFC 3986, 3.4). */
function encoded(value: string): string {
  return encodeURIComponent(value).replaceAll('%3A', ':');
}

function isBadRequest(error: SensorError): boolean {
  return error.kind === 'http-status' && (error.status === 400 || error.status === 422);
}
