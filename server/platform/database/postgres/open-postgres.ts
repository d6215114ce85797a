import { PostgresDialect } from 'kysely';
import type { ConnectedDatabase } from '../connected-database.ts';
import type { StorageUse } from '../storage-limits.ts';
import { LimitedPool } from './limited-pool.ts';
import { postgresLimits } from './postgres-limits.ts';

/** A PostgreSQL server: connections are opened when they are first needed. */
export function openPostgres(connectionString: string): ConnectedDatabase {
  return {
    dialect: 'postgres',
    place: new URL(connectionString).host,
    connect: (use: StorageUse) =>
      new PostgresDialect({ pool: new LimitedPool({ connectionString, limits: postgresLimits[use] }) }),
    // Each pool ends with the Kysely that uses it.
    close: async () => undefined,
  };
}
