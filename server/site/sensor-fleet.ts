import { type Path, pathOf } from '#lib/contract/path.ts';
import type { SensorError, SensorStatus } from '#lib/contract/sensor-status.ts';
import { ok, type Result } from '#lib/result.ts';
import type { Clock } from '../clock.ts';
import type { Outbound } from '../network/outbound.ts';
import type { SiteConfig } from '../platform/config/configuration.ts';
import type { Replaced } from '../platform/config/configuration-switch.ts';
import { describeSensor, type SensorSummary, summarizeSensor } from '../sensors/describe-sensor.ts';
import type { SensorConfig, SensorFamily, Want } from '../sensors/driver.ts';
import { DeviceConnection } from '../sensors/http/device-connection.ts';
import type { DeviceHttp } from '../sensors/http/device-http.ts';
import type { PushMemory } from '../sensors/push/push-memory.ts';
import { type Arrival, Sensor } from '../sensors/sensor.ts';

export interface SensorFleetParts {
  readonly sites: readonly SiteConfig[];
  readonly families: ReadonlyMap<string, SensorFamily>;
  readonly clock: Clock;
  /** Network access to devices. */
  readonly outbound: Outbound;
  /** The serial number pinned to a sensor at an address; undefined before first contact. */
  pinned(path: Path, url: string): string | undefined;
  onSerial(config: SensorConfig, serial: string): void;
  /** The stored push state of a sensor at an address, from before the last restart. */
  pushMemory(path: Path, url: string): PushMemory | undefined;
  /** Saves it; resolves once it is on disk. */
  savePushes(config: SensorConfig, memory: PushMemory): Promise<void>;
  onArrival(arrival: Arrival): void;
  onStatus(status: SensorStatus): void;
  /**
   * Whether any client watches the statuses of a site: describing thousands of sensors that nobody watches
   * would be a waste.
   */
  isWatched(site: string): boolean;
  /** A driver threw: a bug, not a failing device. */
  onBug(path: Path, error: unknown): void;
}

/** The part of a sensor that receives pushes. */
export interface PushTarget {
  readonly driver: string;
  readonly pushToken?: string;
  /**
   * Applies a push; the error says why it cannot be understood.
   *
   * @throws when it cannot be saved: the device has to send it again
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

/** A new sensor waits at most this long for the old connections to close. */
const handOverMs = 3000;
/**
 * Minimum interval between status messages of one sensor: readings come far more often than anyone can read.
 */
const reportEveryMs = 1000;

/** All sensors of all sites, running. A sensor that no zone uses is polled all the same: staff sees its status. */
export class SensorFleet {
  readonly #parts: SensorFleetParts;
  #members = new Map<Path, Member>();
  readonly #changed = new Set<Path>();
  #teller: NodeJS.Timeout | undefined;
  /** Resolves when the old connections are closed, or the wait for them was long enough. */
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
   * Builds the sensors of a configuration, only to check it.
   *
   * @throws when one cannot be built
   */
  check(sites: readonly SiteConfig[]): void {
    this.#membersOf(sites);
  }

  /** Applies a changed configuration at once: unchanged sensors keep running undisturbed. */
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

  /** A device may serve only one connection at a time: old ones are closed first, within a time limit. */
  async #exchange(leaving: readonly Placed[], arriving: readonly Placed[]): Promise<void> {
    const closed = Promise.all(leaving.map(([path, member]) => this.#stop(path, member)));
    this.#handOver = Promise.race([
      Promise.all([this.#handOver, closed]).then(() => undefined),
      new Promise<void>((resolve) => setTimeout(resolve, handOverMs).unref()),
    ]);
    if (leaving.length > 0) await this.#handOver;
    for (const [path, { sensor }] of arriving) {
      // The configuration may have changed again, or the fleet stopped.
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

  /** The push target of a sensor, if its family supports pushes. */
  pushTarget(path: Path): PushTarget | undefined {
    const member = this.#members.get(path);
    if (member === undefined) return undefined;
    const { config, sensor } = member;
    const family = this.#parts.families.get(config.driver);
    const parse = family?.parsePush;
    if (parse === undefined) return undefined;
    return {
      driver: config.driver,
      ...(config.pushToken === undefined ? {} : { pushToken: config.pushToken }),
      ingestPush: async (body) => {
        const pushed = parse(body);
        if (!pushed.ok) return pushed;
        await sensor.push(pushed.value);
        return ok(undefined);
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

  /** A summary of each sensor. */
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
    // All inputs of a sensor but its name, to detect a change.
    const { name: _name, ...device } = config;
    const made = JSON.stringify([device, wants, site.timezone]);
    if (before?.made === made) return { ...before, ...place };
    const { username, password } = config;
    const { outbound } = this.#parts;
    const http = new DeviceConnection({
      origin: new URL(config.url).origin,
      tls: config.tls,
      addresses: config.isEntered === true ? outbound.entered : outbound.owned,
      ...(family.signIn.kind === 'challenge' && username !== undefined && password !== undefined
        ? { credentials: { username, password } }
        : {}),
    });
    const pinnedSerial = this.#parts.pinned(path, config.url);
    const sensor = new Sensor({
      config,
      driver: family.create(config, { http, timezone: site.timezone }),
      wants,
      clock: this.#parts.clock,
      onArrival: this.#parts.onArrival,
      onChange: () => this.#changed.add(path),
      onSerial: (serial) => this.#parts.onSerial(config, serial),
      onBug: (error) => this.#parts.onBug(path, error),
      ...(pinnedSerial === undefined ? {} : { pinnedSerial }),
      ...this.#pushPartsOf(path, config, family),
    });
    return { ...place, sensor, http, made };
  }

  /** Only sensors that support pushes have push state to store. */
  #pushPartsOf(path: Path, config: SensorConfig, { parsePush }: SensorFamily) {
    if (parsePush === undefined || config.pushToken === undefined) return {};
    const pushMemory = this.#parts.pushMemory(path, config.url);
    return {
      ...(pushMemory !== undefined && { pushMemory }),
      savePushes: (memory: PushMemory) => this.#parts.savePushes(config, memory),
    };
  }

  #describe({ site, config, sensor, zones, staleAfterMs }: Member): SensorStatus {
    const { clock } = this.#parts;
    const nowMs = clock.monotonic();
    return describeSensor({
      config,
      health: sensor.health(),
      zones,
      staleAfterMs,
      nowMs,
      nextTryMs: clock.now() + Math.max(0, sensor.dueMs - nowMs),
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

/** What the zones of a site use from a sensor; where none uses it, everything the sensor offers. */
function wantsOf(site: SiteConfig, config: SensorConfig, family: SensorFamily): readonly Want[] {
  const wants = site.zones
    .flatMap((zone) => zone.sources)
    .filter((source) => source.sensor === config.id)
    .map((source): Want => ({ channel: source.channel, use: source.use }));
  if (wants.length > 0) return wants;
  return family.channels === 'main' ? [{ channel: 'main', use: 'auto' }] : [];
}
