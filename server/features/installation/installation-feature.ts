import type { Feature } from '#server/platform/feature.ts';
import { readLicences } from '#server/platform/licences.ts';
import type { Platform } from '#server/platform/platform.ts';
import { configurationNotSaved } from '../configuration/entry-routes.ts';
import { aboutRoutes } from './about-routes.ts';

/** What this installation is. @param endDemo stops the simulated devices, once the demo was removed */
export function installationFeature(platform: Platform, endDemo?: () => Promise<void>): Feature {
  const { configuration, database, environment } = platform;
  return {
    name: 'installation',
    routes: [
      aboutRoutes({
        ...platform,
        dialect: database.dialect,
        dataDir: environment.dataDir,
        licences: readLicences,
        demo: {
          isRunning: () => configuration.sites.some(({ simulated }) => simulated),
          remove: async (by) => {
            const change = await configuration.removeDemo(by);
            if (change.kind === 'not-saved') throw configurationNotSaved();
            await endDemo?.();
          },
        },
      }),
    ],
  };
}
