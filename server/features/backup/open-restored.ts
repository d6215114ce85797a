import { type Database, type DatabaseOptions, openDatabase } from '#server/platform/database/database.ts';
import { AuditStore } from '../audit/audit-store.ts';
import { applyStaged } from './restore.ts';

type Log = Readonly<Record<'warn' | 'error', (details: object, message: string) => void>>;

/**
 * Opens the database; a staged backup replaces it first, and is undone if it cannot be used.
 *
 * @throws when it cannot be opened or migrated; the message names the file or host
 */
export async function openRestored(options: DatabaseOptions, logger: Log): Promise<Database> {
  if (options.databaseUrl !== undefined) return openDatabase(options);
  const restored = await applyStaged(options.dataDir, Date.now());
  if (restored === undefined) return openDatabase(options);
  const { who, keptAs } = restored;
  try {
    const database = await openDatabase(options);
    await new AuditStore(database.db).append(
      { who, action: 'restore', result: 'done' },
      new Date().toISOString(),
    );
    logger.warn({ who, keptAs }, 'a backup was restored; the previous database is kept');
    return database;
  } catch (error) {
    logger.error({ error }, 'the backup cannot be used: the previous database is used again');
    await restored.undo();
    return openDatabase(options);
  }
}
