import type { Logger } from 'pino';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { type Clock, systemClock } from '../clock.ts';
import { Outbound } from '../network/outbound.ts';
import type { Authentication } from './access/authentication.ts';
import { Guard } from './access/guard.ts';
import type { Environment } from './config/environment.ts';
import type { LiveConfiguration } from './config/live-configuration.ts';
import type { Database } from './database/database.ts';
import type { MakeLimit } from './limits/limits.ts';

export interface PlatformParts {
  readonly environment: Environment;
  readonly configuration: LiveConfiguration;
  readonly database: Database;
  readonly authentication: Authentication;
  readonly logger: Logger;
  readonly version: string;
  /** Where tries are counted. */
  readonly limit: MakeLimit;
  /** Default: the machine's. */
  readonly clock?: Clock;
}

/** What every feature stands on. */
export interface Platform extends Required<PlatformParts> {
  readonly guard: Guard;
  /** The ways to addresses that people name. */
  readonly outbound: Outbound;
  /** Writes an entry into the audit log. */
  audit(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void>;
}

export function platformOf(parts: PlatformParts): Omit<Platform, 'audit'> {
  const { authentication, configuration, database, environment, limit, logger, version } = parts;
  return {
    ...{ authentication, configuration, database, environment, limit, logger, version },
    clock: parts.clock ?? systemClock,
    guard: new Guard(authentication, limit),
    outbound: new Outbound(environment),
  };
}
