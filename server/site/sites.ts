import type { AdjustProgress } from '#lib/contract/adjust.ts';
import { idOf, type Path, pathOf, siteOf } from '#lib/contract/path.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { sensorErrorInEnglish } from '#lib/i18n/sensor-error-in-english.ts';
import type { SiteConfig } from '../platform/config/configuration.ts';
import { type Replaced, replaceInOrder } from '../platform/config/configuration-switch.ts';
import type { Feature } from '../platform/feature.ts';
import type { Platform } from '../platform/platform.ts';
import type { SensorSummary } from '../sensors/describe-sensor.ts';
import type { SensorFamily } from '../sensors/driver.ts';
import type { Arrival, Sensor } from '../sensors/sensor.ts';
import type { NewAuditEntry } from './audit-queue.ts';
import { DeviceMemoryStore } from './device-memory-store.ts';
import { Pipeline, type ZonePast } from './pipeline.ts';
import { isSharedLevel } from './shared-level.ts';
import type { SiteCalendars } from './site-calendars.ts';
import { type SavedZones, type SiteFeature, SiteRunner, type SiteRunnerParts } from './site-runner.ts';
import { type PushTarget, SiteSensors } from './site-sensors.ts';
import type { Zone } from './zone.ts';
import { ZoneControl } from './zone-commands.ts';
import { type Claim, ZoneStore } from './zone-store.ts';

/** Hears what happens at the sites. */
export interface SitesListener {
  /** A zone's state is published; see `PipelineParts.publish`. */
  state?(state: ZoneState, answeredMs: number | undefined): void;
  /** A sensor has answered. */
  answer?(): void;
  adjust?(progress: AdjustProgress): void;
  /** A sensor's status has changed; told at most once a second, and only of sites that are watched. */
  sensor?(status: SensorStatus): void;
  isWatched?(site: string): boolean;
}

export interface SitesParts {
  readonly platform: Platform;
  readonly families: ReadonlyMap<string, SensorFamily>;
  readonly calendars: SiteCalendars;
  readonly past: ZonePast;
  readonly features: readonly SiteFeature[];
  /** Until when people count instead of a sensor (epoch ms); undefined: they never did. */
  replacedUntil?(path: Path): number | undefined;
  /** Zones are saved only as long as it stands; without one always. */
  readonly claim?: Claim | undefined;
  /** Writes the result of a command into the audit log, later if that is not possible now. */
  audit(entry: NewAuditEntry): Promise<void>;
}

/**
 * Minimum interval between status messages of one sensor: readings come far more often than anyone can read.
 */
const tellEveryMs = 1000;

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
  readonly #configured: () => readonly SiteConfig[];
  readonly #runnerParts: SiteRunnerParts;
  readonly #saved: SavedZones;
  #runners: ReadonlyMap<string, SiteRunner> = new Map();
  readonly #listeners: SitesListener[] = [];
  #teller: NodeJS.Timeout | undefined;
  #isStoring = true;

  private constructor(parts: SitesParts, store: ZoneStore, devices: DeviceMemoryStore, saved: SavedZones) {
    const { platform, families, calendars, past, features } = parts;
    const { clock, logger, outbound, configuration } = platform;
    this.#configured = () => configuration.sites;
    this.#saved = saved;
    this.pipeline = new Pipeline({
      store,
      past,
      clock,
      publish: (state, answeredMs) => {
        for (const listener of this.#listeners) listener.state?.(state, answeredMs);
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

  /** Reads what was saved; nothing runs yet. */
  static async load(parts: SitesParts): Promise<Sites> {
    const { database, logger, onUnreadable } = parts.platform;
    const store = new ZoneStore(database.saves, parts.claim);
    const devices = new DeviceMemoryStore(database.db);
    const [saved] = await Promise.all([
      store.load((unreadable) =>
        logger.error(
          unreadable,
          'the saved state of a zone cannot be read: its light is unknown until the number of people is set in the console. The document is kept in the table zone_state_aside',
        ),
      ),
      devices.load(onUnreadable),
    ]);
    return new Sites(parts, store, devices, saved);
  }

  /** Adds somebody who hears of everything from now on. */
  listen(listener: SitesListener): void {
    this.#listeners.push(listener);
  }

  start(): void {
    const runners = this.#configured().map((site) => new SiteRunner(this.#runnerParts, site));
    this.#runners = new Map(runners.map((runner) => [runner.site.id, runner]));
    const begun = runners.map((runner) => runner.start(this.#saved));
    this.pipeline.start();
    for (const { finish } of begun) finish?.();
    this.#teller = setInterval(() => this.#tell(), tellEveryMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#teller);
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

  states(): readonly ZoneState[] {
    return this.pipeline.states();
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

  statuses(): SensorStatus[] {
    return [...this.#runners.values()].flatMap(({ sensors }) => sensors.statuses());
  }

  /** How each sensor is, and no more. */
  sensorSummaries(): SensorSummary[] {
    return [...this.#runners.values()].flatMap(({ sensors }) => sensors.sensorSummaries());
  }

  #sensorsOf(path: Path): SiteSensors | undefined {
    return this.#runners.get(siteOf(path))?.sensors;
  }

  #tell(): void {
    for (const { site, sensors } of this.#runners.values()) {
      const isWatched = this.#listeners.some((listener) => listener.isWatched?.(site.id));
      for (const status of sensors.takeChanged(isWatched)) {
        for (const listener of this.#listeners) listener.sensor?.(status);
      }
    }
  }
}
