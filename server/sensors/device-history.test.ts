import { afterEach, describe, expect, it } from 'vitest';
import { axis3dSimulator } from '../simulators/axis-3d/simulator.ts';
import { axisPeopleCounterSimulator } from '../simulators/axis-people-counter/simulator.ts';
import { axisStereoSimulator } from '../simulators/axis-stereo/simulator.ts';
import type {
  SimulatedDevice,
  SimulatorFamily,
  SimulatorOptions,
} from '../simulators/device/simulated-device.ts';
import { xovisSimulator } from '../simulators/xovis/simulator.ts';
import { axis3d } from './axis-3d/driver.ts';
import { axisPeopleCounter } from './axis-people-counter/driver.ts';
import { axisStereo } from './axis-stereo/driver.ts';
import type { DeviceBin, SensorConfig, SensorDriver, SensorFamily } from './driver.ts';
import { DeviceConnection } from './http/device-connection.ts';
import { testTls } from './http/test-device.ts';
import { xovis } from './xovis/driver.ts';

const minuteMs = 60_000;
const timezone = 'Europe/Zurich';
const credentials = { username: 'op', password: 'secret' };
const signal = new AbortController().signal;
/** Winter begins that night: the hour from 02:00 happens twice. */
const evening = Date.parse('2026-10-24T20:00:00Z');

interface Subject {
  readonly name: string;
  readonly family: SensorFamily;
  readonly simulator: SimulatorFamily;
  readonly channel: string;
  readonly simulate?: SimulatorOptions;
  readonly configure?: Partial<SensorConfig>;
  readonly path?: string;
  /** How long the bins of people are. */
  readonly binMin: number;
}

const subjects: readonly Subject[] = [
  {
    name: 'AXIS People Counter',
    family: axisPeopleCounter,
    simulator: axisPeopleCounterSimulator,
    channel: 'main',
    binMin: 15,
  },
  { name: 'AXIS P8815-2', family: axis3d, simulator: axis3dSimulator, channel: 'main', binMin: 1 },
  { name: 'AXIS stereo', family: axisStereo, simulator: axisStereoSimulator, channel: 'main', binMin: 1 },
  {
    name: 'Xovis sensor',
    family: xovis,
    simulator: xovisSimulator,
    channel: '7',
    simulate: { tls: testTls, channels: [{ id: '7' }, { id: '8' }], settings: { mode: 'v5' } },
    configure: { options: { mode: 'v5' } },
    binMin: 1,
  },
  {
    name: 'Xovis gateway',
    family: xovis,
    simulator: xovisSimulator,
    channel: '7',
    simulate: { token: 'k', channels: [{ id: '7' }, { id: '8' }] },
    configure: { options: { mode: 'gateway', apiKey: 'k' } },
    path: '/api/v1',
    binMin: 60,
  },
  {
    name: 'Xovis that was found out',
    family: xovis,
    simulator: xovisSimulator,
    channel: '7',
    simulate: { tls: testTls, channels: [{ id: '7' }], settings: { mode: 'v5' } },
    binMin: 1,
  },
];

const opened: { close?(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close?.();
});

async function setUp({ family, simulator, simulate, configure, path = '' }: Subject) {
  let nowMs = evening;
  const device = await simulator.start({ ...credentials, timezone, now: () => nowMs, ...simulate });
  const tls = 'insecure';
  const isChallenged = family.signIn.kind === 'challenge';
  const http = new DeviceConnection({ origin: device.url, tls, ...(isChallenged && { credentials }) });
  const driver = family.create(
    {
      site: 'bern',
      id: 'door',
      driver: family.id,
      url: device.url + path,
      tls,
      pollMs: 1000,
      ...credentials,
      ...configure,
      options: family.optionsSchema.parse(configure?.options ?? {}),
    },
    { http, timezone },
  );
  opened.push(device, http, driver);
  return { device, driver, goTo: (ms: number) => (nowMs = ms) };
}

/** Asks piece by piece, as the back-fill does. */
async function remembered(driver: SensorDriver, channel: string, fromMs: number, toMs: number) {
  const bins: DeviceBin[] = [];
  let pieces = 0;
  for (let atMs = fromMs; atMs < toMs; pieces += 1) {
    if (pieces > 50) throw new Error('the device gets no further');
    const answer = await driver.history?.history(channel, atMs, toMs, signal);
    if (answer?.ok !== true) throw new Error(`no history: ${JSON.stringify(answer)}`);
    expect(answer.value.untilMs).toBeGreaterThan(atMs);
    expect(answer.value.untilMs).toBeLessThanOrEqual(toMs);
    atMs = answer.value.untilMs;
    bins.push(...answer.value.bins);
  }
  return bins;
}

function walkAt(device: SimulatedDevice, channel: string, people: { in?: number; out?: number }) {
  device.walk(people, device.truth().length > 1 ? channel : undefined);
}

describe.each(subjects)('the memory of $name', (subject) => {
  const { channel, binMin } = subject;

  it('reports who walked when, through the night in which an hour happens twice', async () => {
    const { device, driver, goTo } = await setUp(subject);
    await driver.read([{ channel, use: 'auto' }], signal);
    const walks = [
      [5, { in: 4 }],
      [65, { out: 1 }],
      // 02:30, twice.
      [270, { in: 2 }],
      [330, { in: 3 }],
      [700, { out: 5 }],
    ] as const;
    for (const [minute, people] of walks) {
      goTo(evening + minute * minuteMs + 10_000);
      walkAt(device, channel, people);
    }
    goTo(evening + 16 * 60 * minuteMs);
    const bins = await remembered(driver, channel, evening, evening + 15 * 60 * minuteMs);
    const busy = bins.filter((bin) => (bin.in ?? 0) + (bin.out ?? 0) > 0);
    const start = (minute: number) => evening + Math.floor(minute / binMin) * binMin * minuteMs;
    expect(busy.map(({ fromMs, toMs, in: peopleIn, out }) => ({ fromMs, toMs, in: peopleIn, out }))).toEqual(
      walks.map(([minute, people]) => ({
        fromMs: start(minute),
        toMs: start(minute) + binMin * minuteMs,
        in: 'in' in people ? people.in : 0,
        out: 'out' in people ? people.out : 0,
      })),
    );
    const counted = bins.filter((bin) => bin.in !== undefined);
    for (const [index, bin] of counted.entries()) {
      if (index > 0) expect(bin.fromMs).toBeGreaterThanOrEqual(counted[index - 1]?.toMs ?? 0);
    }
  });

  it('is an error like any other while the device cannot be reached', async () => {
    const { device, driver } = await setUp(subject);
    await driver.read([{ channel, use: 'auto' }], signal);
    await device.setFault('refuse-connections');
    const answer = await driver.history?.history(channel, evening - 60 * minuteMs, evening, signal);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
  });
});
