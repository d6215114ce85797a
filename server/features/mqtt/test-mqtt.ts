import type { Alert } from '#lib/contract/alert.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { systemClock } from '#server/clock.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import { memoryLimits } from '#server/platform/limits/limits.ts';
import type { SensorSummary } from '#server/sensors/describe-sensor.ts';
import { Commands, type CommandsParts } from './commands.ts';
import { Mqtt, type MqttParts } from './mqtt.ts';

/** A state of `bern/store`, and what differs from it. */
export function stateOf(changes: Partial<ZoneState> = {}): ZoneState {
  return {
    site: 'bern',
    zone: 'store',
    name: 'Store',
    occupancy: 12,
    capacity: 50,
    utilization: 0.24,
    light: 'green',
    reason: 'free',
    since: '2026-01-01T10:00:00.000Z',
    asOf: '2026-01-01T10:00:00.000Z',
    validForMs: 4500,
    seq: 1,
    in: 12,
    out: 0,
    drift: 0,
    free: 38,
    simulated: false,
    warnings: [],
    ...changes,
  };
}

/** A publisher over states that a test sets, with its log. */
export class TestMqtt {
  states: ZoneState[] = [stateOf()];
  sensors: SensorSummary[] = [{ site: 'bern', sensor: 'door', status: 'ok', failures: 0 }];
  alerts: Alert[] = [];
  readonly warnings: string[] = [];
  readonly mqtt: Mqtt;
  #repeat: NodeJS.Timeout | undefined;

  constructor(
    settings: Partial<MqttParts['settings']> & { readonly url: string },
    commands?: Partial<CommandsParts>,
  ) {
    const logger = {
      info: () => undefined,
      error: () => undefined,
      warn: (...said: unknown[]) =>
        void this.warnings.push(said.map((each) => JSON.stringify(each)).join(' ')),
    } as unknown as MqttParts['logger'];
    this.mqtt = new Mqtt({
      settings: {
        prefix: 'doorlight',
        discoveryPrefix: 'homeassistant',
        acceptsCommands: commands !== undefined,
        ...settings,
      },
      version: '1.0.0',
      clock: systemClock,
      logger,
      sites: () => this.#sites(),
      configured: () => this.#sites(),
      states: () => this.states,
      sensors: () => this.sensors,
      alerts: () => this.alerts,
      managedByFile: () => new Set(),
      commands: new Commands({
        zone: () => undefined,
        control: {
          adjust: () => Promise.reject(new Error('not expected')),
          hold: () => Promise.reject(new Error('not expected')),
          release: () => Promise.reject(new Error('not expected')),
        },
        clock: systemClock,
        configuration: { entries: () => [], put: () => Promise.resolve({ kind: 'not-found' }) },
        limit: memoryLimits,
        logger,
        ...commands,
      }),
      mayPublish: () => this.isHeld,
    });
  }

  /** Whether no other sidecar may run the sites. */
  isHeld = true;

  /** Starts it; states are repeated as the sidecar repeats them. */
  start(): void {
    this.mqtt.start();
    this.#repeat = setInterval(() => {
      for (const state of this.states) this.mqtt.publish(state);
    }, 500);
  }

  /** A change of the light. */
  show(changes: Partial<ZoneState>): void {
    const state = stateOf(changes);
    this.states = [state];
    this.mqtt.publish(state);
  }

  async stop(): Promise<void> {
    clearInterval(this.#repeat);
    await this.mqtt.stop();
  }

  #sites(): SiteConfig[] {
    const ids = [...new Set(['bern', ...this.states.map(({ site }) => site)])];
    return ids.map((id) => ({
      id,
      name: 'Bern',
      zones: this.states.filter(({ site }) => site === id).map(({ zone }) => ({ site: id, id: zone })),
      sensors: this.sensors.filter(({ site }) => site === id).map(({ sensor }) => ({ site: id, id: sensor })),
    })) as unknown as SiteConfig[];
  }
}
