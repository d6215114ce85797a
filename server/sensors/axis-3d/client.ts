import { randomUUID } from 'node:crypto';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { DeviceHttp } from '../http/device-http.ts';
import { type ParameterError, wrongParameter } from '../parse/parameters.ts';
import { readAnswer } from './answer.ts';
import { HistoryClient } from './history-client.ts';
import { type Occupancy, occupancySchema, receivedSchema } from './schema.ts';

/** More people than a device is ever told to hold. */
const maxOccupancy = 1_000_000;

/** The calls of the AXIS P8815-2 3D People Counter, typed. An error in a body of status 200 is `device`. */
export class Axis3dClient {
  readonly history: HistoryClient;
  readonly #http: DeviceHttp;
  readonly #prefix: string;

  /**
   * @param prefix path before the device's own, without trailing slash
   * @param timezone IANA zone of the device's clock
   */
  constructor(http: DeviceHttp, prefix: string, timezone: string) {
    this.#http = http;
    this.#prefix = prefix;
    this.history = new HistoryClient(http, prefix, timezone);
  }

  /** `/a3dpc/api/occupancy`: people inside, with the totals behind it. */
  async occupancy(signal: AbortSignal): Promise<Result<Occupancy, SensorError>> {
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
  restartPassthroughCountdown(signal: AbortSignal): Promise<Result<void, SensorError>> {
    return this.#command({ method: 'restartPassthroughCountdown' }, signal);
  }

  async #command(command: object, signal: AbortSignal): Promise<Result<void, SensorError>> {
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
