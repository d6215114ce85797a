import type { AdjustProgress } from '#lib/contract/adjust.ts';
import { idOf, type Path, pathOf, siteOf } from '#lib/contract/path.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { sensorErrorInEnglish } from '#lib/i18n/sensor-error-in-english.ts';
import type { Membership } from '../platform/cluster/membership.ts';
import type { SiteConfig } from '../platform/config/configuration.ts';
import { type Replaced, replaceInOrder } from '../platform/config/configuration-switch.ts';
import type { Feature } from '../platform/feature.ts';
import type { Platform } from '../platform/platform.ts';
import type { SensorSummary } from '../sensors/describe-sensor.ts';
import type { SensorFamily } from '../sensors/driver.ts';
import { PollTimer } from '../sensors/poll-timer.ts';
import type { Arrival, Sensor } from '../sensors/sensor.ts';
import type { NewAuditEntry } from './audit-queue.ts';
import { DeviceMemoryStore } from './device-memory-store.ts';
import { type Elsewhere, nowhere } from './elsewhere.ts';
import { Pipeline, type ZoneMessage, type ZonePast } from './pipeline.ts';
import { isSharedLevel } from './shared-level.ts';
import type { SiteCalendars } from './site-calendars.ts';
import { type Heritage, type SiteFeature, SiteRunner, type SiteRunnerParts } from './site-runner.ts';
import { type PushTarget, SiteSensors } from './site-sensors.ts';
import type { Zone } from './zone.ts';
import { ZoneControl } from './zone-control.ts';
import type { HandedOverZone } from './zone-handover.ts';
import { ZoneStore } from './zone-store.ts';

/** Hears what happens at the sites. */
export interface SitesListener {
  /** A zone's state is published. */
  state?(message: ZoneMessage): void;
  /** A sensor has answered. */
  answer?(): void;
  adjust?(progress: AdjustProgress): void;
  /** A sensor's status has changed; called at most once a second, and only for sites that are watched. */
  sensor?(status: SensorStatus): void;
  isWatched?(site: string): boolean;
  /** Sites begin to run here; not called for those that run from the start. */
  begin?(): void;
  /** A site continues on another sidecar: it is that one's now. */
  end?(site: string): void;
}

export interface SitesParts {
  /** With several sidecars: the others. */
  readonly elsewhere?: Elsewhere | undefined;
  readonly platform: Platform;
  readonly families: ReadonlyMap<string, SensorFamily>;
  readonly calendars: SiteCalendars;
  readonly past: ZonePast;
  readonly features: readonly SiteFeature[];
  /** Until when people count instead of a sensor (epoch ms); undefined: they never did. */
  replacedUntil?(path: Path): number | undefined;
  /** This sidecar among several; without it every site runs here. */
  readonly member?: Pick<Membership, 'id' | 'isHeld' | 'isFirst'> | undefined;
  /** Writes the result of a command into the audit log, later if that is not possible now. */
  audit(entry: NewAuditEntry): Promise<void>;
}

/**
 * Minimum interval between status messages of one sensor: readings come far more often than anyone can read.
 */
const statusEveryMs = 1000;

/** An answer of a device in whose place people count or have counted says so. */
function marked(arrival: Arrival, replacedUntil: SitesParts['replacedUntil']): Arrival {
  const { config, snapshot } = arrival;
  const replacedUntilMs =
    snapshot.byHand === undefined ? replacedUntil?.(pathOf(config.site, config.id)) : undefined;
  return replacedUntilMs === undefined ? arrival : { ...arrival, snapshot: { ...snapshot, replacedUntilMs } };
}

/** The sites that run here, each by its own runner. */
export class Sites implements Feature {
  readonly name = 'sites';
  readonly pipeline: Pipeline;
  readonly control: ZoneControl;
  readonly elsewhere: Elsewhere;
  readonly #configured: () => readonly SiteConfig[];
  readonly #runnerParts: SiteRunnerParts;
  readonly #member: SitesParts['member'];
  readonly #store: ZoneStore;
  readonly #devices: DeviceMemoryStore;
  readonly #logger: Platform['logger'];
  readonly #onUnreadable: Platform['onUnreadable'];
  #runners: ReadonlyMap<string, SiteRunner> = new Map();
  readonly #listeners: SitesListener[] = [];
  #statusTimer: NodeJS.Timeout | undefined;
  #isStoring = true;

  constructor(parts: SitesParts) {
    const { platform, families, calendars, past, features, member } = parts;
    const { clock, logger, outbound, configuration, database } = platform;
    const store = new ZoneStore(
      database.saves,
      member && {
        id: member.id,
        onNotHome: (sites) => {
          for (const site of sites) this.lose(site);
        },
      },
    );
    const devices = new DeviceMemoryStore(database.db);
    this.#configured = () => configuration.sites;
    this.#member = member;
    this.elsewhere = parts.elsewhere ?? nowhere;
    this.#store = store;
    this.#devices = devices;
    this.#logger = logger;
    this.#onUnreadable = platform.onUnreadable;
    this.pipeline = new Pipeline({
      store,
      past,
      clock,
      ...(member !== undefined && { isHome: () => member.isHeld() }),
      publish: (message) => {
        for (const listener of this.#listeners) listener.state?.(message);
      },
      onStorage: (error) => {
        this.#isStoring = error === undefined;
        if (error === undefined) logger.info('saving works again');
        else
          logger.error(
            { error: error.message },
            'cannot save: lights that are not on disk are unknown until it works again',
          );
      },
    });
    this.control = new ZoneControl({
      pipeline: this.pipeline,
      sensor: (path) => this.sensor(path),
      isShared: (zone, source) => isSharedLevel(this.#runners.get(zone.site)?.site.zones ?? [], zone, source),
      audit: parts.audit,
      wordsFor: sensorErrorInEnglish,
      onProgress: (progress) => {
        for (const listener of this.#listeners) listener.adjust?.(progress);
      },
      clock,
    });
    this.#runnerParts = {
      pipeline: this.pipeline,
      control: this.control,
      calendars,
      clock,
      features,
      sensors: {
        families,
        clock,
        polls: new PollTimer(clock),
        outbound,
        serialOf: (config) => devices.serialOf(config),
        onSerial: (config, serial) => {
          const at = new Date(clock.now()).toISOString();
          devices.saveSerial(config, serial, at).catch((error: unknown) => {
            logger.error({ error, site: config.site, sensor: config.id }, 'cannot save the serial number');
          });
        },
        pushesOf: (config) => devices.pushesOf(config),
        savePushes: (config, memory) => devices.savePushes(config, memory),
        onArrival: (arrival) => {
          for (const listener of this.#listeners) listener.answer?.();
          this.pipeline.ingest(marked(arrival, parts.replacedUntil));
        },
        onBug: ({ site, id }, error) => logger.error({ error, site, sensor: id }, 'a driver threw'),
      },
      onResetError: (error, site, zone) => logger.error({ error, site, zone }, 'scheduled reset failed'),
    };
  }

  /** Adds somebody who hears of everything from now on. */
  listen(listener: SitesListener): void {
    this.#listeners.push(listener);
  }

  /** Begins with every site, unless there are several sidecars. */
  async start(): Promise<void> {
    this.pipeline.start();
    this.#statusTimer = setInterval(() => this.#sendStatuses(), statusEveryMs);
    if (this.#member === undefined) await this.begin();
  }

  /**
   * Begins to run sites with what was saved of them.
   *
   * @param only these, with what was handed over; default: all
   */
  async begin(only?: ReadonlyMap<string, Heritage>): Promise<void> {
    const ids = only && [...only.keys()];
    const [saved] = await Promise.all([
      this.#store.load(
        (unreadable) =>
          this.#logger.error(
            unreadable,
            'the saved state of a zone cannot be read: its light is unknown until the number of people is set in the console. The document is kept in the table zone_state_aside',
          ),
        ids,
      ),
      this.#devices.load(this.#onUnreadable, ids),
      ...this.#runnerParts.features.map((feature) => feature.load?.(ids)),
    ]);
    const runners = new Map(this.#runners);
    const begun: Replaced[] = [];
    for (const site of this.#configured()) {
      if ((only !== undefined && !only.has(site.id)) || runners.has(site.id)) continue;
      const runner = new SiteRunner(this.#runnerParts, site);
      begun.push(runner.start(saved, only?.get(site.id)));
      runners.set(site.id, runner);
    }
    this.#runners = runners;
    for (const { finish } of begun) finish?.();
    if (only !== undefined && only.size > 0) for (const listener of this.#listeners) listener.begin?.();
  }

  /**
   * Ends a site here, which continues on another sidecar: all that was counted is saved.
   *
   * @returns what the next home has to know, by the zone's id
   * @throws {NotSavedError} when it cannot be saved: it runs on
   */
  async end(site: string): Promise<Record<string, HandedOverZone>> {
    const runner = this.#runners.get(site);
    if (runner === undefined) return {};
    const handedOver = await runner.close();
    this.#runners = new Map([...this.#runners].filter(([id]) => id !== site));
    for (const listener of this.#listeners) listener.end?.(site);
    return handedOver;
  }

  /** Another sidecar is the home of a site, although nobody handed it over: it ends here at once, and nothing of it is saved. */
  lose(site: string): void {
    const runner = this.#runners.get(site);
    if (runner === undefined) return;
    this.#logger.error({ site }, 'another sidecar has become the home of a site that ran here: it ends here');
    this.#runners = new Map([...this.#runners].filter(([id]) => id !== site));
    void runner.abandon();
    for (const listener of this.#listeners) listener.end?.(site);
  }

  async stop(): Promise<void> {
    clearInterval(this.#statusTimer);
    await Promise.all([...this.#runners.values()].map((runner) => runner.stop()));
    await this.pipeline.stop();
  }

  /** Builds on trial the sensors of sites that are new or have changed. @throws when one cannot be built */
  check(sites: readonly SiteConfig[]): void {
    for (const site of sites) {
      if (this.#runners.get(site.id)?.site !== site) new SiteSensors(this.#runnerParts.sensors, site);
    }
  }

  /** Takes over a changed configuration at once: only the runners of sites that have changed are touched. */
  replace(sites: readonly SiteConfig[]): Replaced {
    const before = this.#runners;
    const runners = new Map<string, SiteRunner>();
    const changes: (() => Replaced)[] = [];
    for (const site of sites) {
      const known = before.get(site.id);
      // Its home begins it.
      if (known === undefined && this.#member !== undefined) continue;
      const runner = known ?? new SiteRunner(this.#runnerParts, site);
      runners.set(site.id, runner);
      if (known === undefined) changes.push(() => runner.start());
      else if (known.site !== site) changes.push(() => known.replace(site));
    }
    for (const runner of before.values()) {
      if (!runners.has(runner.site.id)) changes.push(() => runner.remove());
    }
    const replaced = replaceInOrder(changes);
    this.#runners = runners;
    return {
      undo: () => {
        this.#runners = before;
        replaced.undo();
      },
      finish: () => replaced.finish?.(),
    };
  }

  /** Whether this sidecar does what is done once for a site; for a removed one, the first sidecar does. */
  isOurs(site: string): boolean {
    const member = this.#member;
    if (member === undefined || this.#runners.has(site)) return true;
    return member.isFirst && !this.#configured().some(({ id }) => id === site);
  }

  /** Whether this sidecar does what is done once for all sites. */
  get isFirst(): boolean {
    return this.#member?.isFirst ?? true;
  }

  /** @throws when another sidecar may run the sites by now: nothing more may be sent to devices */
  readonly requireHome = (): void => {
    if (!this.isHeld) throw new Error('Other sidecars may run these sites by now.');
  };

  /** Whether no other sidecar may run these sites by now. */
  get isHeld(): boolean {
    return this.#member?.isHeld() !== false;
  }

  /** False while the disk refuses. */
  get isStoring(): boolean {
    return this.#isStoring;
  }

  zone(path: Path): Zone | undefined {
    return this.pipeline.zone(path);
  }

  /** The public state of a zone; undefined for a path that does not exist. */
  state(path: Path): ZoneState | undefined {
    return this.pipeline.state(path);
  }

  /** @param site default: all */
  states(site?: string): readonly ZoneState[] {
    return this.pipeline.states(site);
  }

  /** What sites have, in the order of the configuration: the same whichever sidecar runs which. */
  inOrder<T extends { readonly site: string }>(rows: readonly T[]): T[] {
    const place = new Map(this.#configured().map(({ id }, at) => [id, at]));
    return rows.toSorted((a, b) => (place.get(a.site) ?? 0) - (place.get(b.site) ?? 0));
  }

  runs(site: string): boolean {
    return this.#runners.has(site);
  }

  /** The configurations of the sites that run here. */
  running(): readonly SiteConfig[] {
    return [...this.#runners.values()].map(({ site }) => site);
  }

  sensor(path: Path): Sensor | undefined {
    return this.#sensorsOf(path)?.sensor(idOf(path));
  }

  /** The push target of a sensor, if its family supports pushes. */
  pushTarget(path: Path): PushTarget | undefined {
    return this.#sensorsOf(path)?.pushTarget(idOf(path));
  }

  status(path: Path): SensorStatus | undefined {
    return this.#sensorsOf(path)?.status(idOf(path));
  }

  /** @param site default: all */
  statuses(site?: string): SensorStatus[] {
    if (site !== undefined) return this.#runners.get(site)?.sensors.statuses() ?? [];
    return [...this.#runners.values()].flatMap(({ sensors }) => sensors.statuses());
  }

  /** How each sensor is, and no more. @param site default: all */
  sensorSummaries(site?: string): SensorSummary[] {
    if (site !== undefined) return this.#runners.get(site)?.sensors.sensorSummaries() ?? [];
    return [...this.#runners.values()].flatMap(({ sensors }) => sensors.sensorSummaries());
  }

  /** Number of faulty sensors, by site. */
  faulty(): Map<string, number> {
    return new Map([...this.#runners].map(([site, { sensors }]) => [site, sensors.faulty]));
  }

  #sensorsOf(path: Path): SiteSensors | undefined {
    return this.#runners.get(siteOf(path))?.sensors;
  }

  #sendStatuses(): void {
    for (const { site, sensors } of this.#runners.values()) {
      // To describe thousands of sensors for nobody would be waste: who comes later hears of them then.
      if (!this.#listeners.some((listener) => listener.isWatched?.(site.id))) continue;
      for (const status of sensors.takeChanged()) {
        for (const listener of this.#listeners) listener.sensor?.(status);
      }
    }
  }
}
