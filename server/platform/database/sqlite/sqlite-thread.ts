import { Worker } from 'node:worker_threads';
import { busyTooLong, noAnswer, StorageError } from '../storage-error.ts';
import type { StorageLimits } from '../storage-limits.ts';
import { SqliteError, sqliteFailure } from './sqlite-failure.ts';

/** How a thread opens the file. */
export interface SqliteSetup {
  readonly file: string;
  /** `journal_mode = WAL` … */
  readonly pragmas: readonly string[];
}

/** A request to the thread. */
export type SqliteRequest =
  | {
      readonly kind: 'run';
      readonly sql: string;
      readonly parameters: readonly unknown[];
      /** First statement of a new use: an unfinished transaction before it is rolled back. */
      readonly isFirst: boolean;
      /** A transaction begins with it. */
      readonly begins: boolean;
    }
  | { readonly kind: 'rollback' }
  | { readonly kind: 'close' };

/** The result of a statement. */
export interface SqliteResult<Row> {
  readonly rows: Row[];
  /** Number of changed rows; undefined if it returns rows. */
  readonly changes?: number;
  readonly lastInsertRowid?: number | bigint;
}

/** Rows as they are sent: the values of one after another. */
interface SqliteValues {
  readonly columns: readonly string[];
  readonly values: readonly unknown[];
}

type SqliteMessage =
  | ({ readonly kind: 'piece' } & SqliteValues)
  | ({ readonly kind: 'done' } & SqliteValues & Omit<SqliteResult<never>, 'rows'>)
  | { readonly kind: 'failed'; readonly message: string; readonly code?: string };

interface Job {
  readonly request: SqliteRequest;
  readonly limits: StorageLimits;
  readonly rows: never[];
  timer: NodeJS.Timeout | undefined;
  /** The caller does not wait for it any more. */
  isGivenUp: boolean;
  resolve(result: SqliteResult<never>): void;
  reject(error: Error): void;
}

/** The worker's program lies beside this file, in the sources and beside the bundle. */
const program = new URL('./sqlite-worker.mjs', import.meta.url);

/**
 * A connection to the SQLite file in its own thread: a slow or hanging disk delays only its own callers, and
 * those for a limited time.
 *
 * The thread gets one request at a time. The others wait here, so that one that was given up is never executed.
 */
export class SqliteThread {
  readonly #name: string;
  readonly #setup: SqliteSetup;
  readonly #program: URL;
  readonly #waiting: Job[] = [];
  #worker: Worker | undefined;
  #running: Job | undefined;
  #isClosing = false;
  #onIdle: (() => void) | undefined;

  /** @param name of the thread, for debugging */
  constructor(name: string, setup: SqliteSetup, workerProgram = program) {
    this.#name = name;
    this.#setup = setup;
    this.#program = workerProgram;
  }

  /**
   * @throws {StorageError} when the disk refuses, or does not answer in time
   * @throws {SqliteError} when the request is wrong
   */
  run<Row>(request: SqliteRequest, limits: StorageLimits): Promise<SqliteResult<Row>> {
    if (this.#isClosing) return Promise.reject(new StorageError('The database is closed.', 'CLOSED'));
    return new Promise((resolve, reject) => {
      const job: Job = { request, limits, rows: [], timer: undefined, isGivenUp: false, resolve, reject };
      if (this.#running === undefined) this.#send(job);
      else {
        job.timer = setTimeout(() => this.#giveUpWaiting(job), limits.waitMs);
        this.#waiting.push(job);
      }
    });
  }

  /**
   * Finishes the running request and closes the file.
   *
   * @throws {StorageError} when the disk does not answer within `limitMs`: then the thread hangs, and keeps the
   *   process alive until the disk answers
   */
  async close(limitMs: number): Promise<void> {
    this.#isClosing = true;
    const worker = this.#worker;
    if (worker === undefined) return;
    let timer: NodeJS.Timeout | undefined;
    const hanging = new Promise<'hangs'>((resolve) => {
      timer = setTimeout(resolve, limitMs, 'hangs');
    });
    const closed = new Promise<'closed'>((resolve) => worker.once('exit', () => resolve('closed')));
    const idle = new Promise<void>((resolve) => {
      this.#onIdle = resolve;
      if (this.#running === undefined) resolve();
    });
    const closing = idle.then(() => {
      worker.postMessage({ kind: 'close' } satisfies SqliteRequest);
      return closed;
    });
    const outcome = await Promise.race([closing, hanging]);
    clearTimeout(timer);
    if (outcome === 'closed') return;
    worker.unref();
    this.#failAll(new StorageError('The disk with the database does not answer.', 'NO_ANSWER'));
    throw new StorageError(`${this.#setup.file} cannot be closed: its disk does not answer.`, 'NO_ANSWER');
  }

  #send(job: Job): void {
    const worker = this.#started();
    this.#running = job;
    this.#awaitAnswer(job);
    worker.ref();
    worker.postMessage(job.request);
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    // The process's flags (a TypeScript loader, a profiler) are not for the worker.
    const worker = new Worker(this.#program, { name: this.#name, workerData: this.#setup, execArgv: [] });
    this.#worker = worker;
    worker.on('message', (message: SqliteMessage) => this.#take(message));
    // For instance out of memory: the next request starts another one.
    worker.on('error', (cause) => this.#ended(worker, cause));
    worker.on('exit', () => this.#ended(worker));
    return worker;
  }

  #ended(worker: Worker, cause?: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#failAll(
      new StorageError(
        'The thread of the database ended.',
        'NO_ANSWER',
        cause === undefined ? {} : { cause },
      ),
    );
  }

  #take(message: SqliteMessage): void {
    const job = this.#running;
    if (job === undefined) return;
    if (message.kind === 'piece') {
      if (!job.isGivenUp) {
        job.rows.push(...rowsOf(message));
        this.#awaitAnswer(job);
      }
      return;
    }
    clearTimeout(job.timer);
    this.#running = undefined;
    // A given-up request may have begun a transaction, which must be rolled back.
    if (job.isGivenUp) this.#waiting.unshift(rollbackFor(job));
    // First start the next request, then settle this one.
    this.#next();
    if (job.isGivenUp) return;
    if (message.kind === 'failed') job.reject(sqliteFailure(new SqliteError(message)));
    else {
      const { changes, lastInsertRowid } = message;
      const rows = rowsOf(message);
      job.resolve({
        rows: job.rows.length === 0 ? rows : job.rows.concat(rows),
        ...(changes !== undefined && { changes }),
        ...(lastInsertRowid !== undefined && { lastInsertRowid }),
      });
    }
  }

  #next(): void {
    const job = this.#waiting.shift();
    if (job === undefined) {
      this.#worker?.unref();
      this.#onIdle?.();
      return;
    }
    clearTimeout(job.timer);
    this.#send(job);
  }

  #awaitAnswer(job: Job): void {
    clearTimeout(job.timer);
    job.timer = setTimeout(() => {
      job.isGivenUp = true;
      job.reject(noAnswer(job.limits.answerMs));
    }, job.limits.answerMs);
  }

  #giveUpWaiting(job: Job): void {
    this.#waiting.splice(this.#waiting.indexOf(job), 1);
    job.reject(busyTooLong(job.limits.waitMs));
  }

  #failAll(error: StorageError): void {
    const running = this.#running;
    this.#running = undefined;
    for (const job of [...(running === undefined ? [] : [running]), ...this.#waiting.splice(0)]) {
      clearTimeout(job.timer);
      if (!job.isGivenUp) job.reject(error);
    }
  }
}

function rowsOf({ columns, values }: SqliteValues): never[] {
  const rows: object[] = [];
  for (let at = 0; at < values.length; at += columns.length) {
    const row: Record<string, unknown> = {};
    let next = at;
    for (const column of columns) row[column] = values[next++];
    rows.push(row);
  }
  return rows.filter(isOfCaller);
}

/** Only the caller knows the type of its rows. */
function isOfCaller(_row: object): _row is never {
  return true;
}

function rollbackFor({ limits }: Job): Job {
  const ignore = () => undefined;
  const rest = { rows: [], timer: undefined, isGivenUp: false, resolve: ignore, reject: ignore };
  return { request: { kind: 'rollback' }, limits, ...rest };
}
