import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProbeAnswer } from '#lib/contract/probe.ts';
import { axis3dSimulator } from '#server/simulators/axis-3d/simulator.ts';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { RunningSidecar } from '#server/test-support/running-sidecar.ts';

let running: RunningSidecar;
let device: SimulatedDevice;

beforeAll(async () => {
  device = await axis3dSimulator.start({ username: 'op', password: 'pw' });
  running = await RunningSidecar.start(`
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-3d, url: "${device.url}", username: op, password: pw }]
    zones: [{ id: store, name: Store, capacity: 10, sources: [{ sensor: door }] }]
`);
});

afterAll(async () => {
  await running?.stop();
  await device?.close();
});

const path = '/api/v1/sensors/probe';

test('an address is probed', async () => {
  const visitor = await running.signIn();
  const body = { site: 'bern', url: device.url, username: 'op', password: 'pw' };
  const answer = await running.send('POST', path, visitor, body);
  expect(answer.status).toBe(200);
  const found = (await answer.json()) as ProbeAnswer;
  expect(found).toMatchObject({ kind: 'found', driver: 'axis-3d' });
  expect(JSON.stringify(found)).not.toContain('"pw"');
});

test('staff may not, and neither may nobody', async () => {
  const body = { site: 'bern', url: device.url };
  expect((await running.send('POST', path, {}, body)).status).toBe(401);
  const visitor = await running.user('sam', 'staff');
  expect((await running.send('POST', path, visitor, body)).status).toBe(403);
});

test.each([
  [{ url: 'ftp://10.0.0.11' }, 'url'],
  [{ url: 'file:///etc/passwd' }, 'url'],
  [{ url: 'http://10.0.0.11', driver: 'toaster' }, 'driver'],
  [{ url: 'http://10.0.0.11', tls: 'maybe' }, 'tls'],
])('%j is refused by field', async (body, field) => {
  const visitor = await running.signIn();
  const answer = await running.send('POST', path, visitor, { site: 'bern', ...body });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ errors: [{ path: field }] });
});

test('too many probes have to wait', async () => {
  const visitor = await running.signIn();
  const statuses: number[] = [];
  for (let count = 0; count < 41; count += 1) {
    const body = { site: 'bern', url: device.url };
    statuses.push((await running.send('POST', path, visitor, body)).status);
  }
  expect(statuses[0]).toBe(200);
  expect(statuses.at(-1)).toBe(429);
});
