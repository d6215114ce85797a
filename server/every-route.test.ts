import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { defaultAlertRules } from '#lib/contract/alert.ts';
import { type ApiKey, type ApiKeyRequest, newApiKeySchema } from '#lib/contract/api-key.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { type Permission, type Role, roles, siteRoles } from '#lib/contract/principal.ts';
import { can } from './platform/access/roles.ts';
import { type DemoSite, startDemoSite } from './simulators/demo-site.ts';
import { RunningSidecar, type Visitor } from './test-support/running-sidecar.ts';

/**
 * The permission each route needs, and where: at the `site` it names, at `all` sites (for global settings), or
 * at `some` site, where the answer is limited to the caller's own. A route that is missing here fails the test.
 */
const needs: Readonly<Record<string, Need>> = {
  'GET /api/v1/sites': ['view', 'some'],
  'GET /api/v1/names': ['view', 'some'],
  'GET /api/v1/tags': ['view', 'some'],
  'GET /api/v1/displays/fleet': ['view', 'some'],
  'GET /api/v1/sites/{site}': ['view', 'site'],
  'GET /api/v1/sites/{site}/calendar': ['view', 'site'],
  'GET /api/v1/holidays': ['view', 'some'],
  'GET /api/v1/zones': ['view', 'some'],
  'GET /api/v1/zones/{site}/{zone}': ['view', 'site'],
  'POST /api/v1/zones/{site}/{zone}/adjust': ['operate', 'site', { occupancy: 1 }],
  'POST /api/v1/zones/{site}/{zone}/reset': ['operate', 'site', {}],
  'GET /api/v1/zones/{site}/{zone}/hold': ['view', 'site'],
  'PUT /api/v1/zones/{site}/{zone}/hold': ['operate', 'site', { light: 'red' }],
  'DELETE /api/v1/zones/{site}/{zone}/hold': ['operate', 'site'],
  'GET /api/v1/zones/{site}/{zone}/capacity': ['view', 'site'],
  'PUT /api/v1/zones/{site}/{zone}/capacity': ['operate', 'site', { capacity: 90 }],
  'DELETE /api/v1/zones/{site}/{zone}/capacity': ['operate', 'site'],
  'GET /api/v1/zones/{site}/{zone}/forecast': ['view', 'site'],
  'GET /api/v1/zones/{site}/{zone}/calibration': ['view', 'site'],
  'PUT /api/v1/zones/{site}/{zone}/calibration': ['configure', 'site'],
  'DELETE /api/v1/zones/{site}/{zone}/calibration': ['configure', 'site'],
  'GET /api/v1/zones/{site}/{zone}/history': ['view', 'site'],
  'GET /api/v1/zones/{site}/{zone}/history/typical': ['view', 'site'],
  'POST /api/v1/zones/{site}/{zone}/history/what-if': [
    'view',
    'site',
    { capacity: 10, amberAt: 0.8, redAt: 1 },
  ],
  'GET /api/v1/report': ['view', 'some'],
  'GET /api/v1/sites/{site}/report': ['view', 'site'],
  'GET /api/v1/sites/{site}/report/sent': ['configure', 'site'],
  'POST /api/v1/sites/{site}/report/send': ['configure', 'site', { kind: 'week' }],
  'GET /api/v1/report/settings': ['administer', 'all'],
  'PUT /api/v1/report/settings': [
    'administer',
    'all',
    { emails: [], weekly: true, monthly: true, at: '07:00', timezone: 'Europe/Zurich', language: 'en' },
  ],
  'GET /api/v1/sites/{site}/insights': ['view', 'site'],
  'GET /api/v1/backfills': ['view', 'some'],
  'POST /api/v1/backfills': ['configure', 'body', { site: '{site}', sensor: 'nowhere' }],
  'GET /api/v1/sensors': ['view', 'some'],
  'GET /api/v1/sensors/drivers': ['configure', 'some'],
  'GET /api/v1/lamps': ['view', 'some'],
  'POST /api/v1/sites/{site}/alerts/preview': ['configure', 'site', { format: { kind: 'slack' } }],
  'POST /api/v1/lamps/{site}/{lamp}/test': ['configure', 'site', {}],
  'GET /api/v1/sensors/{site}/{sensor}': ['view', 'site'],
  'POST /api/v1/sensors/{site}/{sensor}/check': ['operate', 'site'],
  'GET /api/v1/sensors/{site}/{sensor}/passages': ['view', 'site'],
  'POST /api/v1/sensors/{site}/{sensor}/passages': ['operate', 'site', { items: [] }],
  'PUT /api/v1/sensors/{site}/{sensor}/by-hand': ['operate', 'site', {}],
  'DELETE /api/v1/sensors/{site}/{sensor}/by-hand': ['operate', 'site'],
  'POST /api/v1/sensors/{site}/{sensor}/count-link': ['configure', 'site'],
  'DELETE /api/v1/sensors/{site}/{sensor}/count-link': ['configure', 'site'],
  'GET /api/v1/sensors/{site}/{sensor}/device': ['view', 'site'],
  'GET /api/v1/sensors/{site}/{sensor}/device/facts': ['view', 'site'],
  'GET /api/v1/sensors/{site}/{sensor}/device/placement': ['view', 'site'],
  'GET /api/v1/sensors/{site}/{sensor}/device/parameters': ['configure', 'site'],
  'PUT /api/v1/sensors/{site}/{sensor}/device/parameters': [
    'configure',
    'site',
    { name: 'a', value: 'b', before: 'c' },
  ],
  'GET /api/v1/sensors/{site}/{sensor}/device/logs': ['configure', 'site'],
  'GET /api/v1/sensors/{site}/{sensor}/device/logs/archive': ['configure', 'site'],
  'GET /api/v1/sensors/{site}/{sensor}/device/days': ['view', 'site'],
  'GET /api/v1/sensors/{site}/{sensor}/device/export': ['configure', 'site'],
  'POST /api/v1/sensors/{site}/{sensor}/device/actions/{id}': ['configure', 'site', {}],
  'POST /api/v1/sensors/probe': ['configure', 'body', { site: '{site}', url: 'http://127.0.0.1:9' }],
  'GET /api/v1/displays': ['view', 'some'],
  'GET /api/v1/displays/changes': ['view', 'some'],
  'POST /api/v1/displays/{site}/{display}/command': ['operate', 'site', { command: 'reload' }],
  'POST /api/v1/displays/pair': ['configure', 'body', { code: 'AAAA', site: '{site}', zone: 'nowhere' }],
  'POST /api/v1/sites/{site}/media': ['configure', 'site', {}],
  'GET /api/v1/config': ['configure', 'some'],
  'GET /api/v1/config/{site}/{kind}/{id}': ['configure', 'site'],
  'PUT /api/v1/config/{site}/{kind}/{id}': ['configure', 'site', { name: 'Nowhere' }],
  'DELETE /api/v1/config/{site}/{kind}/{id}': ['configure', 'site'],
  'GET /api/v1/alerts': ['view', 'some'],
  'GET /api/v1/sites/{site}/alerts/settings': ['configure', 'site'],
  'PUT /api/v1/sites/{site}/alerts/settings': [
    'configure',
    'site',
    { rules: defaultAlertRules, emails: [], webhooks: [] },
  ],
  'PUT /api/v1/sites/{site}/alerts/push': [
    'view',
    'site',
    { endpoint: 'https://push.example/1', keys: { p256dh: 'a', auth: 'b' } },
  ],
  'DELETE /api/v1/sites/{site}/alerts/push': ['view', 'site'],
  'POST /api/v1/alerts/test': ['configure', 'body', { site: '{site}', channel: 'email' }],
  'GET /api/v1/alerts/push-key': ['view', 'some'],
  'GET /api/v1/alerts/smtp': ['administer', 'all'],
  'PUT /api/v1/alerts/smtp': [
    'administer',
    'all',
    { host: 'mail.example', port: 465, security: 'tls', from: 'store@example.com' },
  ],
  'DELETE /api/v1/alerts/smtp': ['administer', 'all'],
  'GET /api/v1/audit': ['view', 'some'],
  'GET /api/v1/tablets': ['configure', 'some'],
  'POST /api/v1/tablets': ['configure', 'body', { name: 'Counter', site: '{site}' }],
  'DELETE /api/v1/tablets/{id}': ['configure', 'some'],
  'GET /api/v1/api-keys': ['administer', 'all'],
  'POST /api/v1/api-keys': ['administer', 'all', { name: 'Till', role: 'viewer' }],
  'DELETE /api/v1/api-keys/{id}': ['administer', 'all'],
  'GET /api/v1/people': ['administer', 'all'],
  'POST /api/v1/people': ['administer', 'all', { username: 'nora', role: 'viewer' }],
  'PUT /api/v1/people/{id}': ['administer', 'all', { name: 'Nora' }],
  'DELETE /api/v1/people/{id}': ['administer', 'all'],
  'PUT /api/v1/people/{id}/password': ['administer', 'all', { password: 'a long password' }],
  'PUT /api/v1/people/{id}/pin': ['administer', 'all', { pin: '1234' }],
  'DELETE /api/v1/people/{id}/pin': ['administer', 'all'],
  'POST /api/v1/people/{id}/sign-out': ['administer', 'all'],
  'GET /api/v1/config.yaml': ['administer', 'all'],
  'POST /api/v1/config/import': ['administer', 'all', 'sites: []'],
  'GET /api/v1/backup': ['administer', 'all'],
  'GET /api/v1/diagnostics': ['administer', 'all'],
  'GET /api/v1/history/retention': ['administer', 'all'],
  'PUT /api/v1/history/retention': ['administer', 'all', { minuteDays: 400, rollUpDays: null }],
  'POST /api/v1/restore': ['administer', 'all', {}],
  'DELETE /api/v1/demo': ['administer', 'all'],
  'GET /api/v1/about': ['view', 'some'],
  'GET /api/v1/sidecars': ['administer', 'all'],
  'GET /api/v1/sidecars/sites': ['administer', 'all'],
  'PUT /api/v1/sidecars/{id}/drain': ['administer', 'all'],
  'DELETE /api/v1/sidecars/{id}/drain': ['administer', 'all'],
  'GET /api/v1/me': ['view', 'some'],
  'GET /api/v1/sign-out': ['view', 'some'],
  'GET /api/v1/simulator': ['view', 'some'],
  'POST /api/v1/simulator/{site}/{sensor}/walk': ['operate', 'site', { in: 1 }],
  'POST /api/v1/simulator/{site}/{sensor}/fault': ['operate', 'site', { fault: null }],
  'POST /api/v1/simulator/traffic': ['operate', 'some', { on: false }],
  // Last: it ends the session it uses.
  'POST /api/v1/me/sign-out-everywhere': ['view', 'some'],
};

/** What people do for themselves: no key opens it. */
const forPeople: Readonly<Record<string, object | undefined>> = {
  'PUT /api/v1/me': { name: 'Nora' },
  'PUT /api/v1/me/password': { current: 'wrong', password: 'a long password' },
  'GET /api/v1/me/sessions': undefined,
  'DELETE /api/v1/me/sessions/{id}': undefined,
};

/** Routes that need no role: screens and devices use them, with keys of their own or none. */
const openOtherwise: Readonly<Record<string, OpenRoute>> = {
  'GET /api/v1/displays/{site}/{display}': { answer: 404 },
  'POST /api/v1/displays/pairing': { answer: 200 },
  'GET /api/v1/displays/pairing/{ticket}': { answer: 404 },
  'GET /api/v1/displays/pairing/{ticket}/qr': { answer: 404 },
  'GET /public/v1/sites/{site}': { answer: 404 },
  'GET /public/v1/sites/{site}/events': { answer: 404 },
  'GET /public/v1/badge/{site}/{file}': { answer: 404 },
  'GET /public/v1/embed.js': { answer: 200 },
  'POST /push/{driver}/{site}/{sensor}': { answer: 401 },
  'GET /media/{name}': { answer: 400 },
  'GET /api/v1/sign-in': { answer: 200 },
  'GET /api/v1/unlock': { answer: 401 },
  'POST /api/v1/unlock': { answer: 401, body: { person: 'nora', pin: '1234' } },
};

type Need = readonly [permission: Permission, where: 'site' | 'body' | 'all' | 'some', body?: unknown];
interface OpenRoute {
  readonly answer: number;
  readonly body?: unknown;
}

const siteFile = `
sites:
  - { id: bern, name: Bern, timezone: Europe/Zurich }
  - id: genf
    name: Genf
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-3d, url: "http://127.0.0.1:9", username: op, password: secret }]
    zones: [{ id: hall, name: Hall, capacity: 20, sources: [{ sensor: door }] }]
    displays: [{ id: entrance, zone: hall }]
`;

let running: RunningSidecar;
let demo: DemoSite;
let admin: Visitor;
let viewer: Visitor | undefined;
const keys = new Map<Role, string>();

beforeAll(async () => {
  demo = await startDemoSite();
  running = await RunningSidecar.start(siteFile, { demo, restart: () => undefined });
  admin = await running.signIn();
  for (const role of roles) keys.set(role, await makeKey({ name: role, role }));
  // Something of each kind at the other site, for lists that must not show it.
  await running.send('PUT', '/api/v1/zones/genf/hall/hold', admin, { light: 'red' });
  await running.send('POST', '/api/v1/tablets', admin, { name: 'Counter', site: 'genf' });
});

afterAll(async () => {
  await running?.stop();
  await demo?.stop();
});

async function makeKey(request: ApiKeyRequest): Promise<string> {
  const made = await running.send('POST', '/api/v1/api-keys', admin, request);
  return newApiKeySchema.parse(await made.json()).key;
}

/** Calls a route about a site, with names in it that do not exist: only the permission is tested. */
async function ask(route: string, site: string, headers: Record<string, string>, body?: unknown) {
  const [method = '', path = ''] = route.split(' ');
  const filled = path
    .replace('{site}', site)
    .replace('{kind}', 'display')
    .replace('actions/{id}', 'actions/restart-passthrough')
    .replace(/alerts\/push$/, 'alerts/push?endpoint=nowhere')
    .replace('device/export', 'device/export?format=csv&from=2026-01-01&to=2026-01-02')
    .replaceAll(/\{\w+\}/g, 'nowhere');
  const isYaml = typeof body === 'string';
  const answer = await running.fetch(
    filled,
    {},
    {
      method,
      headers: {
        ...headers,
        ...(body !== undefined && { 'content-type': isYaml ? 'application/yaml' : 'application/json' }),
      },
      ...(body !== undefined && {
        body: isYaml ? body : JSON.stringify(body).replace('{site}', site),
      }),
    },
  );
  await answer.arrayBuffer();
  return answer.status;
}

const keyOf = (role: Role) => ({ authorization: `Bearer ${keys.get(role)}` });
/** 501: the caller has the permission, but this database cannot do it: backups of PostgreSQL. */
const isPast = (status: number) => status !== 401 && status !== 403 && (status < 500 || status === 501);

describe('every route', () => {
  it('has its need written here', async () => {
    const description = await running.read<{ paths: Record<string, object> }>('/api/openapi.json', {});
    const routes = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.length).toBeGreaterThan(50);
    expect(routes.toSorted()).toEqual([needs, forPeople, openOtherwise].flatMap(Object.keys).toSorted());
  });

  it.each(Object.entries(needs))('%s asks nobody to sign in first', async (route, [, , body]) => {
    expect(await ask(route, 'bern', {}, body)).toBe(401);
  });

  it.each(Object.entries(needs))('%s lets pass the roles that may, and no others', async (route, need) => {
    const [permission, , body] = need;
    for (const role of roles) {
      const status = await ask(route, 'bern', keyOf(role), body);
      if (can(role, permission)) expect([role, status, isPast(status)]).toEqual([role, status, true]);
      else expect([role, status]).toEqual([role, 403]);
    }
  });

  it.each(Object.entries(forPeople))(
    '%s is for who has signed in, whatever the role',
    async (route, body) => {
      viewer ??= await running.user('viewer-alone', 'viewer');
      expect(await ask(route, 'bern', {}, body)).toBe(401);
      for (const role of roles)
        expect([role, await ask(route, 'bern', keyOf(role), body)]).toEqual([role, 403]);
      expect([200, 204, 400, 404]).toContain(await ask(route, 'bern', { cookie: viewer.cookie ?? '' }, body));
      if (route.startsWith('GET ')) return;
      const origin = 'https://evil.example';
      expect(await ask(route, 'bern', { cookie: admin.cookie ?? '', origin }, body)).toBe(403);
    },
  );

  describe.each(siteRoles)('lets a %s of one site', (role) => {
    const sites = { bern: role };
    const credentials: Readonly<Record<string, () => Promise<Record<string, string>>>> = {
      'by session': async () => ({ cookie: (await running.user(`${role}-at-bern`, sites)).cookie ?? '' }),
      'by key': async () => ({
        authorization: `Bearer ${await makeKey({ name: `${role} at bern`, sites })}`,
      }),
    };

    it.each(Object.entries(credentials))(
      'do there what the role says, elsewhere nothing, %s',
      async (_, sign) => {
        const headers = await sign();
        for (const [route, [permission, where, body]] of Object.entries(needs)) {
          const isAllowed = where !== 'all' && can(role, permission);
          // Another user's site, and one that does not exist: the answers are the same.
          for (const foreign of where === 'site' || where === 'body' ? ['genf', 'nowhere'] : []) {
            expect([route, foreign, await ask(route, foreign, headers, body)]).toEqual([route, foreign, 403]);
          }
          const own = await ask(route, 'bern', headers, body);
          expect([route, own, isPast(own)]).toEqual([route, isAllowed ? own : 403, isAllowed]);
        }
      },
    );
  });

  it('shows who has a role at one site nothing of another in any list', async () => {
    const headers = {
      authorization: `Bearer ${await makeKey({ name: 'Lists', sites: { bern: 'manager' } })}`,
    };
    const lists = Object.entries(needs).filter(
      ([route, [, where]]) => /^GET /.test(route) && where === 'some',
    );
    expect(lists.length).toBeGreaterThan(10);
    for (const [route] of lists) {
      const answer = await running.fetch(route.replace('GET ', ''), {}, { headers });
      // No simulator runs for these sites.
      expect([route, answer.status]).toEqual([route, route.endsWith('/simulator') ? 404 : 200]);
      expect([route, (await answer.text()).includes('genf')]).toEqual([route, false]);
    }
    for (const list of ['alerts?site=genf', 'audit?site=genf', 'config?site=genf']) {
      const answer = await running.fetch(`/api/v1/${list}`, {}, { headers });
      expect([list, (await answer.text()).includes('genf')]).toEqual([list, false]);
    }
  });

  const foreignPages: readonly Readonly<Record<string, string>>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  ];

  it.each(foreignPages)('takes no write of a session from another page: %o', async (page) => {
    const cookie = admin.cookie ?? '';
    for (const [route, [, , body]] of Object.entries(needs)) {
      if (route.startsWith('GET ')) continue;
      expect([route, await ask(route, 'bern', { cookie, ...page }, body)]).toEqual([route, 403]);
    }
    const others: Readonly<Record<string, object>> = {
      'POST /api/auth/sign-in/username': { username: 'admin', password: 'a password' },
      'POST /api/auth/sign-out': {},
      'POST /api/v1/unlock': { person: 'nora', pin: '1234' },
    };
    for (const [route, body] of Object.entries(others)) {
      expect([route, await ask(route, 'bern', { cookie, ...page }, body)]).toEqual([route, 403]);
    }
  });

  it.each(Object.entries(openOtherwise))('%s answers the same whoever asks', async (route, open) => {
    expect(await ask(route, 'bern', {}, open.body)).toBe(open.answer);
    // One of our keys is no device token.
    for (const role of roles) expect(await ask(route, 'bern', keyOf(role), open.body)).toBe(open.answer);
  });
});

describe('the socket', () => {
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.disconnect();
  });

  function connect(extraHeaders: Record<string, string>, auth = {}): Socket {
    const options = { path: '/socket.io', transports: ['websocket'], forceNew: true, reconnection: false };
    const socket = io(`${running.url}/live`, { ...options, extraHeaders, auth });
    sockets.push(socket);
    return socket;
  }
  const outcome = (socket: Socket) =>
    new Promise<string>((resolve) => {
      socket.once('connect', () => resolve('connected'));
      socket.once('connect_error', ({ message }) => resolve(message));
    });
  /** The sites of which a console receives events before another console receives one. */
  async function sitesHeard(socket: Socket): Promise<string[]> {
    const heard = new Set<string>();
    for (const event of ['zone', 'sensor']) socket.on(event, ({ site }: { site: string }) => heard.add(site));
    await outcome(socket);
    const later = connect(keyOf('viewer'));
    await new Promise((resolve) => later.once('zone', resolve));
    return [...heard].toSorted();
  }

  it('lets in every role by key, and nobody without one', async () => {
    for (const role of roles)
      expect([role, await outcome(connect(keyOf(role)))]).toEqual([role, 'connected']);
    expect(await outcome(connect({}))).toMatch(/^unauthorized/);
    expect(await outcome(connect({ authorization: 'Bearer wrong' }))).toMatch(/^unauthorized/);
    expect(await outcome(connect({ cookie: 'better-auth.session_token=wrong' }))).toMatch(/^unauthorized/);
  });

  it('takes no session from a page of another origin', async () => {
    const cookie = admin.cookie ?? '';
    expect(await outcome(connect({ cookie, origin: 'https://evil.example' }))).toMatch(/another origin/);
    expect(await outcome(connect({ cookie, origin: running.url }))).toBe('connected');
  });

  it('shows a key of one site that one only, and ends when the key is removed', async () => {
    expect(await sitesHeard(connect(keyOf('viewer')))).toContain('genf');
    const key = await makeKey({ name: 'Screen wall', sites: { bern: 'viewer' } });
    expect(await sitesHeard(connect({ authorization: `Bearer ${key}` }))).toEqual([]);
    const genf = await makeKey({ name: 'Genf wall', sites: { genf: 'viewer' } });
    const socket = connect({ authorization: `Bearer ${genf}` });
    expect(await sitesHeard(socket)).toEqual(['genf']);
    const left = new Promise((resolve) => socket.once('disconnect', resolve));
    const listed = await running.read<ApiKey[]>('/api/v1/api-keys', admin);
    const id = listed.find(({ name }) => name === 'Genf wall')?.id;
    await running.send('DELETE', `/api/v1/api-keys/${id}`, admin);
    await left;
    expect(await outcome(connect({ authorization: `Bearer ${genf}` }))).toMatch(/^unauthorized/);
  });
});

describe('keys', () => {
  it('stand in the log with where they may do what', async () => {
    await makeKey({ name: 'Two sites', sites: { bern: 'staff', genf: 'viewer' } });
    const [entry] = await running.read<AuditEntry[]>('/api/v1/audit?action=make-key&limit=1', admin);
    expect(entry).toMatchObject({ who: 'admin', to: 'Two sites (staff at bern, viewer at genf)' });
    const listed = await running.read<ApiKey[]>('/api/v1/api-keys', admin);
    expect(listed.find(({ name }) => name === 'Two sites')).toMatchObject({
      sites: { bern: 'staff', genf: 'viewer' },
    });
  });

  it('have either one role or roles at sites', async () => {
    for (const roles of [{}, { role: 'staff', sites: { bern: 'staff' } }, { sites: {} }]) {
      const wrong = await running.send('POST', '/api/v1/api-keys', admin, { name: 'Wrong', ...roles });
      expect(wrong.status).toBe(400);
    }
    const administrator = { name: 'Wrong', sites: { bern: 'administrator' } };
    expect((await running.send('POST', '/api/v1/api-keys', admin, administrator)).status).toBe(400);
  });
});
