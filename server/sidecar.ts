import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { pathOf } from '#lib/contract/path.ts';
import { sensorErrorInEnglish } from '#lib/i18n/sensor-error-in-english.ts';
import { type Clock, systemClock } from './clock.ts';
import { Alerts } from './features/alerts/alerts.ts';
import { AuditStore } from './features/audit/audit-store.ts';
import { CalendarFeeds } from './features/calendar/calendar-feeds.ts';
import { FeedStore } from './features/calendar/feed-store.ts';
import { AnswerTimes } from './features/displays/answer-times.ts';
import { DisplayDirectory } from './features/displays/display-directory.ts';
import { LastSeenStore } from './features/displays/last-seen-store.ts';
import { LastSeenWriter } from './features/displays/last-seen-writer.ts';
import { ReloadRounds } from './features/displays/reload-rounds.ts';
import { BackfillStore } from './features/history/backfill/backfill-store.ts';
import { Backfiller } from './features/history/backfill/backfiller.ts';
import { SilenceWatch } from './features/history/backfill/silence-watch.ts';
import { HistoryReader } from './features/history/history-reader.ts';
import { HistoryRoller } from './features/history/history-roller.ts';
import { HistoryStore } from './features/history/history-store.ts';
import { RetentionSetting } from './features/history/retention-setting.ts';
import { Lamps } from './features/lamps/lamps.ts';
import { Commands } from './features/mqtt/commands.ts';
import { Mqtt } from './features/mqtt/mqtt.ts';
import { ApiKeyStore } from './features/people/api-key-store.ts';
import { PublicSites } from './features/public/public-sites.ts';
import { createApp } from './front/app.ts';
import { LiveServer, type Watcher } from './front/live/live-server.ts';
import { createMetrics } from './front/metrics.ts';
import { Admission } from './front/standby/forwarding-proof.ts';
import type { ActiveLease } from './front/standby/standby.ts';
import { warnAtStart } from './front/warn-at-start.ts';
import { ClientAddresses } from './network/client-address.ts';
import { Outbound } from './network/outbound.ts';
import type { Authentication } from './platform/access/authentication.ts';
import { roleAt } from './platform/access/roles.ts';
import type { Principal } from './platform/access/sessions.ts';
import type { SiteConfig } from './platform/config/configuration.ts';
import type { ConfigurationFollower } from './platform/config/configuration-switch.ts';
import type { Environment } from './platform/config/environment.ts';
import type { LiveConfiguration } from './platform/config/live-configuration.ts';
import type { Database } from './platform/database/database.ts';
import { InstallationStore } from './platform/database/installation-store.ts';
import type { MakeLimit } from './platform/limits/limits.ts';
import { registerRoutes } from './routes.ts';
import type { SensorFamily } from './sensors/driver.ts';
import type { DemoSite } from './simulators/demo-site.ts';
import { AuditQueue } from './site/audit-queue.ts';
import { PushMemoryStore } from './site/push-totals-store.ts';
import { SensorFleet } from './site/sensor-fleet.ts';
import { IdentityStore } from './site/serial-store.ts';
import { isSharedLevel } from './site/shared-level.ts';
import { SiteCalendars } from './site/site-calendars.ts';
import { SiteResets } from './site/site-resets.ts';
import { ZoneControl } from './site/zone-commands.ts';
import { ZoneEngine } from './site/zone-engine.ts';
import { ZoneStore } from './site/zone-store.ts';
import { correctionOf, zonesOf } from './site/zones-of-sites.ts';

export interface SidecarParts {
  readonly environment: Environment;
  readonly families: ReadonlyMap<string, SensorFamily>;
  readonly configuration: LiveConfiguration;
  /** Present where the demo site runs. */
  readonly demo?: DemoSite;
  readonly database: Database;
  readonly authentication: Authentication;
  readonly logger: Logger;
  readonly version: string;
  /** Where tries are counted. */
  readonly limit: MakeLimit;
  /** Origin of the pages' process; without it only the API and the socket are served. */
  readonly pagesUrl?: string;
  readonly clock?: Clock;
  /** Where several sidecars take turns: ours. */
  readonly activeLease?: ActiveLease;
  /** Stops and starts everything, with the database that then lies in the data folder. */
  readonly restart?: () => void;
}

/**
 * The sidecar: sensors in, lights out. It composes the parts and starts and stops them in order; it decides
 * nothing itself.
 */
export class Sidecar {
  readonly #parts: SidecarParts;
  readonly #built: Built;

  private constructor(parts: SidecarParts, built: Built) {
    this.#parts = parts;
    this.#built = built;
  }

  /** Reads what was saved and builds all parts; nothing runs and nothing listens yet. */
  static async create(parts: SidecarParts): Promise<Sidecar> {
    return new Sidecar(parts, await build(parts));
  }

  get zoneEngine(): ZoneEngine {
    return this.#built.zoneEngine;
  }

  get live(): LiveServer {
    return this.#built.live;
  }

  /**
   * Starts everything.
   *
   * @returns the port it listens on
   * @throws when the port is taken; the message says so
   */
  async start(): Promise<number> {
    const { environment, configuration } = this.#parts;
    const { zoneEngine, roller, backfiller, fleet, alerts, lastSeenWriter, resets, live, reloads, app } =
      this.#built;
    const { admission, feeds, lamps, mqtt } = this.#built;
    zoneEngine.start();
    feeds.start();
    roller.start();
    await backfiller.start();
    fleet.start();
    await alerts.start();
    lastSeenWriter.start();
    resets.start(configuration.sites);
    this.#follow();
    live.attach(app.server);
    // First of all, for sockets as well: everything else believes what is left of the headers.
    app.server.prependListener('request', admission.admit);
    app.server.prependListener('upgrade', admission.admit);
    reloads.start();
    mqtt?.start();
    lamps.start();
    const { activeLease } = this.#parts;
    if (activeLease !== undefined) {
      app.server.prependListener('request', activeLease.check);
      app.server.prependListener('upgrade', activeLease.check);
      await activeLease.freePort();
    }
    await app.listen({ port: environment.port, host: environment.host });
    return (app.server.address() as AddressInfo).port;
  }

  /** Stops everything in order, the last counts saved. */
  async stop(): Promise<void> {
    const { zoneEngine, roller, backfiller, fleet, alerts, lastSeenWriter, resets, live, reloads, app } =
      this.#built;
    const { audits, feeds, publicSites, lamps, mqtt } = this.#built;
    this.#parts.configuration.stop();
    // A broker that hangs holds up nothing.
    const signedOff = mqtt?.stop();
    const lampsOff = lamps.stop();
    resets.stop();
    await feeds.stop();
    reloads.stop();
    await backfiller.stop();
    await alerts.stop();
    await fleet.stop();
    await live.stop();
    publicSites.events.stop();
    await app.close();
    await lastSeenWriter.stop();
    await zoneEngine.stop();
    await audits.stop();
    await roller.stop();
    await signedOff;
    await lampsOff;
  }

  /** Everything follows a changed configuration. Zones first, so that a new sensor finds the zone it feeds. */
  #follow(): void {
    const { configuration } = this.#parts;
    const { zoneEngine, fleet, backfiller, displays, live, resets } = this.#built;
    const { feeds, calendars, lamps, mqtt, publicSites } = this.#built;
    const followers: readonly ConfigurationFollower[] = [
      repeatable('calendars', feeds, () => configuration.sites),
      {
        name: 'zones',
        replace: (sites) => zoneEngine.replace((known, now) => zonesOf(sites, known, now, calendars)),
      },
      {
        name: 'sensors',
        check: (sites) => fleet.check(sites),
        replace: (sites) => fleet.replace(sites),
      },
      repeatable('history', backfiller, () => configuration.sites),
      { name: 'displays', replace: (sites) => displays.replace(sites) },
      repeatable('resets', resets, () => configuration.sites),
      { name: 'screens', replace: () => ({ undo: () => undefined, finish: () => live.refresh() }) },
      { name: 'lamps', replace: () => ({ undo: () => undefined, finish: () => lamps.replace() }) },
      { name: 'mqtt', replace: () => ({ undo: () => undefined, finish: () => mqtt?.replace() }) },
      {
        name: 'visitors',
        replace: () => ({ undo: () => undefined, finish: () => publicSites.events.refresh() }),
      },
    ];
    for (const follower of followers) configuration.follow(follower);
  }
}

/** A follower that goes back by taking over what was there before. */
function repeatable(
  name: string,
  part: { replace(sites: readonly SiteConfig[]): void },
  current: () => readonly SiteConfig[],
): ConfigurationFollower {
  return {
    name,
    replace: (sites) => {
      const before = current();
      const undo = () => part.replace(before);
      try {
        part.replace(sites);
      } catch (error) {
        undo();
        throw error;
      }
      return { undo };
    },
  };
}

interface Built {
  readonly roller: HistoryRoller;
  readonly backfiller: Backfiller;
  readonly zoneEngine: ZoneEngine;
  readonly live: LiveServer;
  readonly fleet: SensorFleet;
  readonly alerts: Alerts;
  readonly displays: DisplayDirectory;
  readonly lastSeenWriter: LastSeenWriter;
  readonly reloads: ReloadRounds;
  readonly resets: SiteResets;
  /** Present where there is a broker. */
  readonly mqtt: Mqtt | undefined;
  readonly lamps: Lamps;
  readonly publicSites: PublicSites;
  readonly audits: AuditQueue;
  readonly app: FastifyInstance;
  readonly admission: Admission;
  readonly feeds: CalendarFeeds;
  readonly calendars: SiteCalendars;
}

async function build(parts: SidecarParts): Promise<Built> {
  const { configuration, database, logger, authentication, environment, families, version, activeLease } =
    parts;
  const clock = parts.clock ?? systemClock;
  const outbound = new Outbound(environment);
  const zoneStore = new ZoneStore(
    database.saves,
    activeLease && { id: activeLease.id, dialect: database.dialect, onLost: activeLease.lost },
  );
  const auditStore = new AuditStore(database.db);
  const identityStore = new IdentityStore(database.db);
  const historyStore = new HistoryStore(database.history);
  const lastSeenStore = new LastSeenStore(database.db);
  const pushStore = new PushMemoryStore(database.db);
  const [saved, pinned, lastSeen, pushed] = await Promise.all([
    zoneStore.load((unreadable) =>
      logger.error(
        unreadable,
        'what was saved of a zone cannot be read: its light is unknown until the number of people is set in the console. The document is kept in the table zone_state_aside',
      ),
    ),
    identityStore.load(),
    lastSeenStore.load(),
    pushStore.load(),
  ]);
  const pushMemories = new Map(pushed);
  const displays = new DisplayDirectory(configuration.sites, { version, lastSeen });
  const answers = new AnswerTimes();
  const lastSeenWriter = new LastSeenWriter(
    {
      store: lastSeenStore,
      clock,
      lastSeen: () => displays.lastSeen(),
      onError: (error) =>
        logger.error({ error }, 'cannot remember when displays were seen; it is tried again'),
    },
    lastSeen,
  );
  const identities = new Map(pinned);
  const isoNow = () => new Date(clock.now()).toISOString();

  const feeds: CalendarFeeds = await CalendarFeeds.load(
    {
      store: new FeedStore(database.db),
      clock,
      fetch: outbound.fetch,
      onProblem: (site, problem) => {
        if (problem === undefined) logger.info({ site }, 'the calendar can be read again');
        else logger.warn({ site, problem }, 'the calendar cannot be read; the last good one is used');
      },
      onError: (error) => logger.error({ error }, 'a calendar cannot be kept on disk'),
    },
    configuration.sites,
  );
  const calendars: SiteCalendars = new SiteCalendars((site) => feeds.closuresOf(site));

  const live: LiveServer = new LiveServer({
    display: (path, key) => displays.find(path, key),
    watcher: async (headers) => {
      const caller = await authentication.caller(headers);
      return caller === null ? undefined : watcherOf(caller);
    },
    isOwnOrigin: (headers) => authentication.isOwnRequest({ method: 'POST', headers }),
    state: (path) => zoneEngine.state(path),
    states: () => zoneEngine.states(),
    sensors: () => fleet.statuses(),
    onDisplay: (path, connections, gone) => {
      displays.seen(path, connections, isoNow(), gone);
      if (connections > 0 && displays.acceptGreeting(path)) live.command(path, 'identify');
    },
    onReport: (path, connection, report) => {
      const zone = displays.zoneOf(path);
      const answeredMs =
        zone && report.drawn !== undefined ? answers.answeredMs(zone, report.drawn) : undefined;
      displays.report(path, connection, report, clock.now(), answeredMs);
    },
  });
  const metrics = createMetrics({
    zones: () => zoneEngine.states(),
    sensors: () => fleet.sensorSummaries(),
    sockets: () => live.size,
  });
  warnAtStart(configuration.sites, displays.statuses(), logger);
  let isStoring = true;
  const retention = await RetentionSetting.load(new InstallationStore(database.db));
  const roller = new HistoryRoller({
    store: historyStore,
    clock,
    retention,
    timezone: (site) => siteOf(configuration.sites, site)?.timezone,
    onError: (error) => logger.error({ error }, 'history cannot be rolled up; it is tried again'),
  });
  const backfiller: Backfiller = new Backfiller({
    store: new BackfillStore(database.history),
    gapStore: new BackfillStore(database.saves),
    history: historyStore,
    watch: new SilenceWatch(configuration.sites, saved),
    clock,
    sites: () => configuration.sites,
    memory: (path) => fleet.sensor(path)?.history,
    correction: (zone) => correctionOf(zoneEngine.zone(pathOf(zone.site, zone.id))),
    onMerged: ({ site, zone, fromMs, toMs }) => roller.changed(site, zone, fromMs, toMs),
    onError: (error) => logger.error({ error }, 'history cannot be filled in; it is tried again'),
  });
  const zoneEngine: ZoneEngine = new ZoneEngine({
    zones: zonesOf(
      configuration.sites,
      saved,
      { wallMs: clock.now(), monotonicMs: clock.monotonic() },
      calendars,
    ),
    saver: backfiller.before(roller.noting(zoneStore)),
    clock,
    publish: (state, answeredMs) => {
      activeLease?.check();
      metrics.messages.inc();
      if (answeredMs !== undefined) answers.note(pathOf(state.site, state.zone), state.asOf, answeredMs);
      live.publish(state);
      mqtt?.publish(state);
      lamps.publish(state);
      publicSites.changed(state.site);
    },
    onStorage: (error) => {
      isStoring = error === undefined;
      if (error === undefined) logger.info('saving works again');
      else
        logger.error(
          { error: error.message },
          'cannot save: lights that are not on disk are unknown until it works again',
        );
    },
  });
  const fleet: SensorFleet = new SensorFleet({
    sites: configuration.sites,
    families,
    clock,
    outbound,
    pinned: (path, url) => {
      const identity = identities.get(path);
      return identity?.url === url ? identity.serial : undefined;
    },
    onSerial: ({ site, id, url }, serial) => {
      identities.set(pathOf(site, id), { site, sensor: id, url, serial });
      identityStore.pin({ site, sensor: id, url, serial }, isoNow()).catch((error: unknown) => {
        logger.error({ error, sensor: pathOf(site, id) }, 'cannot remember the serial number');
      });
    },
    pushMemory: (path, url) => {
      const known = pushMemories.get(path);
      return known?.url === url ? known.memory : undefined;
    },
    savePushes: async ({ site, id, url }, memory) => {
      pushMemories.set(pathOf(site, id), { site, sensor: id, url, memory });
      await pushStore.save({ site, sensor: id, url, memory });
    },
    onArrival: ({ config, snapshot }) => {
      metrics.arrivals.inc();
      backfiller.observe(config, snapshot);
      zoneEngine.ingest(config.site, config.id, snapshot);
    },
    onStatus: (status) => live.publishSensor(status),
    isWatched: (site) => live.isWatched(site),
    onBug: (path, error) => logger.error({ error, sensor: path }, 'a driver threw'),
  });
  const audit = (entry: Parameters<AuditStore['append']>[0]) => auditStore.append(entry, isoNow());
  authentication.onSignIn((who, action) => audit({ who, action, result: 'done' }));
  authentication.onChange(() => live.recheck());
  const audits = new AuditQueue({
    append: (entry, at, key) => auditStore.append(entry, at, key),
    clock,
    onFull: () => logger.error('a command is missing from the audit log: too many wait to be written'),
  });
  const control = new ZoneControl({
    zoneEngine,
    sensor: (path) => fleet.sensor(path),
    isShared: (zone, source) =>
      isSharedLevel(siteOf(configuration.sites, zone.site)?.zones ?? [], zone, source),
    audit: (entry) => audits.record(entry),
    wordsFor: sensorErrorInEnglish,
    onProgress: (progress) => live.publishAdjust(progress),
    clock,
  });

  const resets = new SiteResets({
    zoneEngine,
    control,
    clock,
    calendar: (site) => calendars.of(site),
    onError: (error, site, zone) => logger.error({ error, site, zone }, 'scheduled reset failed'),
  });
  const reloads = new ReloadRounds({
    version,
    clock,
    sites: () => configuration.sites,
    calendar: (site) => calendars.of(site),
    displays: () => displays.statuses(),
    zone: (path) => zoneEngine.state(path),
    reload: (display) => live.command(display, 'reload'),
    onLost: (lost) =>
      logger.warn({ displays: lost }, 'screens did not come back after they were told to load anew'),
  });
  const alerts = await Alerts.create({
    database,
    clock,
    outbound,
    publicUrl: environment.publicUrl,
    sites: () => configuration.sites,
    calendar: (site) => calendars.of(site),
    isCalendarFaulty: (site) => {
      const subscription = feeds.subscription(site);
      return subscription && subscription.problem !== undefined;
    },
    zones: () => zoneEngine.states(),
    sensors: () => fleet.sensorSummaries(),
    displays: () => displays.known(),
    lamps: () => lamps.statuses(),
    publish: (alert) => live.publishAlert(alert),
    maySee: async (userId, site) => {
      const account = await authentication.accounts.find(userId);
      return account !== undefined && roleAt(account, site) !== undefined;
    },
    onError: (error) => logger.error({ error }, 'alerts cannot be saved or sent; it is tried again'),
  });

  const admission = new Admission(new ClientAddresses(environment.trustedProxies), activeLease);
  const lamps: Lamps = new Lamps({
    clock,
    outbound,
    sites: () => configuration.sites,
    mayTell: () => activeLease?.check(),
    onBug: (lamp, error) => logger.error({ error, lamp }, 'a lamp cannot be told'),
  });
  const mqtt: Mqtt | undefined =
    environment.mqtt &&
    new Mqtt({
      settings: environment.mqtt,
      version,
      publicUrl: environment.publicUrl,
      clock,
      logger,
      sites: () => configuration.sites,
      states: () => zoneEngine.states(),
      sensors: () => fleet.sensorSummaries(),
      alerts: () => alerts.open(),
      managedByFile: () =>
        new Set(
          configuration
            .entries()
            .filter(({ kind, managedBy }) => kind === 'zone' && managedBy === 'file')
            .map(({ site, id }) => pathOf(site, id)),
        ),
      commands: new Commands({
        zone: (site, zone) => zoneEngine.zone(pathOf(site, zone)),
        control,
        clock,
        configuration,
        limit: parts.limit,
        logger,
      }),
      mayPublish: () => activeLease?.check(),
    });
  const history = new HistoryReader(historyStore);
  const publicSites: PublicSites = new PublicSites({
    clock,
    history,
    sites: () => configuration.sites,
    calendar: (site) => calendars.of(site),
    state: (path) => zoneEngine.state(path),
    onError: (error) => logger.error({ error }, 'the curves of the public page cannot be read'),
  });

  const app = await createApp({
    logger,
    version,
    admission,
    ...(activeLease === undefined ? {} : { activeId: activeLease.id }),
    ...(environment.tls === undefined ? {} : { tls: environment.tls }),
  });
  await registerRoutes(app, {
    authentication,
    zoneEngine,
    control,
    fleet,
    displays,
    live,
    clock,
    version,
    environment,
    families,
    outbound,
    limit: parts.limit,
    database,
    configuration,
    alerts,
    calendars,
    subscription: (site) => feeds.subscription(site),
    apiKeys: new ApiKeyStore(database.db),
    audit,
    auditLater: (entry) => audits.record(entry),
    auditLog: (query) => auditStore.list(query),
    history,
    publicSites,
    lamps,

    retention,
    backfills: {
      backfills: (query) => backfiller.list(query),
      request: (site, sensor, wanted) => backfiller.request(site, sensor, wanted),
    },
    metrics: metrics.registry,
    isStoring: () => isStoring,
    ...(parts.restart === undefined ? {} : { restart: parts.restart }),
    ...(parts.demo === undefined ? {} : { demo: parts.demo }),
    ...(parts.pagesUrl === undefined ? {} : { pagesUrl: parts.pagesUrl }),
  });
  return {
    mqtt,
    lamps,
    roller,
    backfiller,
    zoneEngine,
    live,
    fleet,
    alerts,
    displays,
    lastSeenWriter,
    reloads,
    resets,
    publicSites,
    audits,
    app,
    admission,
    feeds,
    calendars,
  };
}

/** Who watches the console: everything, or the sites where they have a role; every role may look. */
function watcherOf(caller: Principal): Watcher {
  const { userId, session, sites } = caller;
  return {
    identity: JSON.stringify([userId, session, sites]),
    sees: (site) => roleAt(caller, site) !== undefined,
  };
}

function siteOf(sites: readonly SiteConfig[], id: string): SiteConfig | undefined {
  return sites.find((site) => site.id === id);
}
