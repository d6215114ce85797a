import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { StorageError } from '../storage-error.ts';
import type { StorageLimits } from '../storage-limits.ts';
import type { SqliteThread } from './sqlite-thread.ts';
import type { Release, WriteLock } from './write-lock.ts';

/** The connections to one SQLite file: WAL allows one writer and several readers. */
export interface SqliteThreads {
  readonly writer: SqliteThread;
  readonly reader: SqliteThread;
  readonly lock: WriteLock;
}

/** Kysely's SQLite dialect over worker threads; the dialects of all kinds of use share them. */
export class SqliteThreadDialect implements Dialect {
  readonly #threads: SqliteThreads;
  readonly #limits: StorageLimits;

  constructor(threads: SqliteThreads, limits: StorageLimits) {
    this.#threads = threads;
    this.#limits = limits;
  }

  createDriver = (): Driver => new SqliteThreadDriver(this.#threads, this.#limits);
  createQueryCompiler = () => new SqliteQueryCompiler();
  createAdapter = () => new SqliteAdapter();
  createIntrospector: Dialect['createIntrospector'] = (db) => new SqliteIntrospector(db);
}

class SqliteThreadDriver implements Driver {
  readonly #threads: SqliteThreads;
  readonly #limits: StorageLimits;

  constructor(threads: SqliteThreads, limits: StorageLimits) {
    this.#threads = threads;
    this.#limits = limits;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteConnection> {
    return new SqliteConnection(this.#threads, this.#limits);
  }

  beginTransaction(connection: SqliteConnection): Promise<void> {
    return connection.begin();
  }

  commitTransaction(connection: SqliteConnection): Promise<void> {
    return connection.commit();
  }

  rollbackTransaction(connection: SqliteConnection): Promise<void> {
    return connection.rollback();
  }

  async releaseConnection(connection: SqliteConnection): Promise<void> {
    connection.release();
  }

  /** The threads are closed with their database. */
  async destroy(): Promise<void> {}
}

/** Uses the reader until it writes; from then on it holds the writer exclusively. */
class SqliteConnection implements DatabaseConnection {
  readonly #threads: SqliteThreads;
  readonly #limits: StorageLimits;
  #release: Release | undefined;
  /** Nothing was sent to the writer yet. */
  #isFresh = true;
  /** A transaction begins with the next statement: one message less. */
  #begins = false;
  /**
   * The disk failed in this transaction: it has ended, or its state is unknown. No more statements are allowed
   * in it.
   */
  #failure: StorageError | undefined;

  constructor(threads: SqliteThreads, limits: StorageLimits) {
    this.#threads = threads;
    this.#limits = limits;
  }

  async begin(): Promise<void> {
    await this.#takeWriter();
    this.#begins = true;
  }

  async commit(): Promise<void> {
    if (this.#begins) this.#begins = false;
    else await this.#write('commit', []);
  }

  /** If it is not answered, the writer rolls back before its next statement. */
  async rollback(): Promise<void> {
    if (this.#begins) this.#begins = false;
    else if (this.#failure === undefined) {
      await this.#threads.writer.run({ kind: 'rollback' }, this.#limits).catch(() => undefined);
    }
  }

  release(): void {
    this.#release?.();
    this.#release = undefined;
    this.#isFresh = true;
    this.#failure = undefined;
  }

  async executeQuery<R>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#release === undefined && SelectQueryNode.is(query)) {
      return this.#threads.reader.run<R>(
        { kind: 'run', sql, parameters, isFirst: true, begins: false },
        this.#limits,
      );
    }
    await this.#takeWriter();
    const { rows, changes, lastInsertRowid } = await this.#write<R>(sql, parameters);
    return {
      rows,
      ...(changes === undefined ? {} : { numAffectedRows: BigInt(changes) }),
      ...(lastInsertRowid === undefined ? {} : { insertId: BigInt(lastInsertRowid) }),
    };
  }

  /** Returned as one piece: no query here exceeds the memory. */
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }

  async #takeWriter(): Promise<void> {
    this.#release ??= await this.#threads.lock.acquire(this.#limits.waitMs);
  }

  async #write<R>(sql: string, parameters: readonly unknown[]) {
    if (this.#failure !== undefined) throw this.#failure;
    const [isFirst, begins] = [this.#isFresh, this.#begins];
    this.#isFresh = false;
    this.#begins = false;
    try {
      return await this.#threads.writer.run<R>(
        { kind: 'run', sql, parameters, isFirst, begins },
        this.#limits,
      );
    } catch (error) {
      if (error instanceof StorageError) this.#failure = error;
      throw error;
    }
  }
}
