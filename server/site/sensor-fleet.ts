import { type Path, pathOf } from '#lib/contract/path.ts';
import type { SensorError, SensorStatus } from '#lib/contract/sensor-status.ts';
import type { Result } from '#lib/result.ts';
import type { Clock } from '../clock.ts';
import type { Outbound } from '../network/outbound.ts';
import type { SiteConfig } from '../platform/config/configuration.ts';
import type { Replaced } from '../platform/config/configuration-switch.ts';
import { describeSensor, type SensorSummary, summarizeSensor } from '../sensors/describe-sensor.ts';
import type { SensorConfig, SensorDriver, SensorFamily, Want } from '../sensors/driver.ts';
import { DeviceConnection } from '../sensors/http/device-connection.ts';
import type { DeviceHttp } from '../sensors/http/device-http.ts';
import type { PushMemory } from '../sensors/push/push-memory.ts';
import { type Arrival, Sensor } from '../sensors/sensor.ts';

export interface SensorFleetParts {
  readonly sites: readonly SiteConfig[];
  readonly families: ReadonlyMap<string, SensorFamily>;
  readonly clock: Clock;
  /** The ways to devices. */
  readonly outbound: Outbound;
  /** The serial number pinned to a sensor at an address; undefined before first contact. */
  pinned(path: Path, url: string): string | undefined;
  onSerial(config: SensorConfig, serial: string): void;
  /** What was remembered of the pushes of a sensor at an address before the last restart. */
  pushMemory(path: Path, url: string): PushMemory | undefined;
  /** Saves it; resolves once it is on disk. */
  savePushes(config: SensorConfig, memory: PushMemory): Promise<void>;
  onArrival(arrival: Arrival): void;
  onStatus(status: SensorStatus): void;
  /** Whether anybody hears a site's statuses: to describe thousands of sensors for nobody would be waste. */
  isWatched(site: string): boolean;
  /** A driver threw: a bug, not a failing device. */
  onBug(path: Path, error: unknown): void;
}

/** A sensor as its pushes see it. */
export interface PushTarget {
  readonly driver: string;
  readonly pushToken?: string;
  /** Whether its configuration says how a push is read. */
  readonly isGeneric?: boolean;
  /**
   * Enters a push; what cannot be understood is the error.
   *
   * @throws when it cannot be saved: the device shall send it again
   */
  ingestPush(body: string): Promise<Result<void, SensorError>>;
}

interface Member {
  readonly site: SiteConfig;
  readonly config: SensorConfig;
  readonly sensor: Sensor;
  readonly http: DeviceHttp;
  readonly zones: readonly string[];
  readonly staleAfterMs: number;
  readonly made: string;
}

type Placed = readonly [Path, Member];

/** For so long a new sensor waits for the old connections to close. */
const handOverMs = 3000;
/** How often a sensor's status is told at most: readings come far more often than anyone can read. */
const reportEveryMs = 1000;

/** All sensors of all sites, running. A sensor that no zone uses is polled all the same: staff sees its status. */
export class SensorFleet {
  readonly #parts: SensorFleetParts;
  #members = new Map<Path, Member>();
  readonly #changed = new Set<Path>();
  #teller: NodeJS.Timeout | undefined;
  /** The last old connections are closed, or were waited for long enough. */
  #handOver: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(parts: SensorFleetParts) {
    this.#parts = parts;
    this.#members = this.#membersOf(parts.sites);
  }

  start(): void {
    for (const { sensor } of this.#members.values()) sensor.start();
    this.#teller = setInterval(() => this.#tell(), reportEveryMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#teller);
    this.#isStopped = true;
    await Promise.all([
      ...[...this.#members].map(([path, member]) => this.#stop(path, member)),
      this.#handOver,
    ]);
  }

  /**
   * Builds the sensors of a configuration on trial.
   *
   * @throws when one cannot be built
   */
  check(sites: readonly SiteConfig[]): void {
    this.#membersOf(sites);
  }

  /** Takes over a changed configuration at once: sensors that stay as they are run on undisturbed. */
  replace(sites: readonly SiteConfig[]): Replaced {
    const before = this.#members;
    const members = this.#membersOf(sites);
    this.#members = members;
    return {
      undo: () => {
        this.#members = before;
      },
      finish: () => {
        for (const path of members.keys()) this.#changed.add(path);
        const known = new Set([...before.values()].map(({ sensor }) => sensor));
        const staying = new Set([...members.values()].map(({ sensor }) => sensor));
        const leaving = [...before].filter(([, { sensor }]) => !staying.has(sensor));
        const arriving = [...members].filter(([, { sensor }]) => !known.has(sensor));
        void this.#exchange(leaving, arriving);
      },
    };
  }

  /** A device may serve one connection at a time: old ones are closed first, but not waited for without end. */
  async #exchange(leaving: readonly Placed[], arriving: readonly Placed[]): Promise<void> {
    const closed = Promise.all(leaving.map(([path, member]) => this.#stop(path, member)));
    this.#handOver = Promise.race([
      Promise.all([this.#handOver, closed]).then(() => undefined),
      new Promise<void>((resolve) => setTimeout(resolve, handOverMs).unref()),
    ]);
    if (leaving.length > 0) await this.#handOver;
    for (const [path, { sensor }] of arriving) {
      // Another change may have come, or the end.
      if (!this.#isStopped && this.#members.get(path)?.sensor === sensor) sensor.start();
    }
  }

  async #stop(path: Path, { sensor, http }: Member): Promise<void> {
    try {
      await sensor.stop();
      await http.close();
    } catch (error) {
      this.#parts.onBug(path, error);
    }
  }

  sensor(path: Path): Sensor | undefined {
    return this.#members.get(path)?.sensor;
  }

  /** The sensor at a path as its pushes see it, where its family can push. */
  pushTarget(path: Path): PushTarget | undefined {
    const member = this.#members.get(path);
    if (member === undefined) return undefined;
    const { config, sensor } = member;
    const family = this.#parts.families.get(config.driver);
    const parse = sensor.parsePush ?? family?.parsePush;
    if (parse === undefined) return undefined;
    return {
      driver: config.driver,
      isGeneric: sensor.parsePush !== undefined,
      ...(config.pushToken === undefined ? {} : { pushToken: config.pushToken }),
      ingestPush: async (body) => {
        const pushed = await parse(body);
        return pushed.ok ? sensor.push(pushed.value) : pushed;
      },
    };
  }

  status(path: Path): SensorStatus | undefined {
    const member = this.#members.get(path);
    return member === undefined ? undefined : this.#describe(member);
  }

  statuses(): SensorStatus[] {
    return [...this.#members.values()].map((member) => this.#describe(member));
  }

  /** How each sensor is. */
  sensorSummaries(): SensorSummary[] {
    const nowMs = this.#parts.clock.monotonic();
    return [...this.#members.values()].map(({ config, sensor, staleAfterMs }) =>
      summarizeSensor({ config, health: sensor.health(), staleAfterMs, nowMs }),
    );
  }

  #membersOf(sites: readonly SiteConfig[]): Map<Path, Member> {
    return new Map(
      sites.flatMap((site) =>
        site.sensors.map((config): [Path, Member] => {
          const path = pathOf(site.id, config.id);
          return [path, this.#member(site, config, this.#members.get(path))];
        }),
      ),
    );
  }

  #member(site: SiteConfig, config: SensorConfig, before: Member | undefined): Member {
    const family = this.#parts.families.get(config.driver);
    if (family === undefined) throw new Error(`no sensor family ${config.driver}`);
    const path = pathOf(site.id, config.id);
    const zones = site.zones.filter((zone) => zone.sources.some((source) => source.sensor === config.id));
    const wants = wantsOf(site, config, family);
    const place = {
      site,
      config,
      zones: zones.map((zone) => zone.id),
      staleAfterMs: Math.max(config.pollMs * 3, 10_000, ...zones.map((zone) => zone.staleAfterMs)),
    };
    // All that a sensor is made of, to see whether it has changed.
    const made = JSON.stringify([config, wants, site.timezone]);
    if (before?.made === made) return { ...before, ...place };
    const { username, password } = config;
    const { outbound } = this.#parts;
    const addresses = config.isEntered === true ? outbound.entered : outbound.owned;
    const http = new DeviceConnection({
      origin: new URL(config.url).origin,
      tls: config.tls,
      addresses,
      ...(family.signIn.kind === 'challenge' && username !== undefined && password !== undefined
        ? { credentials: { username, password } }
        : {}),
    });
    const pinnedSerial = this.#parts.pinned(path, config.url);
    const driver = family.create(config, { http, timezone: site.timezone, addresses });
    const sensor = new Sensor({
      config,
      driver,
      wants,
      clock: this.#parts.clock,
      onArrival: this.#parts.onArrival,
      onChange: () => this.#changed.add(path),
      onSerial: (serial) => this.#parts.onSerial(config, serial),
      onBug: (error) => this.#parts.onBug(path, error),
      ...(pinnedSerial === undefined ? {} : { pinnedSerial }),
      ...(isPushed(config, family, driver) ? this.#pushPartsOf(path, config) : {}),
    });
    return { ...place, sensor, http, made };
  }

  #pushPartsOf(path: Path, config: SensorConfig) {
    const pushMemory = this.#parts.pushMemory(path, config.url);
    return {
      ...(pushMemory !== undefined && { pushMemory }),
      savePushes: (memory: PushMemory) => this.#parts.savePushes(config, memory),
    };
  }

  #describe({ site, config, sensor, zones, staleAfterMs }: Member): SensorStatus {
    const nowMs = this.#parts.clock.monotonic();
    return describeSensor({
      config,
      health: sensor.health(),
      zones,
      staleAfterMs,
      nowMs,
      simulated: site.simulated,
    });
  }

  #tell(): void {
    const paths = [...this.#changed];
    this.#changed.clear();
    for (const path of paths) {
      const member = this.#members.get(path);
      if (member === undefined || !this.#parts.isWatched(member.site.id)) continue;
      this.#parts.onStatus(this.#describe(member));
    }
  }
}

/** Only who can push has pushes to remember. */
function isPushed({ pushToken }: SensorConfig, family: SensorFamily, driver: SensorDriver): boolean {
  const mayPush = (driver.parsePush ?? family.parsePush) !== undefined && pushToken !== undefined;
  return mayPush || driver.listen !== undefined || driver.givesChanges === true;
}

/** What the zones of a site take from a sensor; whatever it gives by itself where none takes anything. */
function wantsOf(site: SiteConfig, config: SensorConfig, family: SensorFamily): readonly Want[] {
  const wants = site.zones
    .flatMap((zone) => zone.sources)
    .filter((source) => source.sensor === config.id)
    .map((source): Want => ({ channel: source.channel, use: source.use }));
  if (wants.length > 0) return wants;
  return family.channels === 'main' ? [{ channel: 'main', use: 'auto' }] : [];
}
