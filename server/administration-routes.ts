import type { FastifyInstance } from 'fastify';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { Clock } from '#server/clock.ts';
import type { Authentication } from '#server/platform/access/authentication.ts';
import type { Guard } from '#server/platform/access/guard.ts';
import type { Environment } from '#server/platform/config/environment.ts';
import type { LiveConfiguration } from '#server/platform/config/live-configuration.ts';
import { type Database, migrationNames } from '#server/platform/database/database.ts';
import { readLicences } from '#server/platform/licences.ts';
import type { DemoSite } from '#server/simulators/demo-site.ts';
import { backupRoutes } from './features/backup/backup-routes.ts';
import { restoreRoutes } from './features/backup/restore-routes.ts';
import { configFileRoutes } from './features/configuration/config-file-routes.ts';
import { configurationNotSaved } from './features/configuration/entry-routes.ts';
import { aboutRoutes } from './features/installation/about-routes.ts';
import { meRoutes } from './features/people/me-routes.ts';
import { peopleRoutes } from './features/people/people-routes.ts';
import { PinStore } from './features/people/pin-store.ts';
import { Pins } from './features/people/pins.ts';
import { tabletRoutes } from './features/people/tablet-routes.ts';
import { TabletStore } from './features/people/tablet-store.ts';
import { unlockRoutes } from './features/people/unlock-routes.ts';
import type { MakeLimit } from './platform/limits/limits.ts';

export interface AdministrationParts {
  readonly guard: Guard;
  readonly authentication: Authentication;
  readonly clock: Clock;
  readonly version: string;
  readonly environment: Environment;
  readonly limit: MakeLimit;
  readonly database: Database;
  readonly configuration: LiveConfiguration;
  readonly demo?: DemoSite;
  /** Stops and starts everything: with another database. */
  readonly restart?: () => void;
  audit(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void>;
}

/** Adds the routes about people and the installation itself. */
export async function registerAdministration(
  app: FastifyInstance,
  parts: AdministrationParts,
): Promise<void> {
  const { guard, authentication, clock, limit, environment, database, configuration, audit } = parts;
  const { accounts } = authentication;
  const { dataDir, publicUrl, tls } = environment;
  const { dialect } = database;
  const pinStore = new PinStore(database.db);
  const tablets = new TabletStore(database.db);
  const pins = new Pins({
    clock,
    store: pinStore,
    hash: (pin) => accounts.hash(pin),
    verify: (hash, pin) => accounts.verify(hash, pin),
  });
  const keptPins = () => pinStore.all();
  const siteName = (id: string) => configuration.sites.find((site) => site.id === id)?.name;
  const people = { guard, clock, limit, accounts, pins, keptPins, audit };

  await app.register(peopleRoutes(people));
  await app.register(meRoutes({ guard, accounts, audit }));
  await app.register(
    tabletRoutes({
      guard,
      clock,
      accounts,
      tablets,
      audit,
      hasSite: (site) => siteName(site) !== undefined,
      isSecure: publicUrl === undefined ? tls !== undefined : publicUrl.startsWith('https:'),
    }),
  );
  await app.register(
    unlockRoutes({
      ...people,
      siteName,
      tablet: (hash) => tablets.find(hash),
      unlock: (command, headers) => authentication.unlock(command, headers),
    }),
  );
  await app.register(configFileRoutes({ guard, configuration }));
  await app.register(backupRoutes({ guard, clock, dialect, dataDir, audit }));
  await app.register(
    restoreRoutes({
      guard,
      dialect,
      dataDir,
      migrations: migrationNames,
      ...(parts.restart !== undefined && { restart: parts.restart }),
    }),
  );
  await app.register(
    aboutRoutes({
      guard,
      clock,
      version: parts.version,
      dialect,
      dataDir,
      licences: readLicences,
      demo: {
        isRunning: () => configuration.sites.some(({ simulated }) => simulated),
        remove: async (by) => {
          const change = await configuration.removeDemo(by);
          if (change.kind === 'not-saved') throw configurationNotSaved();
          await parts.demo?.stop();
        },
      },
    }),
  );
}
