import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { backfillsSchema } from '#lib/contract/backfill.ts';
import { type Device, type DeviceParameter, deviceSchema } from '#lib/contract/device.ts';
import type { Problem } from '#lib/contract/problem.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { testTls } from '#server/sensors/http/test-device.ts';
import { axisPeopleCounterSimulator } from '#server/simulators/axis-people-counter/simulator.ts';
import { axisStereoSimulator } from '#server/simulators/axis-stereo/simulator.ts';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { xovisSimulator } from '#server/simulators/xovis/simulator.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';

const signIn = { username: 'op', password: 'secret' };
let devices: Record<'door' | 'stairs' | 'hall', SimulatedDevice>;
let running: RunningSidecar;
let admin: Visitor;
let manager: Visitor;
let viewer: Visitor;

beforeAll(async () => {
  devices = {
    door: await axisPeopleCounterSimulator.start({ ...signIn, settings: { pastDays: 2 } }),
    stairs: await axisStereoSimulator.start(signIn),
    hall: await xovisSimulator.start({ ...signIn, tls: testTls, settings: { mode: 'v5' } }),
  };
  const { door, stairs, hall } = devices;
  const hallLine = hall.truth()[0]?.channel ?? '';
  running = await RunningSidecar.start(`
sites:
  - id: bern
    name: Bern
    timezone: UTC
    languages: [de]
    sensors:
      - { id: door, driver: axis-people-counter, url: "${door.url}", username: op, password: secret, poll: 100ms }
      - { id: stairs, driver: axis-stereo, url: "${stairs.url}", username: op, password: secret, poll: 100ms }
      - { id: hall, driver: xovis, url: "${hall.url}", mode: v5, tls: insecure, username: op, password: secret, poll: 100ms }
    zones:
      - { id: store, name: Store, capacity: 1000, sources: [{ sensor: door, use: counts }] }
      - { id: hall, name: Hall, capacity: 1000, sources: [{ sensor: hall, channel: "${hallLine}" }] }
`);
  admin = await running.signIn();
  manager = await running.user('max', 'manager');
  viewer = await running.user('vera', 'viewer');
  await vi.waitFor(async () => {
    const zones = await running.read<ZoneState[]>('/api/v1/zones', admin);
    expect(zones.map(({ light }) => light)).toEqual(['green', 'green']);
  }, 60_000);
});

afterAll(async () => {
  await running?.stop();
  await Promise.all(Object.values(devices ?? {}).map((device) => device.close()));
});

const at = (sensor: string, part = '') => `/api/v1/sensors/bern/${sensor}/device${part}`;

async function settle(zone: string, occupancy: number): Promise<void> {
  await expect
    .poll(() => running.read<ZoneState>(`/api/v1/zones/bern/${zone}`, admin))
    .toMatchObject({ occupancy, light: 'green' });
}

async function problem(answer: Response): Promise<Problem> {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  return (await answer.json()) as Problem;
}

const lastAudit = async () => (await running.read<AuditEntry[]>('/api/v1/audit', admin))[0];
const today = new Date().toISOString().slice(0, 10);

describe('a device', () => {
  it('says what can be asked of it', async () => {
    const door = await running.read<Device>(at('door'), viewer);
    expect(deviceSchema.parse(door)).toMatchObject({
      parts: ['facts', 'placement', 'parameters', 'logs', 'logs/archive', 'days'],
      actions: [{ id: 'clear-data', isDestructive: true }],
      hasHistory: true,
    });
    const stairs = await running.read<Device>(at('stairs'), viewer);
    expect(stairs).toMatchObject({ parts: ['facts', 'parameters'], actions: [] });
  });

  it('reports each of its parts', async () => {
    expect(await running.read(at('door', '/facts'), viewer)).toContainEqual({
      name: 'model',
      value: 'AXIS M3045-V',
    });
    expect(await running.read(at('door', '/placement'), viewer)).toMatchObject({ width: 320, height: 240 });
    expect(await running.read(at('door', '/days'), viewer)).toMatchObject({ days: expect.any(Array) });
    expect(await running.read(at('door', '/logs'), manager)).toMatchObject({
      text: expect.stringContaining('people counter'),
    });
    expect(await running.read(at('stairs', '/facts'), viewer)).toContainEqual({
      name: 'signal',
      value: 'false',
    });
  });

  it('that does not have a part is 404, as is a sensor that does not exist', async () => {
    const part = await running.fetch(at('stairs', '/placement'), viewer);
    expect(part.status).toBe(404);
    expect((await problem(part)).detail).toContain('does not offer placement');
    expect((await running.fetch(at('attic', '/facts'), viewer)).status).toBe(404);
  });

  it('keeps its logs, parameters and files from who may only look', async () => {
    for (const part of [
      '/logs',
      '/logs/archive',
      '/parameters',
      `/export?format=csv&from=${today}&to=${today}`,
    ])
      expect((await running.fetch(at('door', part), viewer)).status).toBe(403);
  });

  it('that refuses the sign-in is asked nothing more: each try may lock the account', async () => {
    await devices.stairs.setFault('status-401');
    const status = '/api/v1/sensors/bern/stairs';
    await expect.poll(() => running.read(status, viewer)).toMatchObject({ status: 'unauthorized' });
    const { requests } = devices.stairs;
    const refused = await running.fetch(at('stairs', '/facts'), viewer);
    expect(refused.status).toBe(502);
    expect((await problem(refused)).detail).toMatch(/password/);
    expect(devices.stairs.requests).toBe(requests);
    await devices.stairs.setFault(null);
    await running.send('POST', `${status}/check`, admin);
    await expect.poll(() => running.read(status, viewer)).toMatchObject({ status: 'ok' });
  });

  it('that fails is a problem in words', async () => {
    await devices.stairs.setFault('status-500');
    const failed = await running.fetch(at('stairs', '/facts'), viewer);
    expect(failed.status).toBe(502);
    expect((await problem(failed)).detail).toMatch(/sensor/);
    await devices.stairs.setFault(null);
  });
});

describe('files', () => {
  it('are downloaded under a name that says where they are from', async () => {
    const csv = await running.fetch(
      at('door', `/export?format=csv&resolution=15m&from=${today}&to=${today}`),
      manager,
    );
    expect(csv.status).toBe(200);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.headers.get('content-disposition')).toBe(
      `attachment; filename="door-counts-${today.replaceAll('-', '')}.csv"`,
    );
    const archive = await running.fetch(at('door', '/logs/archive'), manager);
    expect(archive.headers.get('content-type')).toBe('application/gzip');
    expect(new Uint8Array(await archive.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([0x1f, 0x8b]));
  });

  it.each([
    ['format=cnt&subject=occupancy', 'format'],
    ['format=csv&resolution=finest', 'resolution'],
    ['format=csv&subject=visits', 'subject'],
  ])('that the device does not make are refused: %s', async (query, parameter) => {
    const answer = await running.fetch(at('door', `/export?${query}&from=${today}&to=${today}`), manager);
    expect(answer.status).toBe(400);
    expect((await problem(answer)).errors?.[0]?.path).toBe(parameter);
  });

  it('end no earlier than they begin', async () => {
    const answer = await running.fetch(
      at('door', '/export?format=csv&from=2026-03-02&to=2026-03-01'),
      manager,
    );
    expect((await problem(answer)).detail).toBe('to: expected 2026-03-02 or later, found 2026-03-01.');
  });
});

describe('a parameter', () => {
  const put = (body: object, visitor = manager) =>
    running.send('PUT', at('door', '/parameters'), visitor, body);
  const height = async () =>
    (await running.read<DeviceParameter[]>(at('door', '/parameters'), manager)).find(
      ({ name }) => name === 'Counter.Height',
    )?.value;

  it('is set where it is still what it was before, and the audit log says by whom', async () => {
    const answer = await put({ name: 'Counter.Height', value: '280', before: '260' });
    expect(await answer.json()).toEqual({ name: 'Counter.Height', before: '260', after: '280' });
    expect(await lastAudit()).toMatchObject({
      who: 'max',
      action: 'set-parameter',
      site: 'bern',
      from: '260',
      to: '280',
      note: 'door Counter.Height',
      result: 'done',
    });
  });

  it('that somebody has changed meanwhile is left as it is', async () => {
    const answer = await put({ name: 'Counter.Height', value: '300', before: '260' });
    expect(answer.status).toBe(409);
    expect((await problem(answer)).detail).toContain('Counter.Height is 280 by now');
    expect(await height()).toBe('280');
  });

  it('that cannot be set is refused', async () => {
    const answer = await put({ name: 'Static.Serial', value: 'X', before: 'ACCC8E000001' });
    expect(answer.status).toBe(400);
    expect((await put({ name: 'Counter.Height', value: '1', before: '280' }, viewer)).status).toBe(403);
  });
});

describe('clearing the data', () => {
  const clear = (body: object, visitor = admin) =>
    running.send('POST', at('door', '/actions/clear-data'), visitor, body);

  it('takes an administrator who names the sensor', async () => {
    expect((await clear({ confirm: 'door' }, manager)).status).toBe(403);
    const unclear = await clear({ confirm: 'stairs' });
    expect(unclear.status).toBe(400);
    expect((await problem(unclear)).errors).toEqual([
      { path: 'confirm', message: 'expected door', code: 'one-of', values: { options: 'door' } },
    ]);
    expect((await running.read<{ days: string[] }>(at('door', '/days'), viewer)).days).not.toEqual([]);
  });

  it('loses nobody who is inside, and is in the audit log', async () => {
    devices.door.walk({ in: 7, out: 2 });
    await settle('store', 5);
    expect((await clear({ confirm: 'door' })).status).toBe(204);
    expect(await lastAudit()).toMatchObject({
      who: 'admin',
      action: 'clear-data',
      note: 'door',
      result: 'done',
    });
    devices.door.walk({ in: 1 });
    await settle('store', 6);
  });

  it('that the device refuses is in the audit log as failed', async () => {
    await devices.door.setFault('status-403');
    expect((await clear({ confirm: 'door' })).status).toBe(502);
    expect(await lastAudit()).toMatchObject({ action: 'clear-data', result: 'failed' });
    await devices.door.setFault(null);
  });
});

describe('resetting counters', () => {
  it('counts everybody once, before it and after', async () => {
    devices.hall.walk({ in: 4 });
    await settle('hall', 4);
    devices.hall.walk({ in: 3, out: 1 });
    const channel = devices.hall.truth()[0]?.channel;
    const path = at('hall', '/actions/reset-counters');
    expect((await running.send('POST', path, manager, { channel })).status).toBe(204);
    devices.hall.walk({ in: 2 });
    await settle('hall', 8);
    expect((await running.send('POST', path, manager, {})).status).toBe(204);
    devices.hall.walk({ out: 1 });
    await settle('hall', 7);
  });

  it('is refused for a channel that has none', async () => {
    const answer = await running.send('POST', at('hall', '/actions/reset-counters'), manager, {
      channel: 'attic',
    });
    expect(answer.status).toBe(400);
    expect((await running.send('POST', at('door', '/actions/reset-counters'), manager, {})).status).toBe(404);
  });
});

describe('a file that does not come whole', () => {
  it('is cut off for who downloads it too, and one without a beginning is a problem in words', async () => {
    const query = '/export?format=json&resolution=15m&from=2026-01-01&to=2026-01-31';
    await devices.door.setFault('malformed-json');
    const answer = await running.fetch(at('door', query), manager);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    await devices.door.setFault('empty');
    const refused = await running.fetch(at('door', query), manager);
    expect(refused.status).toBe(502);
    expect(((await refused.json()) as Problem).detail).not.toBe('');
    await devices.door.setFault(null);
  });
});

describe('fetching history', () => {
  const fetchHistory = (who: Visitor, body: object) => running.send('POST', '/api/v1/backfills', who, body);

  it('is for managers, and answers with what is under way; a second order changes nothing', async () => {
    const command = { site: 'bern', sensor: 'door', from: '2020-01-01T00:00:00Z' };
    expect((await fetchHistory(viewer, command)).status).toBe(403);
    const answer = await fetchHistory(manager, command);
    expect(answer.status).toBe(202);
    const { items } = backfillsSchema.parse(await answer.json());
    expect(new Set(items.map(({ sensor }) => sensor))).toEqual(new Set(['door']));
    expect(items.length).toBeGreaterThan(1);
    expect(items.every(({ state }) => state === 'waiting' || state === 'fetching')).toBe(true);
    const again = backfillsSchema.parse(await (await fetchHistory(manager, command)).json());
    expect(again.items.map(({ from }) => from)).toEqual(items.map(({ from }) => from));
    const listed = await running.read<{ items: unknown[] }>(
      '/api/v1/backfills?site=bern&sensor=door&limit=500',
      viewer,
    );
    expect(listed.items).toHaveLength(items.length);
    const others = await running.read<{ items: unknown[] }>('/api/v1/backfills?sensor=nobody', viewer);
    expect(others.items).toEqual([]);
  });

  it('says what is wrong with an order', async () => {
    expect((await fetchHistory(manager, { site: 'bern', sensor: 'nobody' })).status).toBe(404);
    const backwards = { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' };
    const answer = await fetchHistory(manager, { site: 'bern', sensor: 'door', ...backwards });
    expect(answer.status).toBe(400);
    expect((await answer.json()) as Problem).toMatchObject({ errors: [{ path: 'to' }] });
  });
});
