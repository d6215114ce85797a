import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { noAnswer, StorageError } from '../storage-error.ts';
import { connectFailure, postgresFailure } from './postgres-failure.ts';
import type { PostgresLimits } from './postgres-limits.ts';

/** Silence after which TCP checks whether the other side is still there (ms). */
const keepAliveAfterMs = 10_000;

export interface LimitedPoolOptions {
  /** `postgres://…` */
  readonly connectionString: string;
  readonly limits: PostgresLimits;
}

/**
 * Connections that never wait for ever: neither for a free one, nor for a frozen server, nor for a silent
 * network. A connection that did not answer in time is discarded: what it still does is unknown.
 */
export class LimitedPool implements PostgresPool {
  readonly #pool: pg.Pool;
  readonly #limits: PostgresLimits;
  /** One for each connection of the pool. */
  readonly #clients = new WeakMap<pg.PoolClient, LimitedClient>();

  constructor({ connectionString, limits }: LimitedPoolOptions) {
    this.#limits = limits;
    this.#pool = new pg.Pool({
      connectionString,
      max: limits.connections,
      connectionTimeoutMillis: limits.waitMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveAfterMs,
      types: { getTypeParser: typeParser },
    });
    // An idle connection that breaks is replaced at the next query; without a listener its error would end
    // the process.
    this.#pool.on('error', () => undefined);
  }

  /** @throws {StorageError} when there is no connection in time */
  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw connectFailure(error);
    });
    const known = this.#clients.get(client);
    if (known !== undefined) return known.acquired();
    const limited = new LimitedClient(client, this.#limits);
    this.#clients.set(client, limited);
    try {
      await limited.acquired().query(settings(this.#limits), []);
    } catch (error) {
      limited.discard();
      throw connectFailure(error);
    }
    return limited;
  }

  /** Ends all connections; those that do not answer remain until the process ends. */
  async end(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#limits.waitMs);
    });
    await Promise.race([this.#pool.end(), timeout]);
    clearTimeout(timer);
  }
}

/** A connection of the pool, each of whose queries ends in time. */
class LimitedClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  /** The same connection as Kysely sees it. */
  readonly #asked: PostgresPoolClient;
  readonly #limits: PostgresLimits;
  /** Why it cannot be used any more. */
  #failure: StorageError | undefined;

  constructor(client: pg.PoolClient, limits: PostgresLimits) {
    this.#client = client;
    this.#asked = client;
    this.#limits = limits;
  }

  /** Call it each time the pool returns the connection: only then nobody else listens for its errors. */
  acquired(): this {
    this.#client.on('error', this.#onError);
    return this;
  }

  query<R>(sql: string, parameters: ReadonlyArray<unknown>): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    sql: string | PostgresCursor<R>,
    parameters: ReadonlyArray<unknown> = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof sql !== 'string') throw new Error('Cursors have no limits, and are not used.');
    return this.#query(sql, parameters);
  }

  release(): void {
    this.#client.removeListener('error', this.#onError);
    this.#client.release(this.#failure);
  }

  discard(): void {
    this.#failure ??= new StorageError('The connection is given up.', 'NO_CONNECTION');
    this.release();
  }

  readonly #onError = (error: unknown) => {
    this.#failure ??= connectFailure(error);
  };

  async #query<R>(sql: string, parameters: ReadonlyArray<unknown>): Promise<PostgresQueryResult<R>> {
    if (this.#failure !== undefined) throw this.#failure;
    const { answerMs } = this.#limits;
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(noAnswer(answerMs));
      }, answerMs);
    });
    try {
      return await Promise.race([this.#asked.query<R>(sql, [...parameters]), silence]);
    } catch (error) {
      const failure = postgresFailure(error);
      // A server that shuts down, or was demoted: the next connection may reach the one that took over.
      if (failure instanceof StorageError) this.#failure ??= failure;
      throw failure;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Set within the session, because connection poolers refuse them as start parameters. */
function settings({ statementMs, lockMs, idleInTransactionMs }: PostgresLimits): string {
  return [
    `set statement_timeout = ${statementMs}`,
    `set lock_timeout = ${lockMs}`,
    `set idle_in_transaction_session_timeout = ${idleInTransactionMs}`,
  ].join('; ');
}

/**
 * Milliseconds are bigints in PostgreSQL, and fit a number; as texts, the driver's default, adding them would
 * concatenate.
 */
function typeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8 && format !== 'binary') return Number;
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
}
