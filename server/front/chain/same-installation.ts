import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterStore, leaseMs, type SidecarCard } from '#server/platform/cluster/cluster-store.ts';
import { ConfigurationError } from '#server/platform/config/configuration-error.ts';
import type { Database } from '#server/platform/database/database.ts';

/**
 * Checks that no other sidecars use the database of one that is to run alone. A lease of one that crashed is waited for.
 *
 * @throws {ConfigurationError} if there are some: both would count
 */
export async function requireAlone({ db, dialect }: Pick<Database, 'db' | 'dialect'>): Promise<void> {
  if (dialect !== 'postgres') return;
  const store = new ClusterStore(db);
  const areOthers = async () => (await store.renew('')).sidecars.length > 0;
  if (!(await areOthers())) return;
  await sleep(leaseMs + 500);
  if (!(await areOthers())) return;
  throw new ConfigurationError('The environment', [
    {
      path: 'REDIS_URL',
      found: 'nothing, and other sidecars use the database of DATABASE_URL',
      expected: 'the same as theirs, to share the sites with them',
      hint: 'To run alone again, stop the others first',
    },
  ]);
}

/** A digest of the configuration file; the secrets in it cannot be guessed from it. */
export function fileDigest(sites: readonly object[], key: string): string | undefined {
  if (sites.length === 0) return undefined;
  return createHmac('sha256', key).update(JSON.stringify(sites)).digest('base64url');
}

/**
 * Checks that a running sidecar belongs to the same installation.
 *
 * @param address of the other, for the message
 * @throws {ConfigurationError} if it has another secret: sessions and signatures of one would be refused by the other
 */
export function requireSameInstallation(other: SidecarCard, own: SidecarCard, address: string): void {
  if (other.installation.secret === own.installation.secret) return;
  throw new ConfigurationError('The environment', [
    {
      path: 'DOORLIGHT_SECRET',
      found: `(hidden) another one than the sidecar at ${address} has, which uses the same database`,
      expected: 'the same for all sidecars that share a DATABASE_URL',
      hint: 'Without it each makes its own in its DATA_DIR. Another Doorlight needs another database: postgres://host/doorlight2',
    },
  ]);
}

/** The differences between two sidecars that are no reason to refuse one. */
export function otherThan(other: SidecarCard, own: SidecarCard): string[] {
  return [
    ...(other.installation.file === own.installation.file
      ? []
      : [
          'the configuration file is not the same as that of another sidecar: a site is as the one says that runs it',
        ]),
    ...(other.version === own.version
      ? []
      : [`another sidecar runs version ${other.version}, this one ${own.version}`]),
  ];
}
