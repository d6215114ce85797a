import type { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { DeviceHttp } from '../http/device-http.ts';
import { parseBody } from '../parse/parse-body.ts';
import { shorten } from '../parse/quote.ts';
import {
  isAcknowledged,
  type LiveOccupancy,
  type LiveSum,
  liveOccupancySchema,
  liveSumSchema,
} from './schema.ts';
import { type TvpcPart, TvpcRoots } from './tvpc-roots.ts';

/** Who may call: viewers, or operators and administrators only. */
type Access = '.api' | '.apioperator';

interface TvpcCall {
  readonly part: TvpcPart;
  readonly access: Access;
  /** The text after `?`. */
  readonly query: string;
  readonly signal: AbortSignal;
}

/** The error of an answer without a body where the device would say its occupancy. */
export const occupancyOff: SensorError = { kind: 'switched-off', feature: 'occupancy' };

/** AXIS People Counter's calls, typed. Remembers which path and which access level answered. */
export class AxisPeopleCounterClient {
  readonly #http: DeviceHttp;
  readonly #prefix: string;
  readonly #roots = new TvpcRoots();
  #resetAccess: Access = '.api';

  /** @param prefix path before the application's own, without trailing slash */
  constructor(http: DeviceHttp, prefix: string) {
    this.#http = http;
    this.#prefix = prefix;
  }

  /** People in and out since the device's midnight. */
  liveSum(signal: AbortSignal): Promise<Result<LiveSum, SensorError>> {
    return this.#json(liveSumSchema, { part: 'counting', access: '.api', query: 'live-sum.json', signal });
  }

  /**
   * People inside now. While occupancy is switched off on the device the answer is empty
   * (`switched-off`) or 404 (`not-found`, as for an application that is not installed).
   */
  async liveOccupancy(signal: AbortSignal): Promise<Result<LiveOccupancy, SensorError>> {
    const call = { part: 'occupancy', access: '.api', query: 'live-occupancy.json', signal } as const;
    const answer = await this.#ask(call, this.#roots.inOrder('occupancy'));
    if (!answer.ok) return answer;
    return answer.value.trim() === '' ? fail(occupancyOff) : parseBody(liveOccupancySchema, answer.value);
  }

  /**
   * Sets the people inside. Works only in the device's naive mode. The specification has it under `.api`;
   * some firmware keeps it to operators, so a refusal is followed by one attempt under `.apioperator`.
   */
  async resetOccupancy(occupancy: number, signal: AbortSignal): Promise<Result<void, SensorError>> {
    const query = `occupancy-reset&occ=${occupancy}`;
    const first = await this.#command({ part: 'occupancy', access: this.#resetAccess, query, signal });
    if (first.ok || this.#resetAccess === '.apioperator' || !isRefusal(first.error)) return first;
    const second = await this.#command({ part: 'occupancy', access: '.apioperator', query, signal });
    if (second.ok) this.#resetAccess = '.apioperator';
    // A path that is not there says less than the refusal of one that is.
    return !second.ok && second.error.kind === 'not-found' ? first : second;
  }

  async #command(call: TvpcCall): Promise<Result<void, SensorError>> {
    const known = this.#roots.known(call.part);
    const answer = await this.#ask(call, known === undefined ? this.#roots.inOrder(call.part) : [known]);
    if (!answer.ok) return answer;
    return isAcknowledged(answer.value)
      ? ok(undefined)
      : fail({ kind: 'device', code: 0, message: shorten(answer.value) });
  }

  async #json<S extends z.ZodType>(schema: S, call: TvpcCall): Promise<Result<z.infer<S>, SensorError>> {
    const answer = await this.#ask(call, this.#roots.inOrder(call.part));
    return answer.ok ? parseBody(schema, answer.value) : answer;
  }

  /** Asks under each root in turn until one is not 404; that error names the likeliest path. */
  async #ask(call: TvpcCall, roots: readonly string[]): Promise<Result<string, SensorError>> {
    let first: Result<string, SensorError> | undefined;
    for (const root of roots) {
      const path = `${this.#prefix}${root}/${call.access}?${call.query}`;
      const answer = await this.#http.request({ method: 'GET', path, signal: call.signal });
      if (answer.ok) {
        this.#roots.remember(call.part, root);
        return ok(answer.value.text);
      }
      if (answer.error.kind !== 'not-found') return answer;
      first ??= answer;
    }
    return first ?? fail({ kind: 'not-found', path: `${this.#prefix}/` });
  }
}

function isRefusal(error: SensorError): boolean {
  return error.kind === 'unauthorized' || error.kind === 'forbidden' || error.kind === 'not-found';
}
