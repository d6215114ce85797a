import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectedDatabase } from '../connected-database.ts';
import type { StorageLimits, StorageUse } from '../storage-limits.ts';
import { SqliteThreadDialect } from './sqlite-dialect.ts';
import { SqliteThread } from './sqlite-thread.ts';
import { WriteLock } from './write-lock.ts';

/** Milliseconds a statement waits for another process that locks the file, for instance a backup. */
const busyTimeoutMs = 5000;
/** Time limit of the disk when closing. */
const closeMs = 4000;

const shortly: StorageLimits = { waitMs: 4000, answerMs: busyTimeoutMs + 1000 };
const limits: Readonly<Record<StorageUse, StorageLimits>> = {
  general: shortly,
  saves: shortly,
  history: { waitMs: 30_000, answerMs: 60_000 },
  migrations: { waitMs: 30_000, answerMs: 900_000 },
};

/** The SQLite file in the data folder. */
export function openSqlite(dataDir: string): ConnectedDatabase {
  const file = join(dataDir, 'doorlight.db');
  mkdirSync(dataDir, { recursive: true });
  const busyTimeout = `busy_timeout = ${busyTimeoutMs}`;
  // // WAL with synchronous=FULL: what was confirmed as saved survives a power cut.
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
