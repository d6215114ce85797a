import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { ok, type Result } from '#lib/result.ts';
import type { DeviceHttp } from '#server/sensors/http/device-http.ts';
import { checkParameters, type ParameterError } from '#server/sensors/parse/parameters.ts';
import type { SensorAnswer } from '#server/sensors/sensor-answer.ts';
import {
  type HistoryBin,
  idParameter,
  isPeriod,
  notAPeriod,
  type Period,
  periodParameters,
} from '../history.ts';
import { parseHistory } from './history.ts';
import {
  type LiveCount,
  parseDeviceInfo,
  parseLiveCounts,
  parseLiveLogics,
  type V5DeviceInfo,
  type V5LiveLogics,
} from './schema.ts';
import { V5Session } from './session.ts';

/** The sensor's own counts, or those of a group of sensors that it leads. */
export type V5Scope = 'singlesensor' | 'multisensor' | number;

export interface V5ClientOptions {
  /** Address of the sensor: `https://10.0.0.20`; a path is a prefix of `/api/v5`. */
  readonly url: string;
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly scope: V5Scope;
  /** Monotonic milliseconds. Default: the machine's. */
  readonly monotonic?: () => number;
}

/** What the history can be asked. */
export interface HistoryQuery extends Period {
  /** Minutes a bin lasts, 1 to 1440. Default 1. */
  readonly resolutionMin?: number;
}

const minutes = 'whole minutes from 1 to 1440';
const historyQuerySchema = z
  .object({
    ...periodParameters,
    resolutionMin: z.int(minutes).min(1, minutes).max(1440, minutes).optional(),
  })
  .refine(isPeriod, notAPeriod);

const resetQuerySchema = z.object({ logicId: idParameter });

const api = '/api/v5';

/** A Xovis sensor with firmware 5: one method per call. Keeps the token of its one login. */
export class V5Client {
  readonly #http: DeviceHttp;
  readonly #root: string;
  readonly #data: string;
  readonly #session: V5Session;

  constructor(http: DeviceHttp, { url, credentials, scope, monotonic }: V5ClientOptions) {
    const { pathname, protocol } = new URL(url);
    this.#http = http;
    this.#root = `${pathname.replace(/\/+$/, '').replace(/\/api\/v5$/, '')}${api}`;
    this.#data = `${this.#root}/${typeof scope === 'number' ? `multisensors/${scope}` : scope}/data`;
    this.#session = new V5Session(http, {
      isSecure: protocol === 'https:',
      loginPath: `${this.#root}/users/login`,
      ...(credentials === undefined ? {} : { credentials }),
      monotonic: monotonic ?? (() => performance.now()),
    });
  }

  /** Number of logins: after a new login another device may answer. */
  get logins(): number {
    return this.#session.logins;
  }

  /** `GET …/data/live/logics`: every line and zone with its counts now. */
  async liveLogics(signal: AbortSignal): SensorAnswer<V5LiveLogics> {
    const answer = await this.#send('GET', `${this.#data}/live/logics`, signal);
    return answer.ok ? parseLiveLogics(answer.value) : answer;
  }

  /** `GET …/data/live/counts`: the same numbers without their logics. */
  async liveCounts(signal: AbortSignal): SensorAnswer<readonly LiveCount[]> {
    const answer = await this.#send('GET', `${this.#data}/live/counts`, signal);
    return answer.ok ? parseLiveCounts(answer.value) : answer;
  }

  /** `POST …/data/live/logics/{id}/reset`: the counts of one logic start again at 0. */
  async resetLogic(
    logicId: string,
    signal: AbortSignal,
  ): Promise<Result<void, SensorError | ParameterError>> {
    const checked = checkParameters(resetQuerySchema, { logicId });
    if (!checked.ok) return checked;
    const path = `${this.#data}/live/logics/${encodeURIComponent(logicId)}/reset`;
    const answer = await this.#send('POST', path, signal);
    return answer.ok ? ok(undefined) : answer;
  }

  /** `POST …/data/live/counts/reset`: the counts of every logic start again at 0. */
  async resetCounts(signal: AbortSignal): SensorAnswer<void> {
    const answer = await this.#send('POST', `${this.#data}/live/counts/reset`, signal);
    return answer.ok ? ok(undefined) : answer;
  }

  /** `GET …/data/history/logics`: what was counted, bin by bin. Bins without data are left out. */
  async history(
    query: HistoryQuery,
    signal: AbortSignal,
  ): Promise<Result<readonly HistoryBin[], SensorError | ParameterError>> {
    const checked = checkParameters(historyQuerySchema, query);
    if (!checked.ok) return checked;
    const { fromMs, toMs, resolutionMin = 1 } = checked.value;
    const asked = `begin=${fromMs}&end=${toMs}&resolution_min=${resolutionMin}&time_format=RFC3339`;
    const answer = await this.#send('GET', `${this.#data}/history/logics?${asked}`, signal);
    return answer.ok ? parseHistory(answer.value) : answer;
  }

  /** `GET /api/v5/device/info`: which device it is. */
  async deviceInfo(signal: AbortSignal): SensorAnswer<V5DeviceInfo> {
    const answer = await this.#send('GET', `${this.#root}/device/info`, signal);
    return answer.ok ? parseDeviceInfo(answer.value) : answer;
  }

  async #send(method: 'GET' | 'POST', path: string, signal: AbortSignal): SensorAnswer<string> {
    const answer = await this.#session.send(
      (headers) => this.#http.request({ method, path, headers, signal }),
      signal,
    );
    return answer.ok ? ok(answer.value.text) : answer;
  }
}
