import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { SensorAnswer } from '#server/sensors/sensor-answer.ts';
import type { Clock } from '../clock.ts';
import type { Outbound } from '../network/outbound.ts';
import type { SiteConfig } from '../platform/config/configuration.ts';
import type { Replaced } from '../platform/config/configuration-switch.ts';
import { conditionOf } from '../sensors/condition.ts';
import { describeSensor, type SensorSummary, summarizeSensor } from '../sensors/describe-sensor.ts';
import type { SensorConfig, SensorDriver, SensorFamily, Want } from '../sensors/driver.ts';
import { DeviceConnection } from '../sensors/http/device-connection.ts';
import type { DeviceHttp } from '../sensors/http/device-http.ts';
import type { PollTimer } from '../sensors/poll-timer.ts';
import type { PushMemory } from '../sensors/push/push-memory.ts';
import { type Arrival, Sensor } from '../sensors/sensor.ts';

export interface SiteSensorsParts {
  readonly families: ReadonlyMap<string, SensorFamily>;
  readonly clock: Clock;
  /** When sensors of all sites are polled. */
  readonly polls?: PollTimer;
  /** Network access to devices. */
  readonly outbound: Outbound;
  /** The serial number pinned to a sensor at its address; undefined before first contact. */
  serialOf(config: SensorConfig): string | undefined;
  onSerial(config: SensorConfig, serial: string): void;
  /** The stored push state of a sensor at its address, from before the last restart. */
  pushesOf(config: SensorConfig): PushMemory | undefined;
  /** Saves it; resolves once it is on disk. */
  savePushes(config: SensorConfig, memory: PushMemory): Promise<void>;
  onArrival(arrival: Arrival): void;
  /** A driver threw: a bug, not a failing device. */
  onBug(config: SensorConfig, error: unknown): void;
}

/** The part of a sensor that receives pushes. */
export interface PushTarget {
  readonly driver: string;
  readonly pushToken?: string;
  /** Whether its configuration says how a push is read. */
  readonly isGeneric?: boolean;
  /**
   * Applies a push; the error says why it cannot be understood.
   *
   * @throws when it cannot be saved: the device has to send it again
   */
  ingestPush(body: string): SensorAnswer<void>;
}

interface Member {
  readonly config: SensorConfig;
  readonly sensor: Sensor;
  readonly http: DeviceHttp;
  readonly zones: readonly string[];
  readonly staleAfterMs: number;
  readonly made: string;
}

/** A new sensor waits at most this long for the old connections to close. */
const handOverMs = 3000;

/** The sensors of a site, running. A sensor that no zone uses is polled all the same: staff sees its status. */
export class SiteSensors {
  readonly #parts: SiteSensorsParts;
  #isSimulated: boolean;
  #members: ReadonlyMap<string, Member> = new Map();
  readonly #changed = new Set<string>();
  /** Resolves when the old connections are closed, or the wait for them was long enough. */
  #handOver: Promise<void> = Promise.resolve();
  #isStopped = false;

  /** @throws when a sensor cannot be built */
  constructor(parts: SiteSensorsParts, site: SiteConfig) {
    this.#parts = parts;
    this.#isSimulated = site.simulated;
    this.#members = this.#membersOf(site);
  }

  start(): void {
    for (const { sensor } of this.#members.values()) sensor.start();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...[...this.#members.values()].map((member) => this.#stop(member)), this.#handOver]);
  }

  /** Takes over a changed site at once: sensors that stay as they are run on undisturbed. */
  replace(site: SiteConfig): Replaced {
    const [before, wasSimulated] = [this.#members, this.#isSimulated];
    const members = this.#membersOf(site);
    this.#members = members;
    this.#isSimulated = site.simulated;
    return {
      undo: () => {
        this.#members = before;
        this.#isSimulated = wasSimulated;
      },
      finish: () => {
        for (const id of members.keys()) this.#changed.add(id);
        const known = new Set([...before.values()].map(({ sensor }) => sensor));
        const staying = new Set([...members.values()].map(({ sensor }) => sensor));
        void this.#exchange(
          [...before.values()].filter(({ sensor }) => !staying.has(sensor)),
          [...members.values()].filter(({ sensor }) => !known.has(sensor)),
        );
      },
    };
  }

  /** A device may serve only one connection at a time: old ones are closed first, within a time limit. */
  async #exchange(leaving: readonly Member[], coming: readonly Member[]): Promise<void> {
    const closed = Promise.all(leaving.map((member) => this.#stop(member)));
    this.#handOver = Promise.race([
      Promise.all([this.#handOver, closed]).then(() => undefined),
      new Promise<void>((resolve) => setTimeout(resolve, handOverMs).unref()),
    ]);
    if (leaving.length > 0) await this.#handOver;
    for (const { config, sensor } of coming) {
      // The configuration may have changed again, or the site ended.
      if (!this.#isStopped && this.#members.get(config.id)?.sensor === sensor) sensor.start();
    }
  }

  async #stop({ config, sensor, http }: Member): Promise<void> {
    try {
      await sensor.stop();
      await http.close();
    } catch (error) {
      this.#parts.onBug(config, error);
    }
  }

  sensor(id: string): Sensor | undefined {
    return this.#members.get(id)?.sensor;
  }

  /** A sensor as its pushes see it, where its family can push. */
  pushTarget(id: string): PushTarget | undefined {
    const member = this.#members.get(id);
    if (member === undefined) return undefined;
    const { config, sensor } = member;
    const parse = sensor.parsePush ?? this.#parts.families.get(config.driver)?.parsePush;
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

  status(id: string): SensorStatus | undefined {
    const member = this.#members.get(id);
    return member === undefined ? undefined : this.#describe(member);
  }

  statuses(): SensorStatus[] {
    return [...this.#members.values()].map((member) => this.#describe(member));
  }

  /** The statuses of sensors that have changed since it was asked last. */
  takeChanged(): SensorStatus[] {
    const changed = [...this.#changed].flatMap((id) => this.status(id) ?? []);
    this.#changed.clear();
    return changed;
  }

  /** How each sensor is. */
  sensorSummaries(): SensorSummary[] {
    const nowMs = this.#parts.clock.monotonic();
    return [...this.#members.values()].map(({ config, sensor, staleAfterMs }) =>
      summarizeSensor({ config, health: sensor.health(), staleAfterMs, nowMs }),
    );
  }

  /** Number of those that are faulty. */
  get faulty(): number {
    const nowMs = this.#parts.clock.monotonic();
    let count = 0;
    for (const { sensor, staleAfterMs } of this.#members.values()) {
      if (conditionOf(sensor.health(), nowMs, staleAfterMs) !== 'ok') count++;
    }
    return count;
  }

  #membersOf(site: SiteConfig): ReadonlyMap<string, Member> {
    return new Map(
      site.sensors.map((config) => [config.id, this.#member(site, config, this.#members.get(config.id))]),
    );
  }

  #member(site: SiteConfig, config: SensorConfig, before: Member | undefined): Member {
    const family = this.#parts.families.get(config.driver);
    if (family === undefined) throw new Error(`no sensor family ${config.driver}`);
    const zones = site.zones.filter((zone) => zone.sources.some((source) => source.sensor === config.id));
    const wants = wantsOf(site, config, family);
    const place = {
      config,
      zones: zones.map((zone) => zone.id),
      staleAfterMs: Math.max(config.pollMs * 3, 10_000, ...zones.map((zone) => zone.staleAfterMs)),
    };
    // All inputs of a sensor but its name, to detect a change.
    const { name: _name, ...device } = config;
    const made = JSON.stringify([device, wants, site.timezone]);
    if (before?.made === made) return { ...before, ...place };
    const { username, password } = config;
    const { outbound, serialOf, clock, polls, onArrival, onSerial, onBug } = this.#parts;
    const addresses = config.isEntered === true ? outbound.entered : outbound.owned;
    const http = new DeviceConnection({
      origin: new URL(config.url).origin,
      tls: config.tls,
      addresses,
      ...(family.signIn.kind === 'challenge' && username !== undefined && password !== undefined
        ? { credentials: { username, password } }
        : {}),
    });
    const pinnedSerial = serialOf(config);
    const driver = family.create(config, { http, timezone: site.timezone, addresses });
    const sensor = new Sensor({
      config,
      driver,
      wants,
      clock,
      ...(polls !== undefined && { polls }),
      onArrival,
      onChange: () => this.#changed.add(config.id),
      onSerial: (serial) => onSerial(config, serial),
      onBug: (error) => onBug(config, error),
      ...(pinnedSerial === undefined ? {} : { pinnedSerial }),
      ...(isPushed(config, family, driver) ? this.#pushPartsOf(config) : {}),
    });
    return { ...place, sensor, http, made };
  }

  #pushPartsOf(config: SensorConfig) {
    const pushMemory = this.#parts.pushesOf(config);
    return {
      ...(pushMemory !== undefined && { pushMemory }),
      savePushes: (memory: PushMemory) => this.#parts.savePushes(config, memory),
    };
  }

  #describe({ config, sensor, zones, staleAfterMs }: Member): SensorStatus {
    const { clock } = this.#parts;
    const nowMs = clock.monotonic();
    return describeSensor({
      config,
      health: sensor.health(),
      zones,
      staleAfterMs,
      nowMs,
      nextTryMs: clock.now() + Math.max(0, sensor.dueMs - nowMs),
      simulated: this.#isSimulated,
    });
  }
}

/** Only families that push have pushes to remember. */
function isPushed({ pushToken }: SensorConfig, family: SensorFamily, driver: SensorDriver): boolean {
  const mayPush = (driver.parsePush ?? family.parsePush) !== undefined && pushToken !== undefined;
  return mayPush || driver.listen !== undefined || driver.givesChanges === true;
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
