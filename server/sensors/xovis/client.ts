import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Result } from '#lib/result.ts';
import type { DeviceHttp } from '../http/device-http.ts';
import { KeySignIn } from './key-sign-in.ts';
import type { XovisOptions } from './options.ts';
import { type CurrentOccupancy, parseCurrentOccupancy } from './schema.ts';

/** A Xovis gateway (or cloud): one method per call of its API. Keeps which way of signing in was taken. */
export class GatewayClient {
  readonly #http: DeviceHttp;
  readonly #basePath: string;
  readonly #locationId: string | undefined;
  readonly #signIn: KeySignIn;

  /** @param url where the API begins, its path included: `http://192.168.1.100/api/v1` */
  constructor(http: DeviceHttp, url: string, options: XovisOptions) {
    this.#http = http;
    this.#basePath = new URL(url).pathname.replace(/\/+$/, '');
    this.#locationId = options.locationId;
    this.#signIn = new KeySignIn(options);
  }

  /** `GET /occupancy/current[?locationId=]`: the people in each zone now. */
  async currentOccupancy(signal: AbortSignal): Promise<Result<CurrentOccupancy, SensorError>> {
    const query = this.#locationId === undefined ? '' : `?locationId=${encodeURIComponent(this.#locationId)}`;
    const path = `${this.#basePath}/occupancy/current${query}`;
    const answer = await this.#signIn.send((headers) =>
      this.#http.request({
        method: 'GET',
        path,
        headers: { accept: 'application/json', ...headers },
        signal,
      }),
    );
    return answer.ok ? parseCurrentOccupancy(answer.value.text) : answer;
  }
}
