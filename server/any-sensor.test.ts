import { connectAsync } from 'mqtt';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { expressionProcess } from './sensors/expressions/expressions.ts';
import { templates } from './sensors/registry.ts';
import type { SimulatedDevice } from './simulators/device/simulated-device.ts';
import { templateSimulator } from './simulators/templates/simulator.ts';
import { MosquittoServer } from './test-support/mosquitto-server.ts';
import { RunningSidecar, type Visitor } from './test-support/running-sidecar.ts';
import { TestDatabase } from './test-support/test-database.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => expressionProcess.stop());

const head = `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
`;

async function run(rest: string, database?: TestDatabase): Promise<RunningSidecar> {
  const running = await RunningSidecar.start(head + rest, database && { database });
  closing.push(() => running.stop());
  return running;
}

async function simulated(id: string): Promise<SimulatedDevice> {
  const template = templates.find(({ driver }) => driver === id) ?? expect.fail(id);
  const device = await templateSimulator(template).start({});
  closing.push(() => device.close());
  return device;
}

const zone = (running: RunningSidecar, admin: Visitor) =>
  running.read<ZoneState>('/api/v1/zones/bern/store', admin);
const sensor = (running: RunningSidecar, admin: Visitor, id: string) =>
  running.read<SensorStatus>(`/api/v1/sensors/bern/${id}`, admin);

const pushed = `
    sensors:
      - { id: door, driver: push, kind: changes, in: in, out: out, time: at, serial: sn, pushToken: "T0KEN-OF-DOOR" }
    zones:
      - { id: store, name: Store, capacity: 50, sources: [{ sensor: door }] }
`;

test('a device that only pushes is counted, each push once, over a restart too', async () => {
  const database = await TestDatabase.create();
  closing.push(() => database.remove());
  let running = await run(pushed, database);
  let admin = await running.signIn();
  const send = (body: unknown, authorization = 'Bearer T0KEN-OF-DOOR', driver = 'generic') =>
    running.fetch(
      `/push/${driver}/bern/door`,
      {},
      {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { authorization, 'content-type': 'application/json' },
      },
    );
  const status = async (...given: Parameters<typeof send>) => (await send(...given)).status;
  const first = { in: 5, out: 1, at: '2026-03-02T09:00:00Z', sn: 'A1' };
  expect((await zone(running, admin)).light).toBe('unknown');
  expect(await status(first, 'Bearer wrong')).toBe(401);
  expect(await status(first)).toBe(204);
  expect(await status(first)).toBe(204);
  // Many devices can only sign in by a password.
  expect(await status({ ...first, in: 1, out: 0, at: 'x' })).toBe(400);
  const basic = `Basic ${Buffer.from('camera:T0KEN-OF-DOOR').toString('base64')}`;
  expect(await status({ ...first, in: 2, out: 0, at: '2026-03-02T09:01:00Z' }, basic, 'push')).toBe(204);
  await expect.poll(async () => (await zone(running, admin)).occupancy).toBe(6);
  expect(await zone(running, admin)).toMatchObject({ light: 'green', in: 7, out: 1 });
  const refused = await send({ ...first, in: 9, at: '2026-03-02T09:02:00Z', sn: 'B2' });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({
    sensorError: { kind: 'other-device', pinned: 'A1', found: 'B2' },
  });
  expect(await sensor(running, admin, 'door')).toMatchObject({ status: 'invalid', serial: 'A1', url: '' });
  await closing.pop()?.();
  running = await run(pushed, database);
  admin = await running.signIn();
  expect((await zone(running, admin)).light).toBe('unknown');
  expect(await status(first)).toBe(204);
  expect(await status({ ...first, in: 1, out: 0, at: '2026-03-02T09:03:00Z' })).toBe(204);
  await expect.poll(async () => zone(running, admin)).toMatchObject({ light: 'green', occupancy: 7 });
  expect(await sensor(running, admin, 'door')).toMatchObject({ status: 'ok', failures: 0 });
});

test('a mall sums its shops: one Doorlight reads another, and knows nothing where that one does not', async () => {
  const device = await simulated('vivotek');
  const shop = await run(`
    public: true
    sensors:
      - { id: cam, driver: vivotek, url: "${device.url}", poll: 200ms }
    zones:
      - { id: store, name: Store, capacity: 50, staleAfter: 2s, sources: [{ sensor: cam }] }
`);
  const owner = await shop.signIn();
  const made = await shop.send('POST', '/api/v1/api-keys', owner, { name: 'Mall', role: 'viewer' });
  const { key } = (await made.json()) as { key: string };
  device.walk({ in: 12, out: 2 });
  await expect.poll(async () => (await zone(shop, owner)).occupancy).toBe(10);
  const mall = await run(`
    sensors:
      - { id: shop, driver: doorlight, url: "${shop.url}", site: bern, zone: store, token: "${key}", poll: 200ms }
      - { id: seen, driver: doorlight-public, url: "${shop.url}", site: bern, zone: store, poll: 200ms }
    zones:
      - { id: store, name: Mall, capacity: 500, staleAfter: 2s, sources: [{ sensor: shop }, { sensor: seen }] }
`);
  const admin = await mall.signIn();
  await expect.poll(async () => zone(mall, admin)).toMatchObject({ light: 'green', occupancy: 20 });
  await device.setFault('status-500');
  await expect.poll(async () => (await zone(shop, owner)).light).toBe('unknown');
  await expect.poll(async () => (await zone(mall, admin)).light).toBe('unknown');
  expect((await sensor(mall, admin, 'shop')).status).toBe('invalid');
});

test('a sensor at a broker makes a light, and takes it away when it falls silent', async () => {
  const broker = await MosquittoServer.start();
  closing.push(() => broker.remove());
  const device = await simulated('milesight-mqtt');
  const running = await run(`
    sensors:
      - { id: door, driver: milesight-mqtt, url: "${broker.url}", topic: shop/door, poll: 500ms }
    zones:
      - { id: store, name: Store, capacity: 50, staleAfter: 2s, sources: [{ sensor: door, channel: "1" }] }
`);
  const admin = await running.signIn();
  const publish = () => device.set({ publish: { url: broker.url, topic: 'shop/door' } });
  const isGreen = async () => {
    publish();
    return (await zone(running, admin)).light;
  };
  await expect.poll(isGreen, { interval: 200 }).toBe('green');
  device.walk({ in: 4, out: 1 });
  await expect.poll(async () => (await zone(running, admin)).occupancy).toBe(3);
  expect(await sensor(running, admin, 'door')).toMatchObject({ url: broker.url, serial: 'ACCC8E000001' });
  await expect.poll(async () => (await zone(running, admin)).light).toBe('unknown');
  await expect.poll(isGreen, { interval: 200 }).toBe('green');
  const other = await connectAsync(broker.url);
  const conditionAfterNonsense = async () => {
    await other.publishAsync(
      'shop/door',
      '{"line_total_data": [{"line": 1, "total": {"in_counted": "many"}}]}',
      { qos: 1 },
    );
    return (await sensor(running, admin, 'door')).status;
  };
  await expect.poll(conditionAfterNonsense).toBe('invalid');
  await other.endAsync();
});
