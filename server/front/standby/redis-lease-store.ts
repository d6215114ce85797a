import { setTimeout as sleep } from 'node:timers/promises';
import type { LeaseStore } from './lease-store.ts';

/** One Doorlight, one key: two that share a Redis use a database each (`redis://host/1`). */
const key = 'doorlight:active';

/** A command that takes longer counts as failed. Less than the time in which the lease must be renewed. */
const commandTimeoutMs = 1000;
const reconnectMs = 250;

/** Acquires the lease if it is free or ours, in one atomic step. */
const holdScript = `
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] then
  local isJson, before = pcall(cjson.decode, held)
  local isOurs = ARGV[3] ~= '' and isJson and type(before) == 'table' and before.run == ARGV[3]
  if not isOurs then return held end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return ARGV[1]`;

const releaseScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return ''`;

/**
 * The lease in Redis. It connects and reconnects on its own; meanwhile every command fails at once.
 *
 * @param url `redis://…` or `rediss://…`
 */
export class RedisLeaseStore implements LeaseStore {
  readonly #connect: () => Connection;
  #connection: Connection;

  private constructor(connect: () => Connection) {
    this.#connect = connect;
    this.#connection = connect();
  }

  static async open(url: string): Promise<RedisLeaseStore> {
    // // Imported here: a single sidecar does not need to load it.
    const { createClient } = await import('@redis/client');
    const store = new RedisLeaseStore(() => {
      const client = createClient({
        url,
        name: 'doorlight',
        disableOfflineQueue: true,
        socket: { connectTimeout: commandTimeoutMs, reconnectStrategy: () => reconnectMs },
      });
      // // The event needs a listener; callers learn of it by the command that fails.
      client.on('error', () => undefined);
      const connected = client.connect().then(
        () => undefined,
        () => undefined,
      );
      return {
        connected,
        run: async (script, args) => String(await client.eval(script, { keys: [key], arguments: args })),
        close: () => client.destroy(),
      };
    });
    // // So that the first command does not fail only because it is too early.
    await Promise.race([store.#connection.connected, sleep(commandTimeoutMs, undefined, { ref: false })]);
    return store;
  }

  async hold(text: string, run: string | undefined, ttlMs: number): Promise<string> {
    return this.#run(holdScript, [text, String(ttlMs), run ?? '']);
  }

  async release(text: string): Promise<void> {
    await this.#run(releaseScript, [text]);
  }

  async close(): Promise<void> {
    this.#connection.close();
  }

  async #run(script: string, args: string[]): Promise<string> {
    const connection = this.#connection;
    const answer = connection.run(script, args);
    const timeout = new AbortController();
    try {
      return await Promise.race([answer, tooLong(timeout.signal)]);
    } catch (error) {
      // // A hanging connection is replaced: nothing else would notice it.
      if (error instanceof TooLongError && this.#connection === connection) {
        answer.catch(() => undefined);
        connection.close();
        this.#connection = this.#connect();
      }
      throw error;
    } finally {
      timeout.abort();
    }
  }
}

interface Connection {
  /** Resolves with the first connection; never, if it is closed before. */
  readonly connected: Promise<void>;
  run(script: string, args: string[]): Promise<string>;
  close(): void;
}

class TooLongError extends Error {
  override readonly name = 'TooLongError';
}

async function tooLong(signal: AbortSignal): Promise<never> {
  await sleep(commandTimeoutMs, undefined, { signal, ref: false }).catch(() => undefined);
  throw new TooLongError(`no answer within ${commandTimeoutMs} ms`);
}
