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
import { handFeature } from './features/hand/hand-feature.ts';
import { type HistoryFeature, historyFeature } from './features/history/history-feature.ts';
import { insightsRoutes } from './features/insights/insights-routes.ts';
import { aboutRoutes } from './features/installation/about-routes.ts';
import { diagnosticsRoutes } from './features/installation/diagnostics-routes.ts';
import { onlySidecar, sidecarRoutes } from './features/installation/sidecar-routes.ts';
import { UpdateCheck } from './features/installation/update-check.ts';
import { lampsFeature } from './features/lamps/lamps-feature.ts';
import { mediaRoutes } from './features/media/media-routes.ts';
import { mqttFeature } from './features/mqtt/mqtt-feature.ts';
import { peopleFeature } from './features/people/people-feature.ts';
import { publicFeature } from './features/public/public-feature.ts';
import { reportsFeature } from './features/reports/reports-feature.ts';
import { tracingFeature } from './features/tracing/tracing-feature.ts';
import { wallFeature } from './features/wall/wall-feature.ts';
import { zoneCommands } from './features/zones/zone-commands.ts';
import { zoneRoutes } from './features/zones/zone-routes.ts';
import type { Chain } from './front/chain/chain.ts';
import { requireAlone } from './front/chain/same-installation.ts';
import { HttpServer } from './front/http-server.ts';
import { LiveServer } from './front/live/live-server.ts';
import { ServedCertificate } from './front/served-certificate.ts';
import { warnAtStart } from './front/warn-at-start.ts';
import { fenceOf } from './platform/cluster/cluster-store.ts';
import type { Feature } from './platform/feature.ts';
import { type PlatformParts, platformOf } from './platform/platform.ts';
import { demoPast } from './simulators/demo-past.ts';
import type { DemoSite } from './simulators/demo-site.ts';
import { simulatorsFeature } from './simulators/simulator-routes.ts';
import { Sites } from './site/sites.ts';

export interface SidecarParts extends PlatformParts {
  /** Present where the demo site runs. */
  readonly demo?: DemoSite;
  /** Origin of the pages' process; without it only the API and the socket are served. */
  readonly pagesUrl?: string;
  /** Ends the process at once, if the other sidecars have taken over the sites of this one. */
  end?(why: string): never;
  /** Restarts everything, with the database that is then in the data folder. */
  readonly restart?: () => void;
}

interface Built {
  readonly server: HttpServer;
  readonly sites: Sites;
  readonly displays: DisplayDirectory;
  readonly live: LiveServer;
  readonly chain: Chain | undefined;
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
    const { server, features, live, displays, chain } = this.#built;
    for (const feature of features) {
      await feature.start?.();
      configuration.follow(feature);
    }
    warnAtStart(configuration.sites, displays.statuses(), logger);
    const port = await server.listen(live);
    // Sites come here once everything is ready for them.
    await chain?.start();
    return port;
  }

  /** Stops everything, the last counts saved. */
  async stop(): Promise<void> {
    this.#parts.configuration.stop();
    await this.#built.chain?.stop();
    const beside: unknown[] = [];
    for (const feature of this.#built.features.toReversed()) {
      const stopped = feature.stop?.();
      if (feature.stopsBeside === true) beside.push(stopped);
      else await stopped;
    }
    await Promise.all(beside);
    await this.#built.chain?.close();
  }
}

async function build(parts: SidecarParts): Promise<Built> {
  const { demo, environment, end = endBadly } = parts;
  const { redisUrl } = environment;
  if (redisUrl === undefined) await requireAlone(parts.database);
  const certificate = environment.tls && new ServedCertificate(environment.tls, parts.logger);
  const chain =
    redisUrl === undefined
      ? undefined
      : await (await import('./front/chain/chain.ts')).Chain.open({ ...parts, certificate, redisUrl, end });
  const base = await platformOf({
    ...parts,
    ...(chain !== undefined && { clock: chain.clock, fence: fenceOf(chain.membership.id) }),
  });
  const audit = auditFeature(base);
  const platform = { ...base, audit: audit.append };

  // What a site needs while it runs, then the sites, then those who listen to them.
  const calendar = await calendarFeature(platform);
  const { calendars } = calendar;
  const tracing = tracingFeature(platform, () => sites);
  const displays: DisplaysFeature = await displaysFeature({
    platform,
    drawn: tracing.drawn,
    calendars,
    sites: () => sites,
    sockets: () => live,
  });
  const history: HistoryFeature = await historyFeature(platform, () => sites);
  const hand = await handFeature(platform, () => sites, history);
  const sites: Sites = new Sites({
    platform,
    families: parts.families,
    calendars,
    past: history.past,
    features: [calendar, history, hand],
    replacedUntil: hand.replacedUntil,
    member: chain?.membership,
    elsewhere: chain?.neighbours.elsewhere,
    audit: audit.record,
  });
  const wall = wallFeature(platform, sites, displays.displays, chain?.membership.id, chain?.exchange);
  const live: LiveServer = new LiveServer(platform, sites, displays, wall.wall, chain?.fanOut);
  const lamps = lampsFeature(platform, sites);
  const isFirst = chain && (() => chain.membership.isFirst);
  const alerts = await alertsFeature({
    platform,
    sites,
    calendar,
    lamps: lamps.lamps,
    displays: displays.displays,
    isFirst,
    publish: (alert) => live.publishAlert(alert),
  });
  const { pagesUrl } = parts;
  const server = await HttpServer.create({
    platform,
    sites,
    chain,
    certificate,
    pagesUrl,
    sockets: () => live.size,
  });

  const sidecars = chain ?? onlySidecar(platform);
  const commands = zoneCommands(platform, sites, audit.record);
  const forecast = forecastFeature(platform, sites, calendars, history.reader, commands);
  const calibration = calibrationFeature(platform, sites, calendars, commands);
  const reports = reportsFeature({
    ...{ platform, sites, calendars, alerts: alerts.alerts },
    history: history.reader,
    forecasts: forecast.forecasts,
    calibration: calibration.monitor,
  });
  chain?.attach({
    sites,
    displays,
    lamps: lamps.lamps,
    reports: reports.maker,
    alerts: alerts.alerts,
    shared: platform.shared,
    wall,
  });
  const updates = new UpdateCheck({ platform, isFirst });
  const { retentionClock } = platform;
  const features: readonly Feature[] = [
    audit,
    tracing,
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
    hand.feature(sites),
    { name: 'zones', routes: [zoneRoutes(platform, sites, commands)] },
    calibration,
    forecast,
    {
      name: 'configuration',
      routes: [
        siteRoutes(platform, (site) => sidecars.homeOf(site)),
        configRoutes(platform),
        configFileRoutes(platform),
      ],
    },
    { name: 'insights', routes: [insightsRoutes(platform, sites)] },
    { name: 'media', routes: [mediaRoutes(platform)] },
    { name: 'backup', routes: [backupRoutes(platform), restoreRoutes(platform, parts.restart)] },
    {
      name: 'installation',
      start: () => updates.start(),
      stop: () => updates.stop(),
      routes: [
        aboutRoutes(platform, updates),
        diagnosticsRoutes(platform),
        sidecarRoutes(platform, sidecars),
      ],
    },
    ...(demo === undefined ? [] : [simulatorsFeature(platform, demo)]),
    server,
    alerts,
    reports,
    wall,
    live,
    publicFeature(platform, sites, calendars, history.reader, forecast.forecasts),
    ...mqttFeature(platform, sites, alerts.alerts),
    lamps,
  ];
  await server.addRoutes(features);
  return { server, sites, displays: displays.displays, live, features, chain };
}

function endBadly(why: string): never {
  throw new Error(why);
}
