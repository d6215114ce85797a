import type { Logger } from 'pino';
import type { Alert } from '#lib/contract/alert.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { Clock } from '#server/clock.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import type { MqttSettings } from '#server/platform/config/environment.ts';
import type { SensorSummary } from '#server/sensors/describe-sensor.ts';
import { Broker, type IncomingMessage } from './broker.ts';
import type { Commands } from './commands.ts';
import { Discovery } from './discovery.ts';
import { Outbox, type OutgoingMessage } from './outbox.ts';
import { Topics } from './topics.ts';

export interface MqttParts {
  readonly settings: MqttSettings;
  readonly version: string;
  readonly publicUrl?: string | undefined;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** The sites that run here. */
  sites(): readonly SiteConfig[];
  /** All sites, wherever they run: their topics are kept. */
  configured(): readonly SiteConfig[];
  states(): readonly ZoneState[];
  sensors(): readonly SensorSummary[];
  alerts(): readonly Alert[];
  /** Zones defined by the configuration file: their capacity is changed there. */
  managedByFile(): ReadonlySet<Path>;
  readonly commands: Commands;
  /** False while another sidecar may run the sites. */
  mayPublish(): boolean;
}

/** Interval of checking sensors and alerts. */
const checkEveryMs = 1000;
/** Interval of repetitions, and the validity of what was published. */
const repeatAfterMs = 10_000;
const slowValidForMs = 30_000;

/**
 * Publishes lights, sensors and alerts to an MQTT broker, and accepts commands from it. What it publishes
 * expires as on a display: it is repeated within its validity, retained no longer than that, and never sent
 * late.
 */
export class Mqtt {
  readonly #parts: MqttParts;
  readonly #topics: Topics;
  readonly #discovery: Discovery | undefined;
  readonly #outbox = new Outbox();
  readonly #broker: Broker;
  /** Every topic that may be retained, to be deleted when its subject is removed. */
  #owned: ReadonlySet<string> = new Set();
  /** The last published state of sensors and alerts, by topic. */
  readonly #published = new Map<string, { readonly payload: string; readonly atMs: number }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: MqttParts) {
    const { settings, version, publicUrl, clock, logger } = parts;
    this.#parts = parts;
    this.#topics = new Topics(settings.prefix);
    this.#discovery =
      settings.discoveryPrefix === undefined
        ? undefined
        : new Discovery({
            discoveryPrefix: settings.discoveryPrefix,
            prefix: settings.prefix,
            topics: this.#topics,
            version,
            publicUrl,
          });
    this.#broker = new Broker({
      url: settings.url,
      will: this.#status('offline'),
      outbox: this.#outbox,
      clock,
      logger,
      mayPublish: parts.mayPublish,
      subscriptions: () => [
        this.#topics.status,
        ...(settings.acceptsCommands ? this.#topics.commands : []),
        ...(this.#discovery === undefined ? [] : [this.#discovery.all]),
      ],
      onConnect: () => this.#publishAll(),
      onMessage: (message) => this.#hear(message),
    });
  }

  /** Begins to connect; nothing waits for the broker. */
  start(): void {
    this.#owned = this.#ownedTopics();
    this.#broker.start();
    this.#timer = setInterval(() => this.#publishChanged(), checkEveryMs);
  }

  /** Applies a changed configuration: removed topics are deleted from the broker. */
  replace(): void {
    const before = this.#owned;
    this.#owned = this.#ownedTopics();
    if (!this.#broker.isConnected) return;
    for (const topic of before) if (!this.#owned.has(topic)) this.#takeAway(topic);
    this.#announceZones();
    for (const topic of this.#published.keys()) if (!this.#owned.has(topic)) this.#published.delete(topic);
    this.#publishChanged();
  }

  /** A site continues on another sidecar, which publishes it from now on. */
  release(site: string): void {
    this.#published.delete(this.#topics.alerts(site));
    const sensors = this.#parts.configured().find(({ id }) => id === site)?.sensors ?? [];
    for (const { id } of sensors) this.#published.delete(this.#topics.sensor(site, id));
  }

  /** Publishes that nothing is known any more, and disconnects. Takes three seconds at most. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    const unknown = this.#parts
      .states()
      .map((state): ZoneState => ({ ...state, light: 'unknown', reason: 'stopped' }));
    await this.#broker.stop([
      ...unknown.flatMap((state) => this.#zoneMessages(state)),
      this.#status('offline'),
    ]);
  }

  /** Whether what is published now reaches the broker. */
  get isConnected(): boolean {
    return this.#broker.isConnected;
  }

  /** Publishes a zone's state; call it for each change, and for each repetition within its validity. */
  publish(state: ZoneState): void {
    if (!this.#broker.isConnected) return;
    for (const message of this.#zoneMessages(state)) this.#put(message);
  }

  /** A new connection: everything is published, because the broker may have lost it. */
  #publishAll(): void {
    this.#published.clear();
    this.#announceZones();
    this.#put(this.#status('online'));
    for (const state of this.#parts.states()) this.publish(state);
    this.#publishChanged();
  }

  #announceZones(): void {
    const discovery = this.#discovery;
    const { settings, states, sites, managedByFile } = this.#parts;
    if (discovery === undefined) return;
    const fixed = managedByFile();
    const names = new Map(sites().map(({ id, name }) => [id, name]));
    for (const { site, zone, name, validForMs } of states()) {
      const payload = discovery.payload({
        site,
        siteName: names.get(site) ?? site,
        zone,
        zoneName: name,
        validForMs,
        acceptsCommands: settings.acceptsCommands,
        isCapacitySettable: !fixed.has(pathOf(site, zone)),
      });
      this.#put({ topic: discovery.topic(site, zone), payload: JSON.stringify(payload), isRetained: true });
    }
  }

  #zoneMessages(state: ZoneState): OutgoingMessage[] {
    const { site, zone, light, occupancy, validForMs } = state;
    const message = (part: 'state' | 'light' | 'occupancy', payload: string): OutgoingMessage => ({
      topic: this.#topics.zone(site, zone, part),
      payload,
      isRetained: true,
      validForMs,
    });
    return [
      message('state', JSON.stringify(state)),
      message('light', light),
      // An unknown number is not published as if it were known.
      message('occupancy', light === 'unknown' ? 'unknown' : String(occupancy)),
    ];
  }

  #publishChanged(): void {
    if (!this.#broker.isConnected) return;
    const { sensors, alerts, sites } = this.#parts;
    for (const { site, sensor, status } of sensors())
      this.#sayOften(this.#topics.sensor(site, sensor), status);
    const open = alerts();
    for (const { id } of sites()) {
      const here = open.filter(({ site }) => site === id);
      this.#sayOften(this.#topics.alerts(id), JSON.stringify(here));
    }
  }

  #sayOften(topic: string, payload: string): void {
    const nowMs = this.#parts.clock.monotonic();
    const published = this.#published.get(topic);
    if (published?.payload === payload && nowMs - published.atMs < repeatAfterMs) return;
    this.#published.set(topic, { payload, atMs: nowMs });
    this.#put({ topic, payload, isRetained: true, validForMs: slowValidForMs });
  }

  #hear({ topic, payload, isRetained, correlation }: IncomingMessage): void {
    if (topic === this.#topics.status) {
      // The last will of a given-up connection, or of the sidecar that was active before.
      if (payload.toString() === 'offline') this.#put(this.#status('online'));
      return;
    }
    if (this.#discovery?.isOurs(topic) === true) {
      // Announced by us before, and removed while we were not connected.
      if (payload.length > 0 && isRetained && !this.#owned.has(topic)) this.#takeAway(topic);
      return;
    }
    const command = this.#topics.parseCommand(topic);
    if (command === undefined || !this.#parts.settings.acceptsCommands || !this.#isOurs(command.site)) return;
    if (isRetained) {
      if (payload.length > 0)
        this.#parts.logger.warn(
          { topic },
          'a retained MQTT command is ignored: publish commands without retain',
        );
      return;
    }
    if (!this.#parts.mayPublish()) {
      this.#parts.logger.warn({ topic }, 'an MQTT command is ignored: another sidecar may run its site');
      return;
    }
    void this.#parts.commands.carryOut(command, payload).then((answer) => {
      if (!this.#broker.isConnected) return;
      const { site, zone } = command;
      const message = {
        topic: this.#topics.zone(site, zone, 'result'),
        payload: JSON.stringify(answer),
        isRetained: false,
        ...(correlation && { correlation }),
      };
      this.#outbox.answer(message, this.#parts.clock.monotonic());
      this.#broker.send();
    });
  }

  /** Every sidecar hears a command: the home of its site carries it out. */
  #isOurs(site: string): boolean {
    const { sites, configured } = this.#parts;
    const isHere = (all: readonly SiteConfig[]) => all.some(({ id }) => id === site);
    return isHere(sites()) || !isHere(configured());
  }

  #ownedTopics(): Set<string> {
    const topics = this.#topics;
    return new Set(
      this.#parts.configured().flatMap(({ id, zones, sensors }) => [
        // First, so that nobody sees a device whose states are gone.
        ...zones.flatMap((zone) => this.#discovery?.topic(id, zone.id) ?? []),
        ...zones.flatMap((zone) =>
          (['state', 'light', 'occupancy'] as const).map((part) => topics.zone(id, zone.id, part)),
        ),
        ...sensors.map((sensor) => topics.sensor(id, sensor.id)),
        topics.alerts(id),
      ]),
    );
  }

  #status(payload: 'online' | 'offline'): OutgoingMessage {
    return { topic: this.#topics.status, payload, isRetained: true };
  }

  #takeAway(topic: string): void {
    this.#put({ topic, payload: '', isRetained: true });
  }

  #put(message: OutgoingMessage): void {
    this.#outbox.put(message, this.#parts.clock.monotonic());
    this.#broker.send();
  }
}
