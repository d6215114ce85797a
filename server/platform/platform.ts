import type { Logger } from 'pino';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { SensorFamily } from '#server/sensors/driver.ts';
import { type Clock, systemClock } from '../clock.ts';
import { Outbound } from '../network/outbound.ts';
import type { Authentication } from './access/authentication.ts';
import { Guard } from './access/guard.ts';
import type { Fence } from './cluster/cluster-store.ts';
import type { Environment } from './config/environment.ts';
import type { LiveConfiguration } from './config/live-configuration.ts';
import type { Database } from './database/database.ts';
import { configurationRow, InstallationStore } from './database/installation-store.ts';
import type { OnUnreadable } from './database/stored-document.ts';
import type { MakeLimit } from './limits/limits.ts';
import { RetentionClock } from './retention-clock.ts';
import { SharedChanges } from './shared-changes.ts';

export interface PlatformParts {
  readonly environment: Environment;
  readonly configuration: LiveConfiguration;
  /** The kinds of sensors there are, by their `driver`. */
  readonly families: ReadonlyMap<string, SensorFamily>;
  readonly database: Database;
  readonly authentication: Authentication;
  readonly logger: Logger;
  readonly version: string;
  /** Where tries are counted. */
  readonly limit: MakeLimit;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** With several sidecars: keeps out what is written of a site that is at home elsewhere. */
  readonly fence?: Fence | undefined;
}

/** What every feature stands on. */
export interface Platform extends Required<PlatformParts> {
  /** The time by which old data is deleted. */
  readonly retentionClock: RetentionClock;
  /** What sidecars that share a database have each other reload. */
  readonly shared: SharedChanges;
  /** Reports what is stored and cannot be read. */
  readonly onUnreadable: OnUnreadable;
  readonly guard: Guard;
  /** Network access to addresses that users name. */
  readonly outbound: Outbound;
  /** Writes an entry into the audit log. */
  audit(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void>;
}

export async function platformOf(parts: PlatformParts): Promise<Omit<Platform, 'audit'>> {
  const { authentication, configuration, database, environment, families, fence, limit, logger, version } =
    parts;
  const clock = parts.clock ?? systemClock;
  const store = new InstallationStore(database.db);
  const shared = new SharedChanges({
    store,
    isShared: environment.redisUrl !== undefined,
    onError: (error, name) =>
      logger.error({ error, name }, 'a change by another sidecar cannot be read; it is tried again'),
  });
  shared.follow(configurationRow, () => configuration.reload());
  shared.follow('access', () => authentication.forget());
  authentication.onChange(() => void shared.announce('access'));
  return {
    ...{ authentication, configuration, database, environment, families, fence, limit, logger, version },
    clock,
    retentionClock: await RetentionClock.load({
      store,
      clock,
      onError: (error) =>
        logger.warn(
          { error },
          'the time of the last clean-up cannot be saved: old entries may be deleted later',
        ),
    }),
    shared,
    onUnreadable: (unreadable) => logger.error(unreadable, 'a stored entry cannot be read, and is skipped'),
    guard: new Guard(authentication, limit),
    outbound: new Outbound(environment),
  };
}
