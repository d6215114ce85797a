import { migrationNames } from '#server/platform/database/database.ts';
import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import { backupRoutes } from './backup-routes.ts';
import { restoreRoutes } from './restore-routes.ts';

/** The database as a file, and back. @param restart starts everything anew with another database */
export function backupFeature(platform: Platform, restart?: () => void): Feature {
  const { dialect } = platform.database;
  const parts = { ...platform, dialect, dataDir: platform.environment.dataDir };
  return {
    name: 'backup',
    routes: [
      backupRoutes(parts),
      restoreRoutes({ ...parts, migrations: migrationNames, ...(restart !== undefined && { restart }) }),
    ],
  };
}
