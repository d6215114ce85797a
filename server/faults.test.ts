import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SensorCondition, SensorStatus } from '#lib/contract/sensor-status.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { axis3dSimulator } from './simulators/axis-3d/simulator.ts';
import { axisPeopleCounterSimulator } from './simulators/axis-people-counter/simulator.ts';
import type { FaultKind, SimulatedDevice } from './simulators/device/simulated-device.ts';
import { xovisSimulator } from './simulators/xovis/simulator.ts';
import { RunningSidecar, type Visitor } from './test-support/running-sidecar.ts';
import { isLongTest } from './test-support/test-length.ts';

const signIn = { username: 'op', password: 'secret', slowMs: 30_000 };
const ids = ['counter', 'camera', 'gateway'] as const;
type Id = (typeof ids)[number];
let devices: Record<Id, SimulatedDevice>;
let running: RunningSidecar;
let admin: Visitor;

beforeAll(async () => {
  devices = {
    counter: await axisPeopleCounterSimulator.start(signIn),
    camera: await axis3dSimulator.start(signIn),
    gateway: await xovisSimulator.start({ token: 'k', slowMs: 30_000, channels: [{ id: 'main' }] }),
  };
  running = await RunningSidecar.start(`
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors:
      - { id: counter, driver: axis-people-counter, url: "${devices.counter.url}", username: op, password: secret, poll: 100ms }
      - { id: camera, driver: axis-3d, url: "${devices.camera.url}", username: op, password: secret, poll: 100ms }
      - { id: gateway, driver: xovis, url: "${devices.gateway.url}/api/v1", apiKey: k, poll: 100ms }
    zones:
      - { id: counter, name: Counter, capacity: 50, staleAfter: 10s, sources: [{ sensor: counter }] }
      - { id: camera, name: Camera, capacity: 50, staleAfter: 10s, sources: [{ sensor: camera }] }
      - { id: gateway, name: Gateway, capacity: 50, staleAfter: 10s, sources: [{ sensor: gateway, channel: main }] }
`);
  admin = await running.signIn();
});

afterAll(async () => {
  await running?.stop();
  await Promise.all(Object.values(devices ?? {}).map((device) => device.close()));
});

const status = (id: Id) => running.read<SensorStatus>(`/api/v1/sensors/bern/${id}`, admin);
const zone = (id: Id) => running.read<ZoneState>(`/api/v1/zones/bern/${id}`, admin);
const truth = (id: Id) => devices[id].truth()[0]?.occupancy;

/** Waits until a zone shows its device's true count. */
async function showsTruth(id: Id): Promise<void> {
  await expect
    .poll(async () => (await zone(id)).occupancy, { message: `${id} shows the truth` })
    .toBe(truth(id));
}

/** The condition that staff sees for each fault; faults without an entry change nothing. */
const conditions: Partial<Record<FaultKind, readonly SensorCondition[]>> = {
  'malformed-json': ['invalid'],
  html: ['invalid'],
  empty: ['invalid'],
  'error-in-200': ['invalid'],
  huge: ['invalid'],
  'half-open': ['unreachable'],
  slow: ['unreachable'],
  'status-401': ['unauthorized'],
  'status-403': ['unauthorized'],
  'status-404': ['invalid'],
  'status-429': ['stale'],
  'status-500': ['invalid'],
  'refuse-connections': ['unreachable'],
};

/** Without `npm run test:long`: one fault for each condition and each way to get there. */
const oneOfEach: readonly string[] = [
  'malformed-json',
  'huge',
  'half-open',
  'status-401',
  'status-429',
  'refuse-connections',
];

describe.each(ids)('%s', (id) => {
  const faults = () => [...devices[id].supports];

  afterEach(async () => {
    await devices[id].setFault(null);
  });

  it('goes through every fault without a wrong number, and without touching the others', async () => {
    const others = ids.filter((other) => other !== id);
    // A silent device takes two time limits to be noticed, and all are noticed by the same code.
    const short = oneOfEach.filter((fault) => fault !== 'half-open' || id === ids[0]);
    const tried = isLongTest ? Object.keys(conditions) : short;
    for (const fault of faults().filter((kind) => tried.includes(kind))) {
      devices[id].walk({ in: 2, out: 1 });
      for (const other of others) devices[other].walk({ in: 1 });
      await Promise.all(ids.map(showsTruth));
      const before = await zone(id);

      await devices[id].setFault(fault);
      await expect
        .poll(async () => (await status(id)).status, { message: `${id}: ${fault}` })
        .toBeOneOf([...(conditions[fault] ?? [])]);
      const { lastError } = await status(id);
      expect(lastError?.message.length, `${fault} in words`).toBeGreaterThan(10);
      expect((await zone(id)).occupancy, `the number at ${fault}`).toBe(before.occupancy);
      for (const other of others) {
        devices[other].walk({ in: 1 });
        await showsTruth(other);
        expect((await status(other)).status, `${other} while ${id} has ${fault}`).toBe('ok');
      }

      await devices[id].setFault(null);
      expect((await running.send('POST', `/api/v1/sensors/bern/${id}/check`, admin)).status).toBe(202);
      await expect
        .poll(async () => (await status(id)).status, { message: `${id} heals from ${fault}` })
        .toBe('ok');
      await showsTruth(id);
    }
  }, 900_000);

  it.each(['numbers-as-text', 'wrong-clock', 'stale-nonce'] as const)(
    'counts on through %s',
    async (fault) => {
      if (!devices[id].supports.has(fault)) return;
      await showsTruth(id);
      await devices[id].setFault(fault);
      devices[id].walk({ in: 3 });
      await showsTruth(id);
      expect((await status(id)).status).toBe('ok');
      await devices[id].setFault(null);
      devices[id].walk({ in: 1 });
      await showsTruth(id);
    },
  );
});
