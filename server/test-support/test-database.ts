import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, type DatabaseOptions, openDatabase } from '../platform/database/database.ts';
import { StorageError } from '../platform/database/storage-error.ts';
import { chainServersOfRun } from './chain-servers.ts';

/** Starts until a server that gives no connection is taken for gone. */
const maxStarts = 10;

/**
 * An empty database for one test: SQLite in its own folder, or, if `DATABASE_URL` names a PostgreSQL server or the run has
 * one, a new database there. The database in that address is never touched.
 */
export class TestDatabase {
  readonly options: DatabaseOptions;
  readonly #server: string | undefined;

  private constructor(options: DatabaseOptions, server: string | undefined) {
    this.options = options;
    this.#server = server;
  }

  static async create(
    server = process.env.DATABASE_URL ?? chainServersOfRun()?.postgres,
  ): Promise<TestDatabase> {
    const dataDir = await mkdtemp(join(tmpdir(), 'doorlight-test-'));
    if (server === undefined || server === '') return new TestDatabase({ dataDir }, undefined);
    const name = `doorlight_test_${randomBytes(8).toString('hex')}`;
    await execute(server, `create database ${name}`);
    const databaseUrl = new URL(server);
    databaseUrl.pathname = `/${name}`;
    return new TestDatabase({ dataDir, databaseUrl: databaseUrl.href }, server);
  }

  /**
   * Opens it, with its tables; as often as wanted. On a machine that is busy with other tests a server may give no connection
   * within the three seconds of a start: it is asked again, as the supervisor starts a sidecar again.
   */
  async open(): Promise<Database> {
    for (let left = maxStarts - 1; ; left--) {
      try {
        return await openDatabase(this.options);
      } catch (error) {
        if (left === 0 || !isWithoutConnection(error)) throw error;
      }
    }
  }

  /** Removes it; everybody who opened it has closed it. */
  async remove(): Promise<void> {
    const { dataDir, databaseUrl } = this.options;
    if (this.#server !== undefined && databaseUrl !== undefined) {
      await execute(this.#server, `drop database ${new URL(databaseUrl).pathname.slice(1)} with (force)`);
    }
    await rm(dataDir, { recursive: true, force: true });
  }
}

function isWithoutConnection(error: unknown): boolean {
  return (
    error instanceof Error && error.cause instanceof StorageError && error.cause.code === 'NO_CONNECTION'
  );
}

async function execute(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
