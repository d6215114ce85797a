import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { DeviceHttp } from '../http/device-http.ts';
import { parseJson, parseValue } from '../parse/parse-body.ts';
import { shorten } from '../parse/quote.ts';
import { deviceErrorSchema, type Occupancy, occupancySchema, receivedSchema } from './schema.ts';

/** The calls of the AXIS P8815-2 3D People Counter, typed. An error in a body of status 200 is `device`. */
export class Axis3dClient {
  readonly #http: DeviceHttp;
  readonly #prefix: string;

  /** @param prefix path before the device's own, without trailing slash */
  constructor(http: DeviceHttp, prefix: string) {
    this.#http = http;
    this.#prefix = prefix;
  }

  /** People inside, with the totals behind it. */
  async occupancy(signal: AbortSignal): Promise<Result<Occupancy, SensorError>> {
    const path = `${this.#prefix}/a3dpc/api/occupancy`;
    const answer = await this.#http.request({ method: 'GET', path, signal });
    return answer.ok ? read(occupancySchema, answer.value.text) : answer;
  }

  /** Sets the people inside. Success is only that the request was received: read the occupancy back. */
  async adjustOccupancy(occupancy: number, signal: AbortSignal): Promise<Result<void, SensorError>> {
    const answer = await this.#http.request({
      method: 'POST',
      path: `${this.#prefix}/axis-cgi/a3dpc.cgi`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        apiVersion: '1',
        context: randomUUID(),
        method: 'adjustOccupancy',
        params: { occupancy },
      }),
      signal,
    });
    if (!answer.ok) return answer;
    const received = read(receivedSchema, answer.value.text);
    return received.ok ? ok(undefined) : received;
  }
}

/** Reads a body that is either an error of the device or what `schema` describes. */
function read<S extends z.ZodType>(schema: S, text: string): Result<z.infer<S>, SensorError> {
  const body = parseJson(text);
  if (!body.ok) return body;
  return deviceErrorIn(body.value) ?? parseValue(schema, body.value);
}

function deviceErrorIn(value: unknown): Result<never, SensorError> | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value)) return undefined;
  const parsed = deviceErrorSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { code, message } = parsed.data.error;
  return fail({ kind: 'device', code, message: shorten(message) });
}
