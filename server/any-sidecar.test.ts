import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { unzipSync } from 'fflate';
import { server as modbusServer } from 'jsmodbus';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { defaultAlertRules } from '#lib/contract/alert.ts';
import type { PairingOffer } from '#lib/contract/pairing.ts';
import type { Person } from '#lib/contract/person.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { type DemoSite, startDemoSite } from './simulators/demo-site.ts';
import { memberVariables, startChainServers } from './test-support/chain-servers.ts';
import { RunningSidecar, type Visitor } from './test-support/running-sidecar.ts';
import { TestDatabase } from './test-support/test-database.ts';

/**
 * Whatever is asked of any sidecar is answered the same: each route is asked of the home of the sites, and of a front that
 * runs none. A route that is new is asked by itself; what it needs in its address stands here.
 */

const minuteMs = 60_000;
const dayMs = 86_400_000;
const pushToken = 'a-token-of-a-device-long-enough';

/** A path of each route that answers with something; others are made of `demo`, `store`, `door-a` and `entrance`. */
const paths: Readonly<Record<string, string | readonly string[]>> = {
  '/api/v1/sites/{site}': ['/api/v1/sites/demo', '/api/v1/sites/bern'],
  '/api/v1/names': '/api/v1/names?site=bern&site=demo&site=nowhere',
  '/api/v1/displays/fleet': ['/api/v1/displays/fleet', '/api/v1/displays/fleet?search=bern&from=1&count=2'],
  '/api/v1/zones': ['/api/v1/zones', '/api/v1/zones?site=demo', '/api/v1/zones?limit=2'],
  '/api/v1/sensors': ['/api/v1/sensors', '/api/v1/sensors?site=demo', '/api/v1/sensors?limit=2'],
  '/api/v1/displays': ['/api/v1/displays', '/api/v1/displays?site=demo', '/api/v1/displays?limit=2'],
  '/api/v1/zones/{site}/{zone}/history': ['1m', '15m', '1d'].map(
    (bin) => `/api/v1/zones/bern/shop/history?from=${daysAgo(2)}&to=${daysAgo(1)}&bin=${bin}`,
  ),
  '/api/v1/zones/{site}/{zone}/history/typical': '/api/v1/zones/bern/shop/history/typical',
  '/api/v1/zones/{site}/{zone}/forecast': '/api/v1/zones/bern/shop/forecast',
  '/api/v1/report': ['/api/v1/report', '/api/v1/report?kind=month'],
  '/api/v1/sites/{site}/report': ['/api/v1/sites/bern/report?kind=month', '/api/v1/sites/demo/report'],
  '/api/v1/holidays': '/api/v1/holidays?country=CH&year=2026',
  '/api/v1/sensors/{site}/{sensor}': ['door-a', 'door-b', 'hall', 'insights'].map(
    (sensor) => `/api/v1/sensors/demo/${sensor}`,
  ),
  '/api/v1/sensors/{site}/{sensor}/passages': '/api/v1/sensors/bern/hand/passages',
  '/api/v1/sensors/{site}/{sensor}/device/placement': '/api/v1/sensors/demo/door-b/device/placement',
  '/api/v1/sensors/{site}/{sensor}/device/days':
    '/api/v1/sensors/demo/door-a/device/days?from=2026-01-01&to=2026-01-02',
  '/api/v1/sensors/{site}/{sensor}/device/export':
    '/api/v1/sensors/demo/door-a/device/export?format=csv&from=2026-01-01&to=2026-01-02',
  '/api/v1/config': ['/api/v1/config', '/api/v1/config?site=bern'],
  '/api/v1/config/{site}/{kind}/{id}': '/api/v1/config/demo/zone/store',
  '/api/v1/audit': ['/api/v1/audit?limit=5&action=make-key', '/api/v1/audit?action=hold'],
  '/api/v1/sidecars/sites': ['/api/v1/sidecars/sites', '/api/v1/sidecars/sites?search=bern'],
  '/public/v1/sites/{site}': ['/public/v1/sites/bern', '/public/v1/sites/demo'],
  '/public/v1/badge/{site}/{file}': '/public/v1/badge/bern/shop.svg',
};

/** What the description of the API leaves out. */
const hidden = [
  ...['/healthz', '/readyz', '/now/bern', '/now/bern/manifest.webmanifest', '/now/demo', '/count/bern/hand'],
  ...['/console/reports/page?kind=week&site=bern', '/console/reports/page'],
];

const files = [
  `/api/v1/zones/bern/shop/history?from=${daysAgo(3)}&to=${daysAgo(1)}&bin=1h`,
  ...['/api/v1/audit?action=pair', '/api/v1/sites/demo/insights'],
  ...['/api/v1/report?kind=month', '/api/v1/sites/bern/report'],
];

/** What is the same however often it is done. */
const commands: readonly (readonly [method: string, path: string, body?: object])[] = [
  ['PUT', '/api/v1/zones/demo/store/hold', { light: 'red', note: 'delivery' }],
  ['DELETE', '/api/v1/zones/demo/store/hold'],
  ['PUT', '/api/v1/zones/demo/store/capacity', { capacity: 50 }],
  ['DELETE', '/api/v1/zones/demo/store/capacity'],
  ['POST', '/api/v1/zones/bern/shop/adjust', { occupancy: 5 }],
  ['POST', '/api/v1/zones/bern/shop/reset', {}],
  ['PUT', '/api/v1/config/bern/display/back', { zone: 'shop' }],
  ['PUT', '/api/v1/report/settings', reportSettings()],
  ['PUT', '/api/v1/history/retention', { minuteDays: 300, rollUpDays: null }],
  ['PUT', '/api/v1/alerts/smtp', { host: 'mail.example', port: 465, security: 'tls', from: 'a@example.com' }],
  [
    'PUT',
    '/api/v1/sites/demo/alerts/settings',
    { rules: defaultAlertRules, emails: ['a@example.com'], webhooks: [] },
  ],
  ['POST', '/api/v1/displays/demo/entrance/command', { command: 'identify' }],
  ['POST', '/api/v1/sensors/demo/door-a/check'],
];

/** Of the lamp at the till of Bern. */
const coils = Buffer.alloc(8);
const modbus = createServer((socket) => socket.on('error', () => undefined));

/** The smallest there is. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let demo: DemoSite;
let stopServers: (() => Promise<void>) | undefined;
let database: TestDatabase;
let start: (weight: string) => Promise<RunningSidecar>;
let startDemo: (weight: string, database: TestDatabase, demo: DemoSite) => Promise<RunningSidecar>;
let postgres: string;
let home: RunningSidecar;
let second: RunningSidecar;
/** Runs none. */
let front: RunningSidecar;
let sidecars: readonly RunningSidecar[];
let admin: Visitor;
let routes: readonly { readonly method: string; readonly path: string }[];

beforeAll(async () => {
  demo = await startDemoSite();
  demo.traffic(false);
  const servers = await startChainServers();
  stopServers = servers.stop;
  database = await TestDatabase.create(servers.postgres);
  await writePast();
  const bern = {
    ...{ id: 'bern', name: 'Bern', timezone: 'Europe/Zurich', tags: { region: 'west' } },
    hours: { 'mon-sun': '00:00-24:00' },
    sensors: [{ id: 'hand', driver: 'hand' }, pushed('till')],
    zones: [
      { id: 'shop', name: 'Shop', capacity: 100, sources: [{ sensor: 'hand' }] },
      { id: 'till', name: 'Till', capacity: 10, sources: [{ sensor: 'till' }] },
    ],
    displays: [{ id: 'entrance', zone: 'shop' }],
    lamps: [lamp('barrier', 9)],
    public: { number: true },
  };
  new modbusServer.TCP(modbus, { coils });
  modbus.listen(0, '127.0.0.1');
  await once(modbus, 'listening');
  const tower = lamp('tower', (modbus.address() as AddressInfo).port);
  // Of so many each of the two that run sites has some.
  const more = Array.from({ length: 12 }, (_, at) => ({
    ...bern,
    ...{ id: `site-${at}`, name: `Site ${12 - at}`, public: undefined },
  }));
  const first = { ...bern, lamps: [...bern.lamps, tower] };
  start = async (weight) =>
    RunningSidecar.start(stringify({ sites: [...demo.sites, first, ...more] }), {
      database,
      variables: await memberVariables(servers.redis, weight),
    });
  startDemo = async (weight, kept, removable) =>
    RunningSidecar.start('', {
      demo: removable,
      database: kept,
      variables: await memberVariables(servers.redis, weight),
    });
  postgres = servers.postgres;
  home = await start('1');
  second = await start('1');
  front = await start('0');
  sidecars = [home, second, front];
  admin = await home.signIn();
  const description = await home.read<{ paths: Record<string, object> }>('/api/openapi.json', {});
  routes = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
});

afterAll(async () => {
  for (const sidecar of sidecars ?? []) await sidecar.stop();
  await database?.remove();
  await stopServers?.();
  await demo?.stop();
  modbus.close();
});

function reportSettings() {
  const at = { at: '07:00', timezone: 'Europe/Zurich', language: 'de' };
  return { emails: [], weekly: true, monthly: false, ...at };
}

function lamp(id: string, port: number) {
  const states = { green: { 0: true }, red: { 0: false }, unknown: { 0: false } };
  return { id, zone: 'till', driver: 'modbus-tcp', url: `modbus://127.0.0.1:${port}`, states };
}

function pushed(id: string) {
  return { id, driver: 'push', in: 'in', out: 'out', pushToken };
}

function daysAgo(days: number): string {
  return new Date(Math.floor(Date.now() / dayMs) * dayMs - days * dayMs).toISOString();
}

/** Two weeks of a zone. */
async function writePast(): Promise<void> {
  const opened = await database.open();
  for (let back = 14; back > 0; back--) {
    const fromMs = Date.parse(daysAgo(back));
    const minutes = Array.from({ length: 96 }, (_, quarter) => ({
      ...{ site: 'bern', zone: 'shop', minute: fromMs / minuteMs + quarter * 15 },
      ...{ min: quarter, max: quarter, area: quarter * minuteMs, known_ms: minuteMs },
      ...{ amber_ms: 0, red_ms: 0, unknown_ms: 0, closed_ms: 0, recorded_ms: minuteMs },
      ...{ came: quarter, went: quarter, capacity: 100 },
    }));
    await opened.db.insertInto('history_minute').values(minutes).execute();
  }
  await opened.close();
}

/** What differs from one moment to the next, at one sidecar as well, and what is true of one sidecar only. */
const ofTheMoment = new Set([
  ...['asOf', 'seq', 'validForMs', 'madeAt', 'startedAt', 'uptimeS', 'isSelf', 'cursor'],
]);

function lasting(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lasting);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (ofTheMoment.has(key) ? [] : [[key, lasting(each)]])),
  );
}

/** Sums since its start, as a device sends them. */
const push = (to: RunningSidecar, body: object) =>
  fetch(`${to.url}/push/push/bern/till`, {
    method: 'POST',
    headers: { authorization: `Bearer ${pushToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly visitor?: Visitor;
}

/** The lasting part of an answer. */
async function ask(
  { url }: RunningSidecar,
  path: string,
  { method = 'GET', body, headers = {}, visitor = admin }: Asked = {},
): Promise<object> {
  const answer = await fetch(url + path, {
    method,
    headers: {
      ...(visitor.cookie !== undefined && { cookie: visitor.cookie }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    redirect: 'manual',
    signal: AbortSignal.timeout(60_000),
  });
  const type = answer.headers.get('content-type');
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  const content = type?.includes('json')
    ? lasting(JSON.parse(text))
    : type === 'application/zip'
      ? Object.keys(unzipSync(bytes)).toSorted()
      : text;
  const kept = ['content-disposition', 'link', 'vary', 'cache-control'].map((name) =>
    answer.headers.get(name),
  );
  return { status: answer.status, type, kept, content };
}

/** Where two answers differ. */
function difference(one: unknown, other: unknown, at = ''): string | undefined {
  if (isDeepStrictEqual(one, other)) return undefined;
  const isTree = [one, other].every((each) => typeof each === 'object' && each !== null);
  if (!isTree) return `${at}: ${JSON.stringify(one)} / ${JSON.stringify(other)}`;
  const [left, right] = [new Map(Object.entries(one as object)), new Map(Object.entries(other as object))];
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  const found = keys.flatMap((key) => difference(left.get(key), right.get(key), `${at}.${key}`) ?? []);
  return found[0] ?? `${at}: other keys`;
}

/** What moves on by itself is the same within moments. */
const sameWithinMs = 30_000;
const differences: string[] = [];

/** All say the same: notes where they do not. */
async function compare(path: string, asked: Asked = {}): Promise<void> {
  const giveUpAt = performance.now() + sameWithinMs;
  for (;;) {
    const [one, ...others] = await Promise.all(sidecars.map((sidecar) => ask(sidecar, path, asked)));
    const found = others.flatMap((other) => difference(one, other) ?? []);
    if (found.length === 0) return;
    if (performance.now() > giveUpAt) {
      differences.push(`${asked.method ?? 'GET'} ${path} ${found.join(', ')}`);
      return;
    }
    await sleep(100);
  }
}

/** Each answer has a code or key of its own, or ends the session that is used. */
const isAlwaysNew = /pairing$|count-link$|sign-out-everywhere$/;

const filled = (path: string) =>
  path
    .replace('{site}', 'demo')
    .replace('{zone}', 'store')
    .replace('{sensor}', 'door-a')
    .replace('{display}', 'entrance')
    .replaceAll(/\{\w+\}/g, 'nowhere');

describe('any sidecar', () => {
  afterEach(() => {
    expect(differences.splice(0)).toEqual([]);
  });

  it('answers whatever can be read as the others do', async () => {
    const asked = routes.filter(({ method, path }) => method === 'GET' && !path.endsWith('/events'));
    expect(asked.length).toBeGreaterThan(50);
    for (const { path } of asked) {
      for (const each of [paths[path] ?? filled(path)].flat()) await compare(each);
    }
    for (const path of hidden) await compare(path);
  });

  it('gives the same files', async () => {
    const headers = { accept: 'text/csv' };
    for (const path of files) await compare(path, { headers });
  });

  it('refuses the same in the same words: nobody, what makes no sense, and what does not exist', async () => {
    const changing = routes.filter(({ method, path }) => method !== 'GET' && !isAlwaysNew.test(path));
    expect(changing.length).toBeGreaterThan(50);
    for (const { method, path } of changing) {
      await compare(filled(path), { method, body: {}, visitor: {} });
      await compare(filled(path), { method, body: { nothing: 'that anybody knows' } });
      await compare(filled(path.replace('{site}', 'nowhere')), { method, body: {} });
    }
  });

  it('does what it is asked, and the others know it', async () => {
    for (const [method, path, body] of commands) {
      for (const sidecar of sidecars) {
        expect([path, await ask(sidecar, path, { method, body })]).toEqual([
          path,
          expect.objectContaining({ status: expect.toBeOneOf([200, 201, 202, 204]) }),
        ]);
        if (method === 'PUT' || method === 'DELETE') await compare(path);
        await compare('/api/v1/zones');
      }
    }
  });

  it('knows at once what another has made, and forgets what another has removed', async () => {
    const made = [
      ['/api/v1/people', { username: 'piet', name: 'Piet', sites: { bern: 'staff' } }],
      ['/api/v1/api-keys', { name: 'Till', role: 'viewer' }],
      ['/api/v1/tablets', { name: 'Counter', site: 'bern' }],
    ] as const;
    for (const [path, body] of made) {
      const answer = await front.send('POST', path, admin, body);
      expect([path, answer.status]).toEqual([path, 201]);
      const { id, key } = (await answer.json()) as { id?: string; key?: string };
      const listed = await home.read<{ id: string }[]>(path, admin);
      const name = 'username' in body ? 'piet' : body.name;
      const found = listed.find((each) => each.id === id || JSON.stringify(each).includes(`"${name}"`));
      expect([path, found]).toEqual([path, expect.anything()]);
      await compare(path);
      const byKey = { headers: { authorization: `Bearer ${key}` }, visitor: {} };
      if (key !== undefined) await compare('/api/v1/zones', byKey);
      expect((await home.send('DELETE', `${path}/${found?.id}`, admin)).status).toBe(204);
      await compare(path);
      if (key !== undefined)
        for (const sidecar of sidecars)
          await expect.poll(() => ask(sidecar, '/api/v1/zones', byKey)).toMatchObject({ status: 401 });
    }
  });

  it('keeps pictures for all, whole, in part, and once for a browser that has it', async () => {
    const { path } = (await (
      await fetch(`${front.url}/api/v1/sites/demo/media`, {
        method: 'POST',
        headers: { cookie: admin.cookie ?? '', 'content-type': 'image/png' },
        body: picture,
      })
    ).json()) as { path: string };
    await compare(path);
    await compare(path, { headers: { range: 'bytes=1-3' } });
    await compare(path, { headers: { range: 'bytes=999999-' } });
    const tooLarge = async (to: RunningSidecar) => {
      const init = { method: 'POST', headers: { 'content-type': 'video/mp4' }, body: Buffer.alloc(14 << 20) };
      return (await to.fetch('/api/v1/sites/demo/media', admin, init)).status;
    };
    for (const sidecar of sidecars) expect(await tooLarge(sidecar)).toBe(413);
  });

  it('knows what a program has of another already, and lets nobody overwrite what was changed there', async () => {
    for (const path of [
      '/api/v1/config',
      '/api/v1/config/demo/zone/cafe',
      '/api/v1/sites',
      '/api/v1/people',
    ]) {
      const tag = (await home.fetch(path, admin)).headers.get('etag') ?? '';
      for (const sidecar of sidecars)
        expect(await ask(sidecar, path, { headers: { 'if-none-match': tag } })).toMatchObject({
          status: 304,
        });
    }
    const display = '/api/v1/config/bern/display/side';
    const put = async (to: RunningSidecar, name: string, headers = {}) =>
      await ask(to, display, { method: 'PUT', body: { zone: 'shop', name }, headers });
    expect(await put(front, 'Side')).toMatchObject({ status: 200 });
    const revision = (await second.fetch(display, admin)).headers.get('etag') ?? '';
    const expecting = { 'if-match': revision };
    expect(await put(home, 'Side door', expecting)).toMatchObject({ status: 200 });
    for (const sidecar of sidecars)
      expect(await put(sidecar, 'Another', expecting)).toMatchObject({ status: 412 });
  });

  it('takes what devices send by themselves, once, at whichever they send it', async () => {
    // What comes again counts nothing more.
    for (const [to, body] of [
      [front, { in: 10, out: 8 }],
      [home, { in: 13, out: 9 }],
      [front, { in: 13, out: 9 }],
      [second, { in: 15, out: 9 }],
    ] as const)
      expect((await push(to, body)).status).toBe(204);
    for (const sidecar of sidecars)
      await expect
        .poll(() => sidecar.read('/api/v1/zones/bern/till', admin))
        .toMatchObject({ in: 5, out: 1, occupancy: 4 });
  });

  it('carries a command out once, whichever it is sent to again', async () => {
    const path = '/api/v1/zones/bern/shop/adjust';
    const adjust = (to: RunningSidecar, occupancy: number, key: string) =>
      ask(to, path, { method: 'POST', body: { occupancy }, headers: { 'idempotency-key': key } });
    // On a busy machine nothing may be saved in time: it is not made then, and its key is free.
    const first = await vi.waitUntil(
      async () => {
        const answer = await adjust(front, 7, 'adjust-first');
        return 'status' in answer && answer.status === 503 ? undefined : answer;
      },
      { timeout: 60_000 },
    );
    await adjust(home, 9, 'adjust-second');
    for (const sidecar of sidecars) expect(await adjust(sidecar, 7, 'adjust-first')).toEqual(first);
    expect(await home.read('/api/v1/zones/bern/shop', admin)).toMatchObject({ occupancy: 9 });
    expect(await adjust(second, 8, 'adjust-first')).toMatchObject({ status: 422 });
  });

  it('pairs a screen whose code was made at another, once', async () => {
    const offer = (await (await front.send('POST', '/api/v1/displays/pairing', {})).json()) as PairingOffer;
    for (const sidecar of sidecars) {
      expect(await sidecar.read(`/api/v1/displays/pairing/${offer.ticket}`, {})).toEqual({
        status: 'waiting',
      });
      await compare(`/api/v1/displays/pairing/${offer.ticket}`);
    }
    const pair = { code: offer.code, site: 'bern', zone: 'shop' };
    const paired = await Promise.all(
      sidecars.map(
        async (sidecar) => (await sidecar.send('POST', '/api/v1/displays/pair', admin, pair)).status,
      ),
    );
    expect(paired.toSorted()).toEqual([201, 404, 404]);
    const outcome = await second.read<{ path: string }>(`/api/v1/displays/pairing/${offer.ticket}`, {});
    expect(outcome).toMatchObject({ status: 'paired' });
    await compare(`/api/v1${outcome.path.replace('/display/', '/displays/')}`, { visitor: {} });
    for (const sidecar of sidecars)
      expect((await sidecar.send('POST', '/api/v1/displays/pair', admin, pair)).status).toBe(404);
  });

  it('takes a link to sign in once, at whichever it is opened', async () => {
    const open = async (to: RunningSidecar, token: string | undefined) =>
      (await to.fetch(`/sign-in/once?token=${token}`)).status;
    const token = await home.oneTimeToken();
    expect(await open(front, token)).toBe(302);
    for (const sidecar of sidecars) expect(await open(sidecar, token)).toBe(410);
    const another = await front.oneTimeToken();
    const opened = await Promise.all(sidecars.map((sidecar) => open(sidecar, another)));
    expect(opened.toSorted()).toEqual([302, 410, 410]);
  });

  it('counts wrong PINs together with the others', async () => {
    const made = await front.send('POST', '/api/v1/tablets', admin, { name: 'Till', site: 'bern' });
    const tablet = {
      cookie: made.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; '),
    };
    const person = { username: 'pina', name: 'Pina', sites: { bern: 'staff' }, pin: '4711' };
    const { id } = (await (await home.send('POST', '/api/v1/people', admin, person)).json()) as Person;
    const statuses: number[] = [];
    for (let tries = 0; tries < 6; tries++) {
      const to = sidecars[tries % sidecars.length] ?? home;
      statuses.push((await to.send('POST', '/api/v1/unlock', tablet, { person: id, pin: '0000' })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
    for (const sidecar of sidecars)
      expect((await sidecar.send('POST', '/api/v1/unlock', tablet, { person: id, pin: '4711' })).status).toBe(
        429,
      );
  });

  it('counts wrong passwords together with the others', async () => {
    const statuses: number[] = [];
    for (let tries = 0; tries < 7; tries++) {
      const to = sidecars[tries % sidecars.length] ?? home;
      const wrong = { username: 'nobody', password: 'wrong guess' };
      statuses.push((await to.send('POST', '/api/auth/sign-in/username', {}, wrong)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });

  it('measures what it runs itself: together it is all of it', async () => {
    let sites = 0;
    for (const sidecar of sidecars) {
      const text = await (await sidecar.fetch('/metrics')).text();
      sites += Number(/^doorlight_sites_home (\d+)$/m.exec(text)?.[1]);
    }
    expect(sites).toBe((await home.read<object[]>('/api/v1/sites', admin)).length);
  });

  it('ends a session for all of them', async () => {
    const session = await second.user('vera', 'viewer');
    expect((await front.send('POST', '/api/v1/me/sign-out-everywhere', session)).status).toBeLessThan(300);
    for (const sidecar of sidecars)
      await expect.poll(async () => (await sidecar.fetch('/api/v1/zones', session)).status).toBe(401);
  });

  it('leaves its lamps to the others, and lets them fall to what is safe when it is the last; then nothing is known', async () => {
    const till = (at: RunningSidecar) => at.read<ZoneState>('/api/v1/zones/bern/till', admin);
    await expect.poll(() => coils[0]).toBe(1);
    const shown: (number | undefined)[] = [];
    const sampling = setInterval(() => shown.push(coils[0]), 5);
    sidecars = [second];
    await home.stop();
    await front.stop();
    expect(await till(second)).toMatchObject({ light: 'green' });
    clearInterval(sampling);
    expect(new Set(shown)).toEqual(new Set([1]));
    sidecars = [];
    await second.stop();
    expect(coils[0]).toBe(0);
    home = await start('1');
    sidecars = [home];
    // What the device has sent meanwhile has reached nobody.
    expect(await till(home)).toMatchObject({ light: 'unknown' });
    expect((await push(home, { in: 16, out: 9 })).status).toBe(204);
    await expect.poll(() => till(home)).toMatchObject({ light: 'green' });
  });
});

describe('the demo of several sidecars', () => {
  it('is removed from all of them at whichever that is done, and stays away', async () => {
    const kept = await TestDatabase.create(postgres);
    // Its sensors end with it.
    const removable = await startDemoSite();
    const running = [
      await startDemo('1', kept, removable),
      await startDemo('1', kept, removable),
      await startDemo('0', kept, removable),
    ] as const;
    try {
      const [first, , asked] = running;
      const visitor = await asked.signIn();
      const sites = async (at: RunningSidecar) =>
        (await at.read<{ id: string }[]>('/api/v1/sites', visitor)).map(({ id }) => id);
      const lit = async () =>
        (await asked.read<ZoneState[]>('/api/v1/zones', visitor)).filter(({ light }) => light !== 'unknown');
      expect(await sites(asked)).toContain('demo');
      await expect.poll(async () => (await lit()).length).toBeGreaterThan(0);
      const changed = { name: 'Our demo', timezone: 'Europe/Zurich' };
      expect((await first.send('PUT', '/api/v1/config/demo/site/demo', visitor, changed)).status).toBe(200);
      expect((await asked.send('DELETE', '/api/v1/demo', visitor)).status).toBe(204);
      for (const sidecar of running) {
        await expect.poll(() => sites(sidecar)).toEqual([]);
        await expect.poll(() => sidecar.read('/api/v1/zones', visitor)).toEqual([]);
        expect((await sidecar.send('DELETE', '/api/v1/demo', visitor)).status).toBe(404);
      }
      const later = await startDemo('1', kept, removable);
      try {
        expect(await sites(later)).toEqual([]);
      } finally {
        await later.stop();
      }
    } finally {
      for (const sidecar of running) await sidecar.stop();
      await removable.stop();
      await kept.remove();
    }
  });
});
