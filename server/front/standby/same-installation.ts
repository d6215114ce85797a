import { createHmac } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { ConfigurationError } from '#server/platform/config/configuration-error.ts';
import type { Environment } from '#server/platform/config/environment.ts';
import type { Holder } from './holder.ts';

/**
 * Names the database of a sidecar so that another can tell whether it is the same: for SQLite the folder
 * itself, wherever it is mounted; for PostgreSQL its address, without the user.
 */
export function databaseName(
  { dataDir, databaseUrl }: Pick<Environment, 'dataDir' | 'databaseUrl'>,
  machine: string,
): string {
  if (databaseUrl !== undefined) {
    const { host, pathname } = new URL(databaseUrl);
    return `postgres://${host}${pathname}`;
  }
  mkdirSync(dataDir, { recursive: true });
  const { dev, ino } = statSync(dataDir);
  // Of the machine, its kernel: containers that share a folder see the same one there.
  return `sqlite:${machine.split(' ')[1] ?? machine}:${dev}:${ino}`;
}

/** A digest of the configuration file; the secrets in it cannot be guessed from it. */
export function fileDigest(sites: readonly object[] | undefined, key: string): string | undefined {
  if (sites === undefined) return undefined;
  return createHmac('sha256', key).update(JSON.stringify(sites)).digest('base64url');
}

/**
 * Checks that the active sidecar belongs to the same installation.
 *
 * @param active what it has published about itself
 * @param isSealed whether it has the same secret
 * @param from its address, for the message
 * @throws {ConfigurationError} if they are two installations, which would count separately
 */
export function requireSameInstallation(
  active: Holder,
  isSealed: boolean,
  own: Pick<Holder, 'database'>,
  from: string,
): void {
  if (!isSealed) {
    throw new ConfigurationError('The environment', [
      {
        path: 'DOORLIGHT_SECRET',
        found: `(hidden) another one than the sidecar has that counts, at ${from}`,
        expected: 'the same for all sidecars that share a REDIS_URL',
        hint: 'Without it each makes its own in its DATA_DIR. Another Doorlight uses another database of Redis: redis://host:6379/1',
      },
    ]);
  }
  const isElsewhere = active.database !== own.database;
  if (isElsewhere && (isSqlite(active) || isSqlite(own))) {
    throw new ConfigurationError('The environment', [
      {
        path: isSqlite(own) ? 'DATA_DIR' : 'DATABASE_URL',
        found: `another database than the sidecar has that counts, at ${from}`,
        expected: 'the same database for all sidecars that share a REDIS_URL',
        hint: 'With SQLite they are on one machine and have the same DATA_DIR; on several they need the same DATABASE_URL',
      },
    ]);
  }
}

function isSqlite({ database }: Pick<Holder, 'database'>): boolean {
  return database.startsWith('sqlite:');
}
