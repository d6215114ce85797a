import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  Kysely,
  type Dialect as KyselyDialect,
  type Migration,
  Migrator,
  PostgresDialect,
  sql,
} from 'kysely';
import type { Dialect } from './dialect.ts';
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
import { zoneStateAside } from './migrations/0016-zone-state-aside.ts';
import { calendarFeed } from './migrations/0020-calendar-feed.ts';
import { capacityThen } from './migrations/0030-capacity-then.ts';
import { closing } from './migrations/0031-closing.ts';
import { hand } from './migrations/0034-hand.ts';
import { reports } from './migrations/0035-reports.ts';
import { sidecars } from './migrations/0036-sidecars.ts';
import { sharedLimits } from './migrations/0037-shared-limits.ts';
import { historyMonths } from './migrations/0040-history-months.ts';
import { homeFence } from './migrations/0041-home-fence.ts';
import { postgresLimits } from './postgres/postgres-limits.ts';
import type { Schema } from './schema.ts';
import { SqliteThreadDialect } from './sqlite/sqlite-dialect.ts';
import { SqliteThread } from './sqlite/sqlite-thread.ts';
import { WriteLock } from './sqlite/write-lock.ts';
import type { StorageLimits, StorageUse } from './storage-limits.ts';

/** A newer version has changed the database: this one cannot know what its tables mean. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';

  constructor(place: string, change: string) {
    super(
      `The database at ${place} was changed by a newer version of Doorlight ("${change}"): start that version, or a newer one. ` +
        'To go back to this one, restore a backup that was made before the update.',
    );
  }
}

/** Milliseconds a statement waits for another process that locks the file, for instance a backup. */
const busyTimeoutMs = 5000;

/** Time limit of the disk when closing. */
const closeMs = 4000;

const shortly: StorageLimits = { waitMs: 4000, answerMs: busyTimeoutMs + 1000 };

const limits: Readonly<Record<StorageUse, StorageLimits>> = {
  general: shortly,
  lease: shortly,
  saves: shortly,
  history: { waitMs: 30_000, answerMs: 60_000 },
  migrations: { waitMs: 30_000, answerMs: 900_000 },
};

/**
 * An open database, with its schema brought up to date. Each kind of use has its own connections and limits; a
 * failure of the database or its disk is a `StorageError`.
 */
export interface Database {
  /** For requests that somebody waits for. */
  readonly db: Kysely<Schema>;
  /** For the lease of this sidecar among several. */
  readonly lease: Kysely<Schema>;
  /** For saving zones: nothing else delays it. */
  readonly saves: Kysely<Schema>;
  /** For history: long statements. */
  readonly history: Kysely<Schema>;
  /** For what takes minutes because it reads whole tables. */
  readonly maintenance: Kysely<Schema>;
  readonly dialect: Dialect;
  /**
   * Waits for running statements, but not for a disk or server that hangs.
   *
   * @throws {StorageError} when the disk hangs: then a thread of this process hangs too
   */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Folder of the SQLite file; created if missing. */
  readonly dataDir: string;
  /** `postgres://…`; without it SQLite is used. */
  readonly databaseUrl?: string;
}

/**
 * Opens the database and migrates it to the newest schema.
 *
 * @throws {NewerDatabaseError} when a newer version has changed it
 * @throws when it cannot be opened or migrated, or does not answer; the message names the file or host
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { dialect, place, connect, close } =
    options.databaseUrl === undefined ? openSqlite(options.dataDir) : await openPostgres(options.databaseUrl);
  const open = (use: StorageUse) => new Kysely<Schema>({ dialect: connect(use) });
  const [db, lease] = [open('general'), open('lease')];
  const [saves, history] = [open('saves'), open('history')];
  const maintenance = open('migrations');
  const closeAll = async () => {
    await Promise.all([db, lease, saves, history, maintenance].map((each) => each.destroy()));
    await close();
  };
  try {
    // A database that does not answer ends the start soon; migrations may take longer.
    await sql`select 1`.execute(db);
    await migrate(maintenance, dialect, place);
  } catch (cause) {
    await closeAll().catch(() => undefined);
    if (cause instanceof NewerDatabaseError) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The database at ${place} cannot be used: ${message}`, { cause });
  }
  return { db, lease, saves, history, maintenance, dialect, close: closeAll };
}

/** Every change of the schema, in order. */
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
    '0016-zone-state-aside': zoneStateAside,
    '0020-calendar-feed': calendarFeed,
    '0030-capacity-then': capacityThen,
    '0031-closing': closing,
    '0034-hand': hand,
    '0035-reports': reports,
    '0036-sidecars': sidecars(dialect),
    '0037-shared-limits': sharedLimits(dialect),
    '0040-history-months': historyMonths(dialect),
    '0041-home-fence': homeFence(dialect),
  };
}

/** The names of all migrations: a database that has others was written by a newer version. */
export const migrationNames: readonly string[] = Object.keys(migrationsFor('sqlite'));

const migrationTable = 'doorlight_migration';

async function migrate(db: Kysely<Schema>, dialect: Dialect, place: string): Promise<void> {
  const migrator = new Migrator({
    db,
    migrationTableName: migrationTable,
    migrationLockTableName: 'doorlight_migration_lock',
    provider: {
      getMigrations: async () => migrationsFor(dialect),
    },
  });
  const done = (await db.introspection.getTables({ withInternalKyselyTables: true })).some(
    ({ name }) => name === migrationTable,
  )
    ? await db
        .withTables<{ [migrationTable]: { name: string } }>()
        .selectFrom(migrationTable)
        .select('name')
        .execute()
    : [];
  const unknown = done.find(({ name }) => !migrationNames.includes(name));
  if (unknown !== undefined) throw new NewerDatabaseError(place, unknown.name);
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** A PostgreSQL server: connections are opened when they are first needed. */
async function openPostgres(connectionString: string): Promise<ConnectedDatabase> {
  const { LimitedPool } = await import('./postgres/limited-pool.ts');
  return {
    dialect: 'postgres',
    place: new URL(connectionString).host,
    connect: (use: StorageUse) =>
      new PostgresDialect({ pool: new LimitedPool({ connectionString, limits: postgresLimits[use] }) }),
    // Each pool ends with the Kysely that uses it.
    close: async () => undefined,
  };
}

/** The SQLite file in the data folder. */
function openSqlite(dataDir: string): ConnectedDatabase {
  const file = join(dataDir, 'doorlight.db');
  mkdirSync(dataDir, { recursive: true });
  const busyTimeout = `busy_timeout = ${busyTimeoutMs}`;
  // WAL with synchronous=FULL: what was confirmed as saved survives a power cut.
  const writer = new SqliteThread('sqlite-writer', {
    file,
    pragmas: ['journal_mode = WAL', 'synchronous = FULL', busyTimeout],
  });
  const reader = new SqliteThread('sqlite-reader', { file, pragmas: [busyTimeout, 'query_only = 1'] });
  const threads = { writer, reader, lock: new WriteLock() };
  return {
    dialect: 'sqlite',
    place: file,
    connect: (use) => new SqliteThreadDialect(threads, limits[use]),
    close: async () => {
      await Promise.all([reader.close(closeMs), writer.close(closeMs)]);
    },
  };
}

/** The connection to one kind of database. */
interface ConnectedDatabase {
  readonly dialect: Dialect;
  /** The file or host, for messages. */
  readonly place: string;
  /** Connections for one kind of use. */
  connect(use: StorageUse): KyselyDialect;
  /** Closes what the connections share. */
  close(): Promise<void>;
}
