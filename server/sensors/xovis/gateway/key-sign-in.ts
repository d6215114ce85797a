import { fail } from '#lib/result.ts';
import type { SensorAnswer, SensorResult } from '#server/sensors/sensor-answer.ts';
import { type KeyWay, keyWays, type XovisOptions } from '../schema.ts';

type Headers = Readonly<Record<string, string>>;

const headersOf: Record<KeyWay, (key: string) => Headers> = {
  apikey: (key) => ({ authorization: `Apikey ${key}` }),
  bearer: (key) => ({ authorization: `Bearer ${key}` }),
  'x-api-key': (key) => ({ 'x-api-key': key }),
};

/**
 * Signs in with a key, in the way that the gateway accepts. The vendor documents three ways and not which
 * product expects which, so `auto` tries them in turn and keeps the one that was accepted.
 *
 * A refused way is not tried again before all of them were: a gateway that limits requests may interrupt a
 * round, and the next poll continues it. A 403 in a way that was accepted before concerns the call, not the
 * key.
 */
export class KeySignIn {
  readonly #key: string | undefined;
  readonly #ways: readonly KeyWay[];
  readonly #refused = new Map<KeyWay, number>();
  #accepted: KeyWay | undefined;

  constructor({ apiKey, apiKeyHeader }: Pick<XovisOptions, 'apiKey' | 'apiKeyHeader'>) {
    this.#key = apiKey;
    this.#ways = apiKeyHeader === 'auto' ? keyWays : [apiKeyHeader];
  }

  /**
   * Calls `request` with the headers of one way after another until one is not refused.
   *
   * @returns its result, or `unauthorized` when every way was refused; 403 in it means that the gateway knows
   *   the key in at least one way and does not let it read
   */
  async send<T>(request: (headers: Headers) => SensorAnswer<T>): SensorAnswer<T> {
    const key = this.#key;
    if (key === undefined) return request({});
    for (const way of this.#waysToTry()) {
      const result = await request(headersOf[way](key));
      if (result.ok) this.#accepted = way;
      const status = refusalOf(result);
      if (status === undefined || (status === 403 && way === this.#accepted)) return result;
      this.#accepted = undefined;
      this.#refused.set(way, status);
    }
    const status = Math.max(...this.#refused.values());
    this.#refused.clear();
    return fail({ kind: 'unauthorized', status });
  }

  #waysToTry(): readonly KeyWay[] {
    return this.#accepted === undefined
      ? this.#ways.filter((way) => !this.#refused.has(way))
      : [this.#accepted];
  }
}

/** The status of a refused sign-in; undefined when the answer has another cause. */
function refusalOf(result: SensorResult<unknown>): number | undefined {
  if (result.ok) return undefined;
  const { error } = result;
  return error.kind === 'unauthorized' || error.kind === 'forbidden' ? error.status : undefined;
}
