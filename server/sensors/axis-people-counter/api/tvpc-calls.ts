import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type {
  DeviceAnswer,
  DeviceHttp,
  DeviceRequest,
  DeviceStream,
} from '#server/sensors/http/device-http.ts';
import { shorten } from '#server/sensors/parse/parse-body.ts';
import type { SensorAnswer, SensorResult } from '#server/sensors/sensor-answer.ts';
import { isAcknowledged } from '../schema.ts';

/** The two halves of the application, which older firmware serves as two applications. */
type TvpcPart = 'counting' | 'occupancy';

/**
 * Possible roots of the application: as in the vendor's specification, as in its occupancy examples, and as on
 * older firmware, where counting and occupancy are two applications.
 */
const roots = ['/local/tvpc', '/tvpc', '/local/people-counter', '/local/occupancy-estimator'] as const;

/** Remembers under which root each part of the application answered. */
export class TvpcRoots {
  readonly #answered = new Map<TvpcPart, string>();
  /** Rebuilt when another root answers: each poll needs it. */
  readonly #orders = new Map<TvpcPart, readonly string[]>();

  known(part: TvpcPart): string | undefined {
    return this.#answered.get(part);
  }

  /** All roots, the likeliest first: where this part answered, then where the other part did. */
  inOrder(part: TvpcPart): readonly string[] {
    const kept = this.#orders.get(part);
    if (kept !== undefined) return kept;
    const other = part === 'counting' ? 'occupancy' : 'counting';
    const likely = [this.known(part), this.known(other)].filter((root) => root !== undefined);
    const order = [...new Set([...likely, ...roots])];
    this.#orders.set(part, order);
    return order;
  }

  remember(part: TvpcPart, root: string): void {
    if (this.#answered.get(part) === root) return;
    this.#answered.set(part, root);
    this.#orders.clear();
  }
}

/** Who may call: viewers, or operators and administrators only. */
export type Access = '.api' | '.apioperator';

type Send<T> = (request: DeviceRequest) => SensorAnswer<T>;

/** One call of the application. */
interface TvpcCall {
  readonly part: TvpcPart;
  readonly access: Access;
  /** The text after `?`. */
  readonly query: string;
  readonly signal: AbortSignal;
  /** A form to send; with it the call is a POST. */
  readonly form?: string;
  /** Longer than usual, for answers that the device has to gather first. */
  readonly timeoutMs?: number;
}

/**
 * Sends requests to one AXIS People Counter, wherever its firmware has put the application, and remembers what
 * answered: the path of each half, and which calls are limited to operators.
 */
export class TvpcCalls {
  readonly #http: DeviceHttp;
  readonly #prefix: string;
  readonly #roots = new TvpcRoots();
  readonly #accesses = new Map<string, Access>();

  readonly #request: Send<DeviceAnswer> = (request) => this.#http.request(request);
  readonly #transfer: Send<DeviceStream> = (request) => this.#http.transfer(request);

  /** @param prefix path before the application's own, without trailing slash */
  constructor(http: DeviceHttp, prefix: string) {
    this.#http = http;
    this.#prefix = prefix;
  }

  /** Tries each root in turn until one is not 404; that error names the likeliest path. */
  ask(call: TvpcCall): SensorAnswer<DeviceAnswer> {
    return this.#ask(call, this.#roots.inOrder(call.part), this.#request);
  }

  /**
   * Sends a request under the documented access, and once under the other if that is refused. The text has the
   * same call under either, and firmware differs. The one that answered is tried first the next time.
   *
   * @param name of the call, under which its access is remembered
   */
  askEither(name: string, call: TvpcCall): SensorAnswer<DeviceAnswer> {
    return this.#askEither(name, call, this.#request);
  }

  /** {@link askEither} for a file, on a connection of its own. */
  transfer(name: string, call: TvpcCall): SensorAnswer<DeviceStream> {
    return this.#askEither(name, call, this.#transfer);
  }

  async #askEither<T>(name: string, call: TvpcCall, send: Send<T>): SensorAnswer<T> {
    const access = this.#accesses.get(name) ?? call.access;
    const first = await this.#askWhereKnown({ ...call, access }, send);
    if (first.ok || !isRefusal(first.error, access)) return first;
    const other = access === '.api' ? '.apioperator' : '.api';
    const second = await this.#askWhereKnown({ ...call, access: other }, send);
    if (second.ok) this.#accesses.set(name, other);
    // A path that is not there says less than the refusal of one that is.
    return !second.ok && second.error.kind === 'not-found' ? first : second;
  }

  /** Sends a command; any answer other than `OK` is the device's error. */
  async command(name: string, call: TvpcCall): SensorAnswer<void> {
    const answer = await this.askEither(name, call);
    if (!answer.ok) return answer;
    const { text } = answer.value;
    return isAcknowledged(text) ? ok(undefined) : fail({ kind: 'device', code: 0, message: shorten(text) });
  }

  #askWhereKnown<T>(call: TvpcCall, send: Send<T>): SensorAnswer<T> {
    const known = this.#roots.known(call.part);
    return this.#ask(call, known === undefined ? this.#roots.inOrder(call.part) : [known], send);
  }

  async #ask<T>(call: TvpcCall, roots: readonly string[], send: Send<T>): SensorAnswer<T> {
    const { access, query, form, signal, timeoutMs } = call;
    let first: SensorResult<T> | undefined;
    for (const root of roots) {
      const path = `${this.#prefix}${root}/${access}?${query}`;
      const answer = await send(
        form === undefined
          ? { method: 'GET', path, signal, timeoutMs }
          : { method: 'POST', path, headers: formHeaders, body: form, signal, timeoutMs },
      );
      if (answer.ok) {
        this.#roots.remember(call.part, root);
        return answer;
      }
      if (answer.error.kind !== 'not-found') return answer;
      first ??= answer;
    }
    return first ?? fail({ kind: 'not-found', path: `${this.#prefix}/` });
  }
}

const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' };

/** Whether to try the other access: an operator's access may work for viewers' calls, not the reverse. */
function isRefusal(error: SensorError, access: Access): boolean {
  if (error.kind === 'not-found') return true;
  return access === '.api' && (error.kind === 'unauthorized' || error.kind === 'forbidden');
}
