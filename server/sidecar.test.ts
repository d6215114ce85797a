import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AdjustResult, adjustResultSchema } from '#lib/contract/adjust.ts';
import { newApiKeySchema } from '#lib/contract/api-key.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { displaySettingsSchema } from '#lib/contract/display.ts';
import { pairingOfferSchema } from '#lib/contract/pairing.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import { type ZoneState, zoneStateSchema } from '#lib/contract/zone-state.ts';
import { axis3dSimulator } from './simulators/axis-3d/simulator.ts';
import { axisPeopleCounterSimulator } from './simulators/axis-people-counter/simulator.ts';
import type { SimulatedDevice } from './simulators/device/simulated-device.ts';
import { xovisSimulator } from './simulators/xovis/simulator.ts';
import { RunningSidecar, type Visitor } from './test-support/running-sidecar.ts';

const signIn = { username: 'op', password: 'secret' };
let devices: Record<'counter' | 'camera' | 'gateway', SimulatedDevice>;
let running: RunningSidecar;
let admin: Visitor;
let staff: Visitor;
let viewer: Visitor;

beforeAll(async () => {
  devices = {
    counter: await axisPeopleCounterSimulator.start(signIn),
    camera: await axis3dSimulator.start({ ...signIn, digest: 'SHA-256' }),
    gateway: await xovisSimulator.start({ token: 'k', channels: [{ id: 'hall' }, { id: 'annex' }] }),
  };
  running = await RunningSidecar.start(`
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    languages: [de, fr]
    sensors:
      - { id: door, driver: axis-people-counter, url: "${devices.counter.url}", username: op, password: secret, poll: 100ms }
      - { id: camera, driver: axis-3d, url: "${devices.camera.url}", username: op, password: secret, poll: 100ms, pushToken: sesame }
      - { id: gateway, driver: xovis, url: "${devices.gateway.url}/api/v1", apiKey: k, poll: 100ms }
    zones:
      - { id: store, name: Store, capacity: 20, sources: [{ sensor: door }, { sensor: camera }] }
      - { id: hall, name: Hall, capacity: 10, sources: [{ sensor: gateway, channel: hall }] }
    displays:
      - { id: entrance, zone: store }
      - { id: secret, zone: hall, key: sesame }
`);
  admin = await running.signIn();
  staff = await running.user('sam', 'staff');
  viewer = await running.user('vera', 'viewer');
});

afterAll(async () => {
  await running?.stop();
  await Promise.all(Object.values(devices ?? {}).map((device) => device.close()));
});

const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

function connect(auth: object, visitor: Visitor = {}): Socket {
  const socket = io(`${running.url}/live`, {
    path: '/socket.io',
    auth,
    forceNew: true,
    reconnection: false,
    transports: ['websocket'],
    ...(visitor.cookie === undefined ? {} : { extraHeaders: { cookie: visitor.cookie } }),
  });
  sockets.push(socket);
  return socket;
}

const next = <T>(socket: Socket, event: string) => new Promise<T>((resolve) => socket.once(event, resolve));

const zone = (id: string) => running.read<ZoneState>(`/api/v1/zones/bern/${id}`, admin);

async function settle(id: string, expected: Partial<ZoneState>): Promise<void> {
  await expect.poll(() => zone(id)).toMatchObject(expected);
}

async function reset(id: string): Promise<AdjustResult> {
  const answer = await running.send('POST', `/api/v1/zones/bern/${id}/reset`, admin);
  expect(answer.status).toBe(200);
  return adjustResultSchema.parse(await answer.json());
}

describe('a zone', () => {
  it('adds up what its sensors say, and changes its light', async () => {
    await reset('store');
    devices.counter.walk({ in: 9 });
    devices.camera.walk({ in: 8, out: 2 });
    await settle('store', { occupancy: 15, light: 'green', capacity: 20, utilization: 0.75 });
    devices.camera.walk({ in: 1 });
    await settle('store', { occupancy: 16, light: 'amber' });
    devices.camera.walk({ in: 4 });
    await settle('store', { occupancy: 20, light: 'red', reason: 'full' });
    expect(zoneStateSchema.safeParse(await zone('store')).success).toBe(true);
  });

  it('that does not exist is a problem that says where to look', async () => {
    const answer = await running.fetch('/api/v1/zones/bern/attic', admin);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({
      status: 404,
      detail: expect.stringContaining('/api/v1/zones'),
    });
  });
});

describe('adjust', () => {
  it('sets the devices, reads them back and names each', async () => {
    devices.counter.walk({ in: 5 });
    // Who is reported after the command has come in after it.
    await settle('store', { occupancy: 25 });
    const answer = await running.send('POST', '/api/v1/zones/bern/store/adjust', staff, {
      occupancy: 12,
      note: 'counted by hand',
    });
    expect(await answer.json()).toMatchObject({
      result: 'done',
      to: 12,
      sources: [
        { sensor: 'door', channel: 'main', outcome: 'confirmed' },
        { sensor: 'camera', channel: 'main', outcome: 'confirmed' },
      ],
    });
    await settle('store', { occupancy: 12, light: 'green' });
    expect(devices.counter.truth()[0]?.occupancy).toBe(12);
    expect(devices.camera.truth()[0]?.occupancy).toBe(0);
    const [entry] = await running.read<AuditEntry[]>('/api/v1/audit', admin);
    expect(entry).toMatchObject({
      who: 'sam',
      action: 'adjust',
      site: 'bern',
      zone: 'store',
      to: '12',
      note: 'counted by hand',
      result: 'done',
    });
  });

  it('that one device refuses is partial: the zone shows the number, the device is named in its words', async () => {
    devices.camera.walk({ in: 3 });
    await settle('store', { occupancy: 15 });
    devices.camera.set({ role: 'secondary' });
    try {
      const answer = await reset('store');
      expect(answer.result).toBe('partial');
      expect(answer.sources.find(({ sensor }) => sensor === 'camera')).toMatchObject({
        outcome: 'rejected',
        code: 1200,
        message: expect.stringMatching(/secondary/i),
      });
      await settle('store', { occupancy: 0, light: 'green' });
      devices.camera.walk({ in: 2 });
      await settle('store', { occupancy: 2 });
    } finally {
      devices.camera.set({ role: 'primary' });
    }
  });

  it('of a zone whose sensors cannot be set is done by software', async () => {
    devices.gateway.walk({ in: 7 });
    await settle('hall', { occupancy: 7 });
    expect(await reset('hall')).toMatchObject({
      result: 'done',
      from: 7,
      to: 0,
      sources: [{ sensor: 'gateway', channel: 'hall', outcome: 'software' }],
    });
    devices.gateway.walk({ in: 1 });
    await settle('hall', { occupancy: 1 });
  });

  it.each([-1, 1.5, '3', null, 1e9])('to %j is refused in words', async (occupancy) => {
    const answer = await running.send('POST', '/api/v1/zones/bern/store/adjust', admin, { occupancy });
    expect(answer.status).toBe(400);
    expect((await answer.json()) as { detail: string }).toMatchObject({
      detail: expect.stringMatching(/^occupancy: /),
    });
  });
});

describe('hold', () => {
  afterEach(() => running.send('DELETE', '/api/v1/zones/bern/hall/hold', admin));

  it('fixes the light until it is released', async () => {
    const held = await running.send('PUT', '/api/v1/zones/bern/hall/hold', staff, { light: 'red' });
    expect(held.status).toBe(200);
    expect(await zone('hall')).toMatchObject({ light: 'red', reason: 'hold:sam' });
    expect((await running.send('DELETE', '/api/v1/zones/bern/hall/hold', staff)).status).toBe(204);
    expect(await zone('hall')).toMatchObject({ light: 'green' });
  });

  it('ends by itself at its time', async () => {
    const until = new Date(Date.now() + 700).toISOString();
    await running.send('PUT', '/api/v1/zones/bern/hall/hold', staff, { light: 'red', until });
    expect(await zone('hall')).toMatchObject({ light: 'red' });
    await settle('hall', { light: 'green' });
  });

  it('warns of an emergency at a closed door only, and takes it back', async () => {
    const path = '/api/v1/zones/bern/hall/hold';
    const refused = await running.send('PUT', path, staff, { light: 'green', emergency: 'leave' });
    expect(refused.status).toBe(400);
    const held = await running.send('PUT', path, staff, { light: 'closed', emergency: 'leave' });
    expect(await held.json()).toMatchObject({ light: 'closed', emergency: 'leave' });
    expect(await zone('hall')).toMatchObject({ light: 'closed', reason: 'hold:sam', emergency: 'leave' });
    await running.send('DELETE', path, staff);
    expect(await zone('hall')).not.toHaveProperty('emergency');
  });
});

describe('who may do what', () => {
  it('nobody sees anything without signing in', async () => {
    for (const path of ['zones', 'zones/bern/store', 'sensors', 'displays', 'audit', 'sites']) {
      expect((await running.fetch(`/api/v1/${path}`)).status, path).toBe(401);
    }
  });

  it('a viewer looks, and changes nothing', async () => {
    expect((await running.fetch('/api/v1/zones', viewer)).status).toBe(200);
    const writes: ['POST' | 'PUT' | 'DELETE', string, unknown][] = [
      ['POST', 'zones/bern/store/adjust', { occupancy: 1 }],
      ['POST', 'zones/bern/store/reset', {}],
      ['PUT', 'zones/bern/store/hold', { light: 'green' }],
      ['DELETE', 'zones/bern/store/hold', undefined],
      ['POST', 'displays/bern/entrance/command', { command: 'reload' }],
    ];
    for (const [method, path, body] of writes) {
      expect((await running.send(method, `/api/v1/${path}`, viewer, body)).status, path).toBe(403);
    }
  });

  it('a page of another origin cannot use the cookie', async () => {
    const answer = await running.fetch('/api/v1/zones/bern/store/reset', admin, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
  });

  it('a wrong password is refused, and a signed-out session is worth nothing', async () => {
    await expect(running.signIn('admin', 'guess')).rejects.toThrow('401');
    const session = await running.signIn();
    expect((await running.send('POST', '/api/auth/sign-out', session, {})).status).toBe(200);
    expect((await running.fetch('/api/v1/zones', session)).status).toBe(401);
  });

  it('nobody signs up by themselves', async () => {
    const body = { email: 'a@b.example', name: 'a', password: 'long enough 1', username: 'a' };
    expect((await running.send('POST', '/api/auth/sign-up/email', {}, body)).ok).toBe(false);
  });
});

describe('a change of the configuration', () => {
  const put = (path: string, body: unknown, visitor = admin) =>
    running.send('PUT', `/api/v1/config/${path}`, visitor, body);
  const annex = { name: 'Annex', capacity: 4, sources: [{ sensor: 'gateway', channel: 'annex' }] };

  afterAll(async () => {
    for (const path of ['bern/display/annex', 'bern/zone/annex']) {
      await running.send('DELETE', `/api/v1/config/${path}`, admin);
    }
  });

  it('is at work at once: a zone with its people, a display of it, other limits', async () => {
    expect((await put('bern/zone/annex', annex)).status).toBe(200);
    expect((await put('bern/display/annex', { zone: 'annex' })).status).toBe(200);
    await settle('annex', { light: 'green', occupancy: 0, capacity: 4 });
    devices.gateway.walk({ in: 3 }, 'annex');
    await settle('annex', { light: 'green', occupancy: 3 });
    const socket = connect({ display: 'bern/annex' });
    const heard: ZoneState[] = [];
    socket.on('zone', (state: ZoneState) => heard.push(state));
    await expect.poll(() => heard.at(-1)?.light).toBe('green');
    expect((await put('bern/zone/annex', { ...annex, capacity: 3 })).status).toBe(200);
    await expect.poll(() => heard.at(-1)).toMatchObject({ light: 'red', occupancy: 3 });
    expect(heard.map(({ light }) => light)).not.toContain('unknown');
    expect((await put('bern/display/annex', { zone: 'hall' })).status).toBe(200);
    await expect.poll(() => heard.at(-1)?.zone).toBe('hall');
  });

  it('that is wrong says what was expected, field by field', async () => {
    const answer = await put('bern/zone/annex', { ...annex, capacity: 'many' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      errors: [{ path: 'capacity', message: expect.stringMatching(/^expected a whole number/) }],
    });
  });

  it('of what the file names is refused, and so is one by staff', async () => {
    expect((await put('bern/zone/store', annex)).status).toBe(409);
    expect((await put('bern/zone/annex', annex, staff)).status).toBe(403);
    expect((await running.fetch('/api/v1/config', staff)).status).toBe(403);
  });
});

describe('pairing', () => {
  it('makes a screen that shows a code a display, over its next start too', async () => {
    const offer = pairingOfferSchema.parse(
      await (await running.send('POST', '/api/v1/displays/pairing', {})).json(),
    );
    const ticket = `/api/v1/displays/pairing/${offer.ticket}`;
    expect(await running.read(ticket, {})).toEqual({ status: 'waiting' });
    const paired = await running.send('POST', '/api/v1/displays/pair', admin, {
      code: offer.code,
      site: 'bern',
      zone: 'hall',
    });
    expect(paired.status).toBe(201);
    expect(await paired.json()).toEqual({ site: 'bern', display: 'hall', name: 'Hall', zone: 'hall' });
    const answer = await running.fetch(ticket);
    const { path } = (await answer.json()) as { path: string };
    expect(path).toMatch(/^\/display\/bern\/hall\?key=.{20}/);
    expect(answer.headers.get('set-cookie')).toContain(encodeURIComponent(path));
    const key = new URL(path, running.url).searchParams.get('key');
    expect(await next<ZoneState>(connect({ display: 'bern/hall', key }), 'zone')).toMatchObject({
      zone: 'hall',
    });
    expect((await running.send('DELETE', '/api/v1/config/bern/display/hall', admin)).status).toBe(204);
  });

  it('takes no code that no screen shows, and none from staff', async () => {
    const body = { code: 'AAAA-AAAA', site: 'bern', zone: 'hall' };
    expect((await running.send('POST', '/api/v1/displays/pair', admin, body)).status).toBe(404);
    expect((await running.send('POST', '/api/v1/displays/pair', staff, body)).status).toBe(403);
  });
});

describe('a push', () => {
  const path = '/push/axis-3d/bern/camera';
  const push = (body: string, token?: string, to = path) =>
    running.fetch(
      to,
      {},
      {
        method: 'POST',
        body,
        ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
      },
    );
  const counted = (fromMs: number, came: number) => {
    const at = (ms: number) => new Date(ms).toISOString();
    const span = { utcFrom: at(fromMs), utcTo: at(fromMs + 60_000) };
    const items = [
      { direction: 'in', count: came, adults: came },
      { direction: 'out', count: 0, adults: 0 },
    ];
    return JSON.stringify({
      apiName: 'Axis Retail Data',
      apiVersion: '0.4',
      utcSent: at(fromMs + 60_000),
      data: { ...span, measurements: [{ kind: 'people-counts', ...span, items }] },
      sensor: { application: 'AXIS 3D People Counter', serial: 'b8a44f000001' },
    });
  };

  it('needs the token of its sensor', async () => {
    expect((await push(counted(Date.now(), 1))).status).toBe(401);
    expect((await push(counted(Date.now(), 1), 'guess')).status).toBe(401);
    expect((await push(counted(Date.now(), 1), 'sesame', '/push/axis-3d/bern/door')).status).toBe(401);
    expect((await push(counted(Date.now(), 1), 'sesame', '/push/xovis/bern/camera')).status).toBe(404);
  });

  it('is taken, once, and is in the number until the next poll knows better', async () => {
    await reset('store');
    await devices.camera.setFault('half-open');
    try {
      const before = await zone('store');
      const body = counted(Date.now() + 5000, 3);
      for (let time = 0; time < 3; time++) expect((await push(body, 'sesame')).status).toBe(204);
      await settle('store', { occupancy: before.occupancy + 3, in: before.in + 3 });
    } finally {
      await devices.camera.setFault(null);
    }
    await running.send('POST', '/api/v1/sensors/bern/camera/check', admin);
    await expect.poll(() => zone('store')).toMatchObject({ occupancy: 0 });
  });

  it('that cannot be understood says what is wrong with it', async () => {
    const answer = await push('{"data": 7}', 'sesame');
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { detail: string }).detail.length).toBeGreaterThan(20);
  });
});

describe('an API key', () => {
  const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

  it('lets a program in with its role, until it is removed, and is shown only once', async () => {
    const made = await running.send('POST', '/api/v1/api-keys', admin, { name: 'Till', role: 'staff' });
    expect(made.status).toBe(201);
    const { id, key } = newApiKeySchema.parse(await made.json());
    expect((await running.fetch('/api/v1/zones', {}, bearer(key))).status).toBe(200);
    const reset = await running.fetch(
      '/api/v1/zones/bern/hall/reset',
      {},
      { ...bearer(key), method: 'POST' },
    );
    expect(reset.status).toBe(200);
    expect((await running.fetch('/api/v1/api-keys', {}, bearer(key))).status).toBe(403);
    expect((await running.read<AuditEntry[]>('/api/v1/audit', admin))[0]).toMatchObject({ who: 'Till' });
    const listed = await (await running.fetch('/api/v1/api-keys', admin)).text();
    expect(listed).toContain('Till');
    expect(listed).not.toContain(key);
    expect((await running.send('DELETE', `/api/v1/api-keys/${id}`, admin)).status).toBe(204);
    expect((await running.fetch('/api/v1/zones', {}, bearer(key))).status).toBe(401);
  });

  it('that is wrong is nobody, whatever cookie comes along', async () => {
    expect((await running.fetch('/api/v1/zones', admin, bearer('doorlight_guess'))).status).toBe(401);
  });

  it('is made by administrators only', async () => {
    const answer = await running.send('POST', '/api/v1/api-keys', staff, { name: 'x', role: 'viewer' });
    expect(answer.status).toBe(403);
  });
});

describe('a sensor', () => {
  it('reports its last reading, and what is wrong in words', async () => {
    await devices.gateway.setFault('status-401');
    try {
      const status = () => running.read<SensorStatus>('/api/v1/sensors/bern/gateway', admin);
      await expect.poll(async () => (await status()).status).toBe('unauthorized');
      expect(await status()).toMatchObject({
        lastReadingAt: expect.any(String),
        lastError: { message: expect.stringMatching(/key|password|sign/i) },
      });
      expect(JSON.stringify(await status())).not.toContain('secret');
    } finally {
      await devices.gateway.setFault(null);
    }
  });
});

describe('the live socket', () => {
  const refusal = async (socket: Socket) => (await next<Error>(socket, 'connect_error')).message;

  it('sends a display its settings and its zone at once, and again by itself', async () => {
    const socket = connect({ display: 'bern/entrance' });
    const [settings, first] = await Promise.all([next(socket, 'display'), next<ZoneState>(socket, 'zone')]);
    expect(displaySettingsSchema.parse(settings)).toMatchObject({ zone: 'store', languages: ['de', 'fr'] });
    expect(first).toMatchObject({ site: 'bern', zone: 'store', light: 'green' });
    const second = await next<ZoneState>(socket, 'zone');
    expect(second.seq).toBeGreaterThan(first.seq);
  });

  it('hears each change, and only of its own zone', async () => {
    await reset('store');
    const socket = connect({ display: 'bern/entrance' });
    const heard: ZoneState[] = [];
    socket.on('zone', (state: ZoneState) => heard.push(state));
    await next(socket, 'zone');
    devices.camera.walk({ in: 20 });
    await expect.poll(() => heard.at(-1)?.light).toBe('red');
    expect(new Set(heard.map((state) => state.zone))).toEqual(new Set(['store']));
    await reset('store');
    await expect.poll(() => heard.at(-1)?.occupancy).toBe(0);
  });

  it('hears commands of staff', async () => {
    const socket = connect({ display: 'bern/entrance' });
    await next(socket, 'zone');
    const command = next(socket, 'command');
    const path = '/api/v1/displays/bern/entrance/command';
    expect((await running.send('POST', path, staff, { command: 'identify' })).status).toBe(204);
    expect(await command).toBe('identify');
  });

  it('refuses with a reason', async () => {
    expect(await refusal(connect({ display: 'bern/attic' }))).toMatch(/^unknown-display/);
    expect(await refusal(connect({ display: 'bern/secret' }))).toMatch(/^unauthorized/);
    expect(await refusal(connect({ display: 'bern/secret', key: 'open' }))).toMatch(/^unauthorized/);
    expect(await refusal(connect({}))).toMatch(/^unauthorized/);
    expect(await refusal(connect({ display: 42 }))).toMatch(/^bad-auth/);
  });

  it('admits a display with its key, and the console by its session', async () => {
    expect(await next<ZoneState>(connect({ display: 'bern/secret', key: 'sesame' }), 'zone')).toMatchObject({
      zone: 'hall',
    });
    const console = connect({}, viewer);
    const seen = new Set<string>();
    console.on('zone', (state: ZoneState) => seen.add(state.zone));
    await expect.poll(() => seen.size).toBe(2);
  });
});
