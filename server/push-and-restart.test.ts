import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { axis3dSimulator } from './simulators/axis-3d/simulator.ts';
import type { SimulatedDevice } from './simulators/device/simulated-device.ts';
import { RunningSidecar } from './test-support/running-sidecar.ts';
import { TestDatabase } from './test-support/test-database.ts';

const token = 'a-long-push-token';
let database: TestDatabase;
let running: RunningSidecar | undefined;
let device: SimulatedDevice | undefined;
let printed: string;

beforeEach(async () => {
  database = await TestDatabase.create();
  printed = await readFile(new URL('./sensors/axis-3d/fixtures/push.json', import.meta.url), 'utf8');
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await device?.close();
  device = undefined;
  await database?.remove();
});

async function open(deviceUrl: string): Promise<void> {
  running = await RunningSidecar.start(
    `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors:
      - { id: camera, driver: axis-3d, url: "${deviceUrl}", pushToken: "${token}", poll: 200ms }
    zones:
      - { id: store, name: Store, capacity: 200, staleAfter: 5m, sources: [{ sensor: camera }] }
`,
    { database },
  );
}

async function restart(deviceUrl: string): Promise<void> {
  await running?.stop();
  await open(deviceUrl);
}

/** The printed push, of another minute and with other people. */
async function push(minute: number, people: { in: number; out: number }): Promise<number> {
  const body = JSON.parse(printed, (key, value: unknown) => {
    if (/^(utc|local)(From|To)$/.test(key) && typeof value === 'string') {
      const at = key.endsWith('From') ? minute : minute + 1;
      return value.replace(/:(19|20):00/, `:${String(at).padStart(2, '0')}:00`);
    }
    return value;
  });
  for (const item of body.data.measurements[0].items) item.count = people[item.direction as 'in' | 'out'];
  const answer = await running?.fetch(
    '/push/axis-3d/bern/camera',
    {},
    {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    },
  );
  return answer?.status ?? 0;
}

async function zone(): Promise<ZoneState> {
  if (running === undefined) throw new Error('not running');
  return running.read<ZoneState>('/api/v1/zones/bern/store', await running.signIn());
}

it('counts a push once that comes again after a restart, from a camera that can only push', async () => {
  const nobody = 'http://127.0.0.1:9';
  await open(nobody);
  expect(await push(10, { in: 5, out: 1 })).toBe(204);
  expect(await push(11, { in: 2, out: 0 })).toBe(204);
  await expect.poll(zone).toMatchObject({ occupancy: 6, in: 7, out: 1 });
  await restart(nobody);
  expect(await push(11, { in: 2, out: 0 })).toBe(204);
  expect(await push(10, { in: 5, out: 1 })).toBe(204);
  expect(await push(12, { in: 1, out: 0 })).toBe(204);
  await expect.poll(zone).toMatchObject({ occupancy: 7, in: 8, out: 1, light: 'green' });
});

it('adds nothing of a push that comes before the first poll after a restart', async () => {
  device = await axis3dSimulator.start({});
  device.walk({ in: 40, out: 30 });
  await open(device.url);
  await expect.poll(zone).toMatchObject({ light: 'green' });
  device.walk({ in: 3 });
  await expect.poll(zone).toMatchObject({ in: 3 });
  await device.setFault('refuse-connections');
  await restart(device.url);
  expect(await push(10, { in: 5, out: 1 })).toBe(204);
  await device.setFault(null);
  await expect.poll(zone).toMatchObject({ light: 'green', occupancy: 13, in: 3, out: 0 });
});
