import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import { AuditQueue } from '#server/site/audit-queue.ts';
import { auditRoutes } from './audit-routes.ts';
import { AuditStore } from './audit-store.ts';

export interface AuditFeature extends Feature {
  /** Writes an entry. */
  readonly append: Platform['audit'];
  /** Writes an entry as soon as possible. */
  readonly record: AuditQueue['record'];
}

/** The log of what people and schedules did. */
export function auditFeature(platform: Omit<Platform, 'audit'>): AuditFeature {
  const { database, clock, logger, authentication } = platform;
  const store = new AuditStore(database.db);
  const queue = new AuditQueue({
    append: (entry, at, key) => store.append(entry, at, key),
    clock,
    onFull: () => logger.error('a command is missing from the audit log: too many wait to be written'),
  });
  const append: Platform['audit'] = (entry) => store.append(entry, new Date(clock.now()).toISOString());
  authentication.onSignIn((who, action) => append({ who, action, result: 'done' }));
  return {
    name: 'audit',
    append,
    record: (entry) => queue.record(entry),
    stop: () => queue.stop(),
    routes: [auditRoutes(platform, store)],
  };
}
