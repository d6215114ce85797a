import { stringify } from 'yaml';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import {
  type SimulatedFamily,
  sensorEntry,
  simulatedFamilies,
} from '#server/simulators/simulated-families.ts';
import { StallingProxy } from '../support/stalling-proxy.ts';
import { capacity, type Moment, staleAfterMs } from './judgement.ts';

export const site = 'bern';

/** The token of pushes of every device. */
export const pushToken = 'push-token-of-the-campaign';

/** Zones that nobody walks into: commands are sent to them. Their sensor is `annex`. */
export const commandZones = ['held', 'adjusted', 'emptied'] as const;

/** The channel of a family whose devices count several things; only a gateway's is a level. */
const channels: Readonly<Record<string, string>> = { xovis: 'entrance', indivd: '201' };
const key = 'key-of-the-campaign';

/** One door: a simulated device behind a proxy, the zone it feeds, and the people who really passed. */
export class Door {
  /** The family, and the id of sensor, zone and display. */
  readonly id: string;
  readonly family: SimulatedFamily;
  readonly device: SimulatedDevice;
  readonly proxy: StallingProxy;
  /** How many are inside, from when on. */
  readonly people: Moment<number>[] = [{ atMs: performance.now(), value: 0 }];
  #clock: { aheadMs: number };
  #in = 0;
  #out = 0;

  private constructor(
    id: string,
    family: SimulatedFamily,
    device: SimulatedDevice,
    proxy: StallingProxy,
    clock: { aheadMs: number },
  ) {
    this.id = id;
    this.family = family;
    this.device = device;
    this.proxy = proxy;
    this.#clock = clock;
  }

  static async open(id: string, driver: string): Promise<Door> {
    const family = simulatedFamilies.get(driver);
    if (family === undefined) throw new Error(`There is no simulated "${driver}".`);
    const clock = { aheadMs: 0 };
    const device = await startDevice(family, clock);
    return new Door(id, family, device, await StallingProxy.before(device.url), clock);
  }

  get inside(): number {
    return this.#in - this.#out;
  }

  get in(): number {
    return this.#in;
  }

  get out(): number {
    return this.#out;
  }

  /** A level is the device's own number; the others count who passes. */
  get isLevel(): boolean {
    return this.family.simulator.id === 'xovis';
  }

  walk({ in: ins = 0, out: outs = 0 }: { readonly in?: number; readonly out?: number }): void {
    this.device.walk({ in: ins, out: outs });
    this.#in += ins;
    this.#out += outs;
    this.people.push({ atMs: performance.now(), value: this.inside });
  }

  /** Sets the device's own clock. */
  setClock(aheadMs: number): void {
    this.#clock.aheadMs = aheadMs;
  }

  /** Another device of the same family, with another serial number. */
  stranger(): Promise<SimulatedDevice> {
    return startDevice(this.family, { aheadMs: 0 }, 'B8:A4:4F:99:99:99');
  }

  /** Its entry among the sensors of the configuration file. */
  get sensor(): object {
    const entry = sensorEntry(this.id, this.family, this.device, key);
    const url = (entry.url ?? '').replace(this.device.url, this.proxy.url);
    const acceptsPushes = ['axis-3d', 'xovis'].includes(this.family.simulator.id);
    return { ...entry, url, poll: '250ms', ...(acceptsPushes && { pushToken }) };
  }

  get source(): object {
    const channel = channels[this.family.simulator.id];
    return { sensor: this.id, ...(channel && { channel }), ...(!this.isLevel && { use: 'counts' }) };
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await this.device.close();
  }
}

function startDevice(family: SimulatedFamily, clock: { aheadMs: number }, serial?: string) {
  const channel = channels[family.simulator.id];
  return family.simulator.start({
    token: key,
    ...(family.keyName === undefined && { username: 'op', password: 'pw' }),
    ...(channel && { channels: [{ id: channel }] }),
    ...(serial && { serial }),
    now: () => Date.now() + clock.aheadMs,
  });
}

/** The store of the campaign: a zone of ten places and a display for each door. */
export class Shop {
  readonly doors: readonly Door[];
  readonly #annex: Door;

  private constructor(doors: readonly Door[], annex: Door) {
    this.doors = doors;
    this.#annex = annex;
  }

  /** @param families one door of each */
  static async open(families: readonly string[]): Promise<Shop> {
    const doors = await Promise.all(families.map((family) => Door.open(family, family)));
    return new Shop(doors, await Door.open('annex', 'axis-people-counter'));
  }

  /** The text of the configuration file. */
  get config(): string {
    const zone = { capacity, staleAfter: `${staleAfterMs}ms`, minHold: '0s' };
    return stringify({
      sites: [
        {
          id: site,
          name: 'Bern',
          timezone: 'UTC',
          sensors: [...this.doors, this.#annex].map((door) => door.sensor),
          zones: [
            ...this.doors.map((door) => ({ id: door.id, name: door.id, ...zone, sources: [door.source] })),
            ...commandZones.map((id) => ({ id, name: id, ...zone, sources: [this.#annex.source] })),
          ],
          displays: this.doors.map(({ id }) => ({ id, zone: id })),
        },
      ],
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.doors, this.#annex].map((door) => door.close()));
  }
}
