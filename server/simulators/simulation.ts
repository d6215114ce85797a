import { DateTime } from 'luxon';
import { startSimulatedLamp } from './lamps/simulator.ts';
import { type Random, seededRandom } from './seeded-random.ts';
import type { SimulateRequest } from './simulate-arguments.ts';
import { sensorEntry, simulatedFamilies } from './simulated-families.ts';
import type { RunningDevice, RunningLamp } from './simulation-report.ts';
import { crossings } from './traffic.ts';

/** What {@link Simulation} starts. */
export type SimulationPlan = Omit<Extract<SimulateRequest, { kind: 'start' }>, 'kind'>;

const stepMs = 1000;
/** People that simulated places are made for; a device knows no capacity. */
const capacity = 60;

/** Several simulated devices and the people who walk through them. */
export class Simulation {
  readonly #plan: SimulationPlan;
  readonly #now: () => number;
  readonly #random: Random;
  readonly #onLamp: (id: string, shown: string) => void;
  readonly #running: RunningDevice[] = [];
  readonly #lamps: RunningLamp[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(
    plan: SimulationPlan,
    now: () => number = Date.now,
    random: Random = seededRandom(Date.now()),
    onLamp: (id: string, shown: string) => void = () => undefined,
  ) {
    this.#plan = plan;
    this.#onLamp = onLamp;
    this.#now = now;
    this.#random = random;
  }

  get running(): readonly RunningDevice[] {
    return this.#running;
  }

  get lamps(): readonly RunningLamp[] {
    return this.#lamps;
  }

  /** Starts all devices, or none: throws when one cannot listen. */
  async start(): Promise<void> {
    try {
      for (const { family: id, options } of this.#plan.devices) {
        const family = simulatedFamilies.get(id);
        if (family === undefined) throw new Error(`no simulated family ${id}`);
        const device = await family.simulator.start(options);
        const entry = sensorEntry(this.#freeId(id), family, device, options.token);
        const { hasChannels, comesItself } = family;
        this.#running.push({ device, entry, hasChannels, ...(comesItself && { comesItself }) });
      }
      for (const { driver, options } of this.#plan.lamps) {
        const id = `lamp-${driver}`;
        const onChange = (shown: string) => this.#onLamp(id, shown);
        this.#lamps.push({ id, lamp: await startSimulatedLamp(driver, { ...options, onChange }) });
      }
    } catch (error) {
      await this.stop();
      throw error;
    }
    if (this.#plan.perMinute > 0) this.#timer = setInterval(() => this.#step(), stepMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([
      ...this.#running.map(({ device }) => device.close()),
      ...this.#lamps.map(({ lamp }) => lamp.close()),
    ]);
  }

  #step(): void {
    const local = DateTime.fromMillis(this.#now(), { zone: this.#plan.timezone });
    const hour = local.hour + local.minute / 60;
    const place = { perMinute: this.#plan.perMinute, capacity };
    for (const { device } of this.#running) {
      for (const { channel, occupancy } of device.truth()) {
        device.walk(crossings(place, { occupancy, hour, elapsedMs: stepMs }, this.#random), channel);
      }
    }
  }

  /** The family's id, and from its second device on a number behind it. */
  #freeId(family: string): string {
    const same = this.#running.filter(({ entry }) => entry.driver === family).length;
    return same === 0 ? family : `${family}-${same + 1}`;
  }
}
