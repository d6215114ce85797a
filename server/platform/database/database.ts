import { Kysely, type Migration, Migrator, sql } from 'kysely';
import type { Dialect } from './dialect.ts';
import { GuardPlugin } from './guard-plugin.ts';
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
import { sidecars } from './migrations/0021-sidecars.ts';
import { openPostgres } from './postgres/open-postgres.ts';
import type { Schema } from './schema.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';
import type { StorageUse } from './storage-limits.ts';

/**
 * An open database, with its schema brought up to date. Each kind of use has its own connections and limits; a
 * failure of the database or its disk is a `StorageError`.
 */
export interface Database {
  /** For requests that somebody waits for. */
  readonly db: Kysely<Schema>;
  /** For saving zones: nothing else delays it. */
  readonly saves: Kysely<Schema>;
  /** For history: long statements. */
  readonly history: Kysely<Schema>;
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
  /** Called before each query: throws, or ends the process, if queries are not allowed any more. */
  readonly guard?: () => void;
}

/**
 * Opens the database and migrates it to the newest schema.
 *
 * @throws when it cannot be opened or migrated, or does not answer; the message names the file or host
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { dialect, place, connect, close } =
    options.databaseUrl === undefined ? openSqlite(options.dataDir) : openPostgres(options.databaseUrl);
  const plugins = options.guard === undefined ? [] : [new GuardPlugin(options.guard)];
  const open = (use: StorageUse) => new Kysely<Schema>({ dialect: connect(use), plugins });
  const [db, saves, history] = [open('general'), open('saves'), open('history')];
  const closeAll = async () => {
    await Promise.all([db, saves, history].map((each) => each.destroy()));
    await close();
  };
  try {
    // // A database that does not answer ends the start soon; migrations may take longer.
    await sql`select 1`.execute(db);
    await migrate(open('migrations'), dialect);
  } catch (cause) {
    await closeAll().catch(() => undefined);
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The database at ${place} cannot be used: ${message}`, { cause });
  }
  return { db, saves, history, dialect, close: closeAll };
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
    '0021-sidecars': sidecars(dialect),
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
  await db.destroy();
  if (error !== undefined) throw error;
}
