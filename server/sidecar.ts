import { alertsFeature } from './features/alerts/alerts-feature.ts';
import { auditFeature } from './features/audit/audit-feature.ts';
import { backupRoutes } from './features/backup/backup-routes.ts';
import { restoreRoutes } from './features/backup/restore-routes.ts';
import { calendarFeature } from './features/calendar/calendar-feature.ts';
import { calibrationFeature } from './features/calibration/calibration-feature.ts';
import { configFileRoutes } from './features/configuration/config-file-routes.ts';
import { configRoutes } from './features/configuration/entry-routes.ts';
import { siteRoutes } from './features/configuration/site-routes.ts';
import { devicesFeature } from './features/devices/devices-feature.ts';
import type { DisplayDirectory } from './features/displays/display-directory.ts';
import { type DisplaysFeature, displaysFeature } from './features/displays/displays-feature.ts';
import { forecastFeature } from './features/forecast/forecast-feature.ts';
import { type HistoryFeature, historyFeature } from './features/history/history-feature.ts';
import { insightsRoutes } from './features/insights/insights-routes.ts';
import { aboutRoutes } from './features/installation/about-routes.ts';
import { diagnosticsRoutes } from './features/installation/diagnostics-routes.ts';
import { lampsFeature } from './features/lamps/lamps-feature.ts';
import { mediaRoutes } from './features/media/media-routes.ts';
import { mqttFeature } from './features/mqtt/mqtt-feature.ts';
import { peopleFeature } from './features/people/people-feature.ts';
import { publicFeature } from './features/public/public-feature.ts';
import { zoneCommands } from './features/zones/zone-commands.ts';
import { zoneRoutes } from './features/zones/zone-routes.ts';
import { HttpServer } from './front/http-server.ts';
import { LiveServer } from './front/live/live-server.ts';
import type { ActiveLease } from './front/standby/standby.ts';
import { warnAtStart } from './front/warn-at-start.ts';
import type { Feature } from './platform/feature.ts';
import { type PlatformParts, platformOf } from './platform/platform.ts';
import { demoPast } from './simulators/demo-past.ts';
import type { DemoSite } from './simulators/demo-site.ts';
import { simulatorRoutes } from './simulators/simulator-routes.ts';
import { Sites } from './site/sites.ts';

export interface SidecarParts extends PlatformParts {
  /** Present where the demo site runs. */
  readonly demo?: DemoSite;
  /** Origin of the pages' process; without it only the API and the socket are served. */
  readonly pagesUrl?: string;
  /** The lease of this sidecar, where several share an installation. */
  readonly activeLease?: ActiveLease;
  /** Restarts everything, with the database that is then in the data folder. */
  readonly restart?: () => void;
}

interface Built {
  readonly server: HttpServer;
  readonly sites: Sites;
  readonly displays: DisplayDirectory;
  readonly live: LiveServer;
  /** Started in this order, stopped in reverse. */
  readonly features: readonly Feature[];
}

/** The sidecar: sensors in, lights out. It is a list of features, and decides nothing itself. */
export class Sidecar {
  readonly #parts: SidecarParts;
  readonly #built: Built;

  private constructor(parts: SidecarParts, built: Built) {
    this.#parts = parts;
    this.#built = built;
  }

  /** Reads what was saved and builds all features; nothing runs and nothing listens yet. */
  static async create(parts: SidecarParts): Promise<Sidecar> {
    return new Sidecar(parts, await build(parts));
  }

  get sites(): Sites {
    return this.#built.sites;
  }

  /**
   * Starts everything.
   *
   * @returns the port it listens on
   * @throws when the port is taken; the message says so
   */
  async start(): Promise<number> {
    const { configuration, logger } = this.#parts;
    const { server, features, live, displays } = this.#built;
    for (const feature of features) {
      await feature.start?.();
      configuration.follow(feature);
    }
    warnAtStart(configuration.sites, displays.statuses(), logger);
    return server.listen(live);
  }

  /** Stops everything, the last counts saved. */
  async stop(): Promise<void> {
    this.#parts.configuration.stop();
    const beside: unknown[] = [];
    for (const feature of this.#built.features.toReversed()) {
      const stopped = feature.stop?.();
      if (feature.stopsBeside === true) beside.push(stopped);
      else await stopped;
    }
    await Promise.all(beside);
  }
}

async function build(parts: SidecarParts): Promise<Built> {
  const { demo, activeLease } = parts;
  const base = await platformOf(parts);
  const audit = auditFeature(base);
  const platform = { ...base, audit: audit.append };

  // What a site needs while it runs, then the sites, then those who listen to them.
  const calendar = await calendarFeature(platform);
  const { calendars } = calendar;
  const displays: DisplaysFeature = await displaysFeature({
    platform,
    calendars,
    sites: () => sites,
    sockets: () => live,
  });
  const history: HistoryFeature = await historyFeature(platform, () => sites);
  const sites: Sites = await Sites.load({
    platform,
    families: parts.families,
    calendars,
    past: history.past,
    features: [calendar, history, displays],
    claim: activeLease && { id: activeLease.id, dialect: parts.database.dialect, onLost: activeLease.lost },
    audit: audit.record,
  });
  if (activeLease !== undefined) sites.listen({ state: activeLease.check });
  const live: LiveServer = new LiveServer(platform, sites, displays);
  const mayTell = () => activeLease?.check();
  const lamps = lampsFeature(platform, sites, mayTell);
  const alerts = await alertsFeature({
    platform,
    sites,
    calendar,
    lamps: lamps.lamps,
    displays: displays.displays,
    publish: (alert) => live.publishAlert(alert),
  });
  const { pagesUrl } = parts;
  const server = await HttpServer.create({
    platform,
    sites,
    activeLease,
    pagesUrl,
    sockets: () => live.size,
  });

  const commands = zoneCommands(platform, sites, audit.record);
  const forecast = forecastFeature(platform, sites, calendars, history.reader, commands);
  const { retentionClock } = platform;
  const features: readonly Feature[] = [
    audit,
    {
      name: 'retention',
      start: () => retentionClock.start(),
      stop: () => retentionClock.stop(),
    },
    ...(demo === undefined ? [] : [demoPast(platform, calendars, () => forecast.forecasts.forget())]),
    calendar,
    displays,
    sites,
    history,
    { name: 'sign-in', routes: [platform.authentication.routes] },
    peopleFeature(platform),
    devicesFeature(platform, sites),
    { name: 'zones', routes: [zoneRoutes(platform, sites, commands)] },
    calibrationFeature(platform, sites, calendars, commands),
    forecast,
    {
      name: 'configuration',
      routes: [siteRoutes(platform), configRoutes(platform), configFileRoutes(platform)],
    },
    { name: 'insights', routes: [insightsRoutes(platform, sites)] },
    { name: 'media', routes: [mediaRoutes(platform)] },
    { name: 'backup', routes: [backupRoutes(platform), restoreRoutes(platform, parts.restart)] },
    {
      name: 'installation',
      routes: [aboutRoutes(platform, demo && (() => demo.stop())), diagnosticsRoutes(platform)],
    },
    { name: 'simulators', routes: demo === undefined ? [] : [simulatorRoutes(platform, demo)] },
    server,
    alerts,
    live,
    publicFeature(platform, sites, calendars, history.reader, forecast.forecasts),
    ...mqttFeature(platform, sites, alerts.alerts, mayTell),
    lamps,
  ];
  await server.addRoutes(features);
  return { server, sites, displays: displays.displays, live, features };
}
