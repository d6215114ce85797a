import { randomBytes } from 'node:crypto';
import { mainChannel } from '#lib/contract/reading.ts';
import type { Simulator, WalkRequest } from '#lib/contract/simulator.ts';
import {
  branches,
  cafeCapacity,
  cafeChannel,
  demoSiteId,
  type SiteDocument,
  siteDocuments,
  storeCapacity,
  terraceCapacity,
} from './demo-stores.ts';
import { DemoTraffic } from './demo-traffic.ts';
import {
  type FaultKind,
  faultKinds,
  type SimulatedDevice,
  type SimulatorOptions,
} from './device/simulated-device.ts';
import { type Random, seededRandom } from './seeded-random.ts';
import { type SensorEntry, sensorEntry, simulatedFamilies } from './simulated-families.ts';
import { usualStayMinutes } from './traffic.ts';

/** The demo: simulated sensors that really listen, and the site that reads them. */
export interface DemoSite {
  /** The entries of `sites`, in the form of the configuration file. */
  readonly sites: readonly SiteDocument[];
  describe(): Simulator;
  /**
   * Lets people walk through a door. The automatic traffic pauses for 20 s.
   *
   * @returns false if the sensor or channel does not exist
   */
  walk(site: string, sensor: string, people: WalkRequest): boolean;
  /**
   * Breaks a sensor, or heals it with null.
   *
   * @returns the problem of the request; undefined if it was done
   */
  fault(site: string, sensor: string, fault: string | null): string | undefined;
  /** Starts or stops the automatic traffic. */
  traffic(on: boolean): void;
  /** Stops the traffic and closes the sensors. */
  stop(): Promise<void>;
}

export interface DemoSiteOptions {
  /** Default: every demo is another one. */
  readonly random?: Random;
}

const insightsZone = '201';
/** A channel for insights only: the counter where guests order and wait. No light depends on it. */
const counterChannel = 'counter';
const queue = 'Checkout';
const queueChannel = `queue:${queue}`;
const queueCapacity = 7;
/** A quarter of a year to compare with the one before. */
const insightsPastDays = 182;
/** Two weeks to compare, and the day that is not over. */
const gatewayPastHours = 15 * 24;

interface DemoSensor {
  readonly site?: string;
  readonly id: string;
  readonly driver: string;
  /** People inside when the demo opens. */
  readonly inside: number;
  readonly options: SimulatorOptions;
}

interface RunningSensor {
  readonly site: string;
  readonly id: string;
  readonly device: SimulatedDevice;
  /** Its entry in the configuration file. */
  readonly entry: SensorEntry;
  fault: FaultKind | null;
}

/** Opens the demo's sensors on free loopback ports and lets people walk. */
export async function startDemoSite(options: DemoSiteOptions = {}): Promise<DemoSite> {
  const random = options.random ?? seededRandom(randomBytes(4).readInt32LE());
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const doorA = await open({
    id: 'door-a',
    driver: 'axis-people-counter',
    inside: 22,
    options: { ...signIn(), name: 'Door A', timezone: timeZone, digest: 'MD5' },
  });
  const doorB = await open({
    id: 'door-b',
    driver: 'axis-3d',
    inside: 15,
    options: { ...signIn(), name: 'Door B', timezone: timeZone, digest: 'SHA-256' },
  });
  const hall = await open({
    id: 'hall',
    driver: 'xovis',
    inside: 12,
    options: {
      token: secret(),
      channels: [
        { id: cafeChannel, name: 'Hall' },
        { id: counterChannel, name: 'Counter' },
      ],
      settings: {
        capacity: cafeCapacity,
        queues: [queue],
        pastHours: gatewayPastHours,
        pastPeople: 'shop',
      },
    },
  });
  const terrace = await open({
    id: 'terrace-door',
    driver: 'axis-stereo',
    // It only counts: it does not know how many people are inside at the start.
    inside: 0,
    options: { ...signIn(), name: 'Terrace door', timezone: timeZone },
  });
  const insights = await open({
    id: 'insights',
    driver: 'indivd',
    inside: 0,
    options: {
      token: secret(),
      timezone: timeZone,
      channels: [{ id: insightsZone, name: 'Store' }],
      settings: { historyDays: insightsPastDays, pastPeople: 'shop' },
    },
  });
  const running: RunningSensor[] = [];
  for (const { id: site, sensor } of branches) {
    const { id, driver, inside, name } = sensor;
    running.push(
      await open({ site, id, driver, inside, options: { ...signIn(), name, timezone: timeZone } }),
    );
  }
  const traffic = new DemoTraffic(
    [
      ...branches.map(({ zone }, at) => ({
        doors: running.slice(at, at + 1).map(({ device }) => ({ device, channel: mainChannel })),
        rules: { capacity: zone.capacity, perMinute: zone.capacity / usualStayMinutes, timezone: timeZone },
      })),
      {
        doors: [doorA, doorB].map(({ device }) => ({ device, channel: mainChannel })),
        rules: { capacity: storeCapacity, withIt: 0.4, againstIt: 0.1 },
      },
      {
        doors: [{ device: hall.device, channel: cafeChannel }],
        rules: { capacity: cafeCapacity, withIt: 0.2, againstIt: 0.05 },
      },
      ...[counterChannel, queueChannel].map((channel) => ({
        doors: [{ device: hall.device, channel }],
        rules: { capacity: queueCapacity, withIt: 0.1, againstIt: 0.05 },
      })),
      {
        doors: [{ device: insights.device, channel: insightsZone }],
        rules: { capacity: storeCapacity, withIt: 0.4, againstIt: 0.1 },
      },
      {
        doors: [{ device: terrace.device, channel: mainChannel }],
        rules: { capacity: terraceCapacity, withIt: 0.15, againstIt: 0.05 },
      },
    ],
    random,
  );
  traffic.start();
  const sensors = [doorA, doorB, hall, terrace, insights, ...running];
  return new RunningDemo(sensors, traffic, siteDocuments(sensors, timeZone));
}

class RunningDemo implements DemoSite {
  readonly sites: DemoSite['sites'];
  readonly #sensors: readonly RunningSensor[];
  readonly #traffic: DemoTraffic;

  constructor(sensors: readonly RunningSensor[], traffic: DemoTraffic, sites: readonly SiteDocument[]) {
    this.#sensors = sensors;
    this.#traffic = traffic;
    this.sites = sites;
  }

  describe(): Simulator {
    return {
      traffic: this.#traffic.isOn,
      items: this.#sensors.map(({ site, id, device, entry, fault }) => ({
        site,
        sensor: id,
        driver: entry.driver,
        fault,
        channels: [...device.truth()],
      })),
    };
  }

  walk(
    site: string,
    sensor: string,
    { in: peopleIn = 0, out: peopleOut = 0, channel }: WalkRequest,
  ): boolean {
    const device = this.#find(site, sensor)?.device;
    const channels = device?.truth().map((truth) => truth.channel) ?? [];
    if (device === undefined || (channel !== undefined && !channels.includes(channel))) return false;
    this.#traffic.rest();
    device.walk({ in: peopleIn, out: peopleOut }, channel);
    return true;
  }

  fault(site: string, sensor: string, fault: string | null): string | undefined {
    const found = this.#find(site, sensor);
    if (found === undefined) return `There is no simulated sensor ${site}/${sensor}.`;
    const kind = fault === null ? null : faultKinds.find((each) => each === fault);
    if (kind === undefined || (kind !== null && !found.device.supports.has(kind))) {
      return `${site}/${sensor} has no fault "${fault}", only ${[...found.device.supports].join(', ')}.`;
    }
    found.fault = kind;
    // Healing fails if another program has taken the port meanwhile: the sensor then stays unreachable.
    found.device.setFault(kind).catch(() => {});
    return undefined;
  }

  traffic(on: boolean): void {
    this.#traffic.switch(on);
  }

  #find(site: string, sensor: string): RunningSensor | undefined {
    return this.#sensors.find((each) => each.site === site && each.id === sensor);
  }

  async stop(): Promise<void> {
    this.#traffic.stop();
    await Promise.allSettled(this.#sensors.map(({ device }) => device.close()));
  }
}

async function open({ site = demoSiteId, id, driver, inside, options }: DemoSensor): Promise<RunningSensor> {
  const family = simulatedFamilies.get(driver);
  if (family === undefined) throw new Error(`no simulated family ${driver}`);
  const device = await family.simulator.start(options);
  device.walk({ in: inside });
  return { site, id, device, entry: sensorEntry(id, family, device, options.token), fault: null };
}

function signIn(): { readonly username: string; readonly password: string } {
  return { username: 'doorlight', password: secret() };
}

function secret(): string {
  return randomBytes(12).toString('hex');
}
