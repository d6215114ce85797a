import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { CalendarSubscription } from '#lib/contract/calendar.ts';
import type { Path } from '#lib/contract/path.ts';
import type { Site } from '#lib/contract/site.ts';
import { sensorErrorInEnglish } from '#lib/i18n/sensor-error-in-english.ts';
import { registerAdministration } from './administration-routes.ts';
import type { Clock } from './clock.ts';
import { alertRoutes } from './features/alerts/alert-routes.ts';
import type { Alerts } from './features/alerts/alerts.ts';
import { smtpRoutes } from './features/alerts/smtp-routes.ts';
import { auditRoutes } from './features/audit/audit-routes.ts';
import type { AuditQuery } from './features/audit/audit-store.ts';
import { calendarRoutes } from './features/calendar/calendar-routes.ts';
import { configRoutes } from './features/configuration/entry-routes.ts';
import { siteRoutes } from './features/configuration/site-routes.ts';
import { deviceCommandRoutes } from './features/devices/device-command-routes.ts';
import { deviceRoutes } from './features/devices/device-routes.ts';
import { probeRoutes } from './features/devices/probe-routes.ts';
import { pushRoutes } from './features/devices/push-routes.ts';
import { sensorRoutes } from './features/devices/sensor-routes.ts';
import type { DisplayDirectory } from './features/displays/display-directory.ts';
import { displayRoutes } from './features/displays/display-routes.ts';
import { displayWorkerRoutes } from './features/displays/display-worker.ts';
import { PairingCodes } from './features/displays/pairing-codes.ts';
import { pairingRoutes } from './features/displays/pairing-routes.ts';
import { type BackfillRoutesParts, backfillRoutes } from './features/history/backfill-routes.ts';
import type { HistoryReader } from './features/history/history-reader.ts';
import { historyRoutes } from './features/history/history-routes.ts';
import { retentionRoutes } from './features/history/retention-routes.ts';
import type { RetentionSetting } from './features/history/retention-setting.ts';
import { InsightsCache } from './features/insights/insights-cache.ts';
import { insightsRoutes } from './features/insights/insights-routes.ts';
import { lampRoutes } from './features/lamps/lamp-routes.ts';
import type { Lamps } from './features/lamps/lamps.ts';
import { mediaRoutes } from './features/media/media-routes.ts';
import { MediaStore } from './features/media/media-store.ts';
import { apiKeyRoutes } from './features/people/api-key-routes.ts';
import type { ApiKeyStore } from './features/people/api-key-store.ts';
import { publicRoutes } from './features/public/public-routes.ts';
import type { PublicSites } from './features/public/public-sites.ts';
import { zoneRoutes } from './features/zones/zone-routes.ts';
import { healthRoutes, type Unready } from './front/health.ts';
import type { LiveServer } from './front/live/live-server.ts';
import { proxyPages } from './front/pages-proxy.ts';
import type { Outbound } from './network/outbound.ts';
import type { Authentication } from './platform/access/authentication.ts';
import { Guard } from './platform/access/guard.ts';
import type { SiteConfig } from './platform/config/configuration.ts';
import type { Environment } from './platform/config/environment.ts';
import type { LiveConfiguration } from './platform/config/live-configuration.ts';
import type { Database } from './platform/database/database.ts';
import { Once } from './platform/http/idempotency.ts';
import { KeptAnswerStore } from './platform/http/idempotency-store.ts';
import type { MakeLimit } from './platform/limits/limits.ts';
import type { SensorFamily } from './sensors/driver.ts';
import type { DemoSite } from './simulators/demo-site.ts';
import { simulatorRoutes } from './simulators/simulator-routes.ts';
import type { LateAuditEntry } from './site/audit-queue.ts';
import type { SensorFleet } from './site/sensor-fleet.ts';
import type { SiteCalendars } from './site/site-calendars.ts';
import type { ZoneControl } from './site/zone-commands.ts';
import type { ZoneEngine } from './site/zone-engine.ts';

/** Everything the routes speak for. */
export interface RoutesParts {
  readonly authentication: Authentication;
  readonly zoneEngine: ZoneEngine;
  readonly control: ZoneControl;
  readonly fleet: SensorFleet;
  readonly displays: DisplayDirectory;
  readonly live: LiveServer;
  readonly clock: Clock;
  readonly version: string;
  readonly environment: Environment;
  readonly families: ReadonlyMap<string, SensorFamily>;
  /** The ways to addresses that people name. */
  readonly outbound: Outbound;
  /** Where tries are counted. */
  readonly limit: MakeLimit;
  readonly database: Database;
  readonly configuration: LiveConfiguration;
  readonly demo?: DemoSite;
  /** Stops and starts everything: with another database. */
  readonly restart?: () => void;
  readonly metrics: Registry;
  /** Origin of the pages' process; without it only the API and the socket are served. */
  readonly pagesUrl?: string;
  readonly alerts: Alerts;
  readonly calendars: SiteCalendars;
  subscription(site: string): CalendarSubscription | undefined;
  readonly apiKeys: ApiKeyStore;
  readonly history: HistoryReader;
  readonly publicSites: PublicSites;
  readonly lamps: Lamps;
  readonly retention: RetentionSetting;
  readonly backfills: Pick<BackfillRoutesParts, 'backfills' | 'request'>;
  audit(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void>;
  /** Writes an entry as soon as it can be written. */
  auditLater(entry: LateAuditEntry): Promise<void>;
  auditLog(query: AuditQuery): Promise<AuditEntry[]>;
  /** False while the disk refuses. */
  isStoring(): boolean;
}

/** Adds every route to the app; the pages last, because they take whatever nobody else does. */
export async function registerRoutes(app: FastifyInstance, parts: RoutesParts): Promise<void> {
  const {
    authentication,
    zoneEngine,
    control,
    fleet,
    displays,
    live,
    clock,
    configuration,
    demo,
    audit,
    pagesUrl,
  } = parts;
  const { limit } = parts;
  const guard = new Guard(authentication, limit);
  const sites = () => configuration.sites.map(({ id }) => id);
  await app.register(authentication.routes);
  await app.register(
    healthRoutes({
      version: parts.version,
      metrics: parts.metrics,
      metricsToken: parts.environment.metricsToken,
      unready: () => unready(parts),
    }),
  );
  await app.register(siteRoutes({ guard, sites: () => configuration.sites.map(siteView) }));
  await app.register(
    calendarRoutes({
      guard,
      clock,
      site: (id) => configuration.sites.find((site) => site.id === id),
      calendar: (site) => parts.calendars.of(site),
      subscription: (site) => parts.subscription(site),
    }),
  );
  const once = new Once(new KeptAnswerStore(parts.database.db), clock);
  await app.register(zoneRoutes({ guard, zoneEngine, control, clock, limit, once, audit: parts.auditLater }));
  await app.register(
    historyRoutes({
      guard,
      zoneEngine,
      clock,
      timezone: (id) => configuration.sites.find((site) => site.id === id)?.timezone ?? 'UTC',
      history: parts.history,
    }),
  );
  await app.register(
    insightsRoutes({
      guard,
      clock,
      cache: new InsightsCache({ clock, sensor: (path) => fleet.sensor(path) }),
      site: (id) => configuration.sites.find((site) => site.id === id),
      wordsFor: sensorErrorInEnglish,
    }),
  );
  await app.register(
    backfillRoutes({
      guard,
      ...parts.backfills,
      sensor: (path) => fleet.sensor(path),
      wordsFor: sensorErrorInEnglish,
    }),
  );
  await app.register(
    sensorRoutes({
      guard,
      statuses: () => fleet.statuses(),
      status: (path) => fleet.status(path),
      check: (path) => fleet.sensor(path)?.pollSoon(),
    }),
  );
  const device = {
    guard,
    sensor: (path: Path) => fleet.sensor(path),
    wordsFor: sensorErrorInEnglish,
  };
  await app.register(deviceRoutes(device));
  await app.register(deviceCommandRoutes({ ...device, audit }));
  await app.register(
    probeRoutes({
      guard,
      limit,
      families: parts.families,
      addresses: parts.outbound.entered,
      timezone: (id) => configuration.sites.find((site) => site.id === id)?.timezone,
    }),
  );
  await app.register(
    pushRoutes({ limit, target: (path) => fleet.pushTarget(path), wordsFor: sensorErrorInEnglish }),
  );
  await app.register(
    displayRoutes({
      guard,
      live,
      statuses: () => displays.statuses(),
      changes: (since) => displays.changes(since),
      display: (path, key) => displays.find(path, key),
      state: (path) => zoneEngine.state(path),
    }),
  );
  await app.register(displayWorkerRoutes);
  await app.register(
    mediaRoutes({
      guard,
      clock,
      media: new MediaStore(parts.database.db),
      hasSite: (id) => configuration.sites.some((site) => site.id === id),
      isUsed: (name) => JSON.stringify(configuration.entries()).includes(name),
      audit,
    }),
  );
  await app.register(
    apiKeyRoutes({ guard, clock, keys: parts.apiKeys, onRemoved: () => authentication.forget(), audit }),
  );
  await app.register(
    pairingRoutes({
      guard,
      limit,
      codes: new PairingCodes(() => clock.monotonic()),
      hasZone: (path) => zoneEngine.zone(path) !== undefined,
      hasDisplay: (path) => displays.has(path),
      addDisplay: (key, document, by, audit) => configuration.put(key, document, by, { audit }),
      publicUrl: parts.environment.publicUrl,
      greet: (path) => displays.greet(path),
    }),
  );
  await app.register(configRoutes({ guard, configuration }));
  await app.register(
    alertRoutes({ guard, limit, addresses: parts.outbound.entered, alerts: parts.alerts, sites, audit }),
  );
  await app.register(retentionRoutes({ guard, retention: parts.retention, audit }));
  await app.register(smtpRoutes({ guard, addresses: parts.outbound.entered, alerts: parts.alerts, audit }));
  await app.register(publicRoutes({ publicSites: parts.publicSites }));
  await app.register(lampRoutes({ guard, lamps: parts.lamps, audit }));
  await app.register(auditRoutes({ guard, list: parts.auditLog }));
  await registerAdministration(app, { ...parts, guard });
  if (demo !== undefined) {
    const isRunning = () => configuration.sites.some(({ simulated }) => simulated);
    await app.register(simulatorRoutes({ guard, simulated: demo, isRunning }));
  }
  if (pagesUrl !== undefined) {
    const { publicUrl, isDevelopment = false } = parts.environment;
    await proxyPages(app, { pagesUrl, publicUrl, isDevelopment });
  }
}

function siteView(site: SiteConfig): Site {
  const { id, name, timezone, languages, simulated, resetAt } = site;
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return {
    id,
    name,
    timezone,
    languages: [...languages],
    simulated,
    ...(resetAt === undefined ? {} : { resetAt: `${twoDigits(resetAt.hour)}:${twoDigits(resetAt.minute)}` }),
  };
}

async function unready({ isStoring, pagesUrl }: RoutesParts): Promise<Unready> {
  const waitingFor: string[] = [];
  if (!isStoring()) waitingFor.push('storage');
  if (pagesUrl !== undefined && !(await answers(pagesUrl))) waitingFor.push('pages');
  return waitingFor;
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/healthz', url), {
      signal: AbortSignal.timeout(2000),
      redirect: 'manual',
    });
    await answer.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
