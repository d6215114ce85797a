import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, type KyselyPlugin, type Migration, Migrator, PostgresDialect, SqliteDialect } from 'kysely';
import LibsqlDatabase from 'libsql';
import pg from 'pg';
import type { Dialect } from './dialect.ts';
import { GuardPlugin } from './guard-plugin.ts';
import { keepStatements } from './keep-statements.ts';
import { foundation } from './migrations/0001-foundation.ts';
import { apiKeys } from './migrations/0002-api-keys.ts';
import { configEntries } from './migrations/0003-config-entries.ts';
import { historyRollUps } from './migrations/0004-history-rollups.ts';
import { administration } from './migrations/0005-administration.ts';
import { alerts } from './migrations/0006-alerts.ts';
import { media } from './migrations/0007-media.ts';
import { keptAnswers } from './migrations/0008-kept-answers.ts';
import { keySites } from './migrations/0009-key-sites.ts';
import { pushMemory } from './migrations/0010-push-memory.ts';
import { displaySightings } from './migrations/0011-display-sightings.ts';
import { deliveryProblems } from './migrations/0012-delivery-problems.ts';
import { historyLate } from './migrations/0013-history-late.ts';
import { writtenOnce } from './migrations/0014-written-once.ts';
import type { Schema } from './schema.ts';

/** An open database, with its tables brought up to date. */
export interface Database {
  readonly db: Kysely<Schema>;
  readonly dialect: Dialect;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Folder of the SQLite file; made when missing. */
  readonly dataDir: string;
  /** `postgres://…`; without it SQLite is used. */
  readonly databaseUrl?: string;
  /** Asked before each query: throws, or ends the process, where it may not be made any more. */
  readonly guard?: () => void;
}

/** Milliseconds a writer waits for another process that holds the SQLite file, a backup for instance. */
const busyTimeoutMs = 5000;

/**
 * Opens the database and migrates it to the newest schema.
 *
 * @throws when it cannot be opened or migrated; the message names the file or host
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const plugins = options.guard === undefined ? [] : [new GuardPlugin(options.guard)];
  const opened =
    options.databaseUrl === undefined
      ? openSqlite(options.dataDir, plugins)
      : openPostgres(options.databaseUrl, plugins);
  try {
    await migrate(opened.db, opened.dialect);
  } catch (cause) {
    await opened.db.destroy();
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The database at ${opened.place} cannot be used: ${message}`, { cause });
  }
  return { db: opened.db, dialect: opened.dialect, close: () => opened.db.destroy() };
}

interface Opened {
  readonly db: Kysely<Schema>;
  readonly dialect: Dialect;
  readonly place: string;
}

/** WAL with synchronous=FULL: what was answered as saved survives a power cut. */
function openSqlite(dataDir: string, plugins: KyselyPlugin[]): Opened {
  const place = join(dataDir, 'doorlight.db');
  mkdirSync(dataDir, { recursive: true });
  const database = new LibsqlDatabase(place);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma(`busy_timeout = ${busyTimeoutMs}`);
  const dialect = new SqliteDialect({ database: keepStatements(database) });
  return { db: new Kysely<Schema>({ dialect, plugins }), dialect: 'sqlite', place };
}

function openPostgres(connectionString: string, plugins: KyselyPlugin[]): Opened {
  const pool = new pg.Pool({ connectionString, max: 8, types: { getTypeParser: typeParser } });
  // An idle connection that breaks is replaced at the next query; unheard, its error would end the process.
  pool.on('error', () => undefined);
  const place = new URL(connectionString).host;
  const dialect = new PostgresDialect({ pool });
  return { db: new Kysely<Schema>({ dialect, plugins }), dialect: 'postgres', place };
}

/** Milliseconds are bigints there, and fit a number; as texts, the driver's way, they would be put together. */
function typeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8 && format !== 'binary') return Number;
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
}

/** Every change of the schema, in this order. */
function migrationsFor(dialect: Dialect): Record<string, Migration> {
  return {
    '0001-foundation': foundation(dialect),
    '0002-api-keys': apiKeys,
    '0003-config-entries': configEntries,
    '0004-history-rollups': historyRollUps,
    '0005-administration': administration,
    '0006-alerts': alerts,
    '0007-media': media,
    '0008-kept-answers': keptAnswers,
    '0009-key-sites': keySites,
    '0010-push-memory': pushMemory,
    '0011-display-sightings': displaySightings,
    '0012-delivery-problems': deliveryProblems,
    '0013-history-late': historyLate,
    '0014-written-once': writtenOnce,
  };
}

/** The names of all migrations: a database that has others was written by a newer version. */
export const migrationNames: readonly string[] = Object.keys(migrationsFor('sqlite'));

async function migrate(db: Kysely<Schema>, dialect: Dialect): Promise<void> {
  const migrator = new Migrator({
    db,
    migrationTableName: 'doorlight_migration',
    migrationLockTableName: 'doorlight_migration_lock',
    provider: {
      getMigrations: async () => migrationsFor(dialect),
    },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
