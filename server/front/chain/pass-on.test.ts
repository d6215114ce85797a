import { createHmac, randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { connect } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import type { KeptMedia } from '#lib/contract/media.ts';
import { problemSchema } from '#lib/contract/problem.ts';
import type { Sidecar } from '#lib/contract/sidecar.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { installationSecret } from '#server/platform/access/secret.ts';
import { Homes } from '#server/platform/cluster/homes.ts';
import type { Variables } from '#server/platform/config/interpolate.ts';
import { axis3dSimulator } from '#server/simulators/axis-3d/simulator.ts';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { memberVariables, sharedSecret } from '#server/test-support/chain-servers.ts';
import { PostgresServer } from '#server/test-support/postgres-server.ts';
import { RedisServer } from '#server/test-support/redis-server.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { proofFor, proofHeader } from './forwarding-proof.ts';

/** A sidecar that runs the site, and one that runs nothing and passes on; tested from outside. */

const sites = (url: string) => `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors:
      - { id: camera, driver: axis-3d, url: "${url}", username: op, password: secret, poll: 100ms, pushToken: sesame }
    zones: [{ id: store, name: Store, capacity: 20, sources: [{ sensor: camera }] }]
    displays: [{ id: entrance, zone: store }]
    public: { number: true }
`;

let camera: SimulatedDevice;
let server: PostgresServer;
let database: TestDatabase;
let redis: RedisServer;
let home: RunningSidecar;
let front: RunningSidecar;
let homeId: string;
let visitor: Visitor;
let key: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  camera = await axis3dSimulator.start({ username: 'op', password: 'secret' });
  const signing = await installationSecret({ secret: sharedSecret, dataDir: '' });
  key = createHmac('sha256', signing).update('chain').digest('base64url');
  server = await PostgresServer.start();
  database = await TestDatabase.create(server.url);
  redis = await RedisServer.start();
  home = await start('1');
  front = await start('0');
  visitor = await signIn(front);
  const { items } = await front.read<{ items: Sidecar[] }>('/api/v1/sidecars', visitor);
  expect(items.map(({ sites: count, isSelf }) => [count, isSelf]).toSorted()).toEqual([
    [0, true],
    [1, false],
  ]);
  homeId = items.find(({ isSelf }) => !isSelf)?.id ?? '';
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

afterAll(async () => {
  await front?.stop();
  await home?.stop();
  await redis?.stop();
  await database?.remove();
  await server?.stop();
  await camera?.close();
});

async function start(weight: '0' | '1', more: Variables = {}): Promise<RunningSidecar> {
  return RunningSidecar.start(sites(camera.url), {
    database,
    variables: { ...(await memberVariables(redis.url, weight)), ...more },
  });
}

async function signIn({ url }: RunningSidecar): Promise<Visitor> {
  const { headers } = await ask('POST', '/api/auth/sign-in/username', {
    url,
    headers: { origin: url },
    body: JSON.stringify({ username: 'admin', password: 'correct horse battery' }),
  });
  return { cookie: (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ') };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Uses Node's own client: unlike `fetch` it can use any local address and send any header. */
function ask(
  method: string,
  path: string,
  { body, url = front.url, ...options }: RequestOptions & { body?: string | Buffer; url?: string } = {},
): Promise<Answer> {
  const headers = {
    ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
    ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
    ...options.headers,
  };
  return new Promise((resolve, reject) => {
    const request = httpRequest(url + path, { ...options, method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: text }));
      answer.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends raw bytes and returns everything until the end of the connection. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(front.url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (part) => {
      answer += part.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

const json = (answer: Answer) => JSON.parse(answer.body);
const signedIn = () => ({ cookie: visitor.cookie ?? '' });

function socketTo(url: string, transport: 'websocket' | 'polling', options: object): Socket {
  const socket = io(`${url}/live`, {
    transports: [transport],
    forceNew: true,
    reconnection: false,
    ...options,
  });
  sockets.push(socket);
  return socket;
}

const next = <T>(socket: Socket, event: string) => new Promise<T>((resolve) => socket.once(event, resolve));

describe('a request for a site that runs on another sidecar', () => {
  it('is answered as by its home: status, headers, problems', async () => {
    for (const [method, path, headers] of [
      ['GET', '/api/v1/zones/bern/store', signedIn()],
      ['GET', '/api/v1/zones/bern/store', {}],
      ['HEAD', '/api/v1/zones/bern/store', signedIn()],
      ['GET', '/api/v1/zones/bern/nowhere?x=%2F', signedIn()],
      ['GET', '/api/v1/displays/bern/nowhere', {}],
      ['POST', '/push/axis-3d/bern/camera', {}],
    ] as const) {
      const [direct, passed] = await Promise.all([
        ask(method, path, { headers, url: home.url }),
        ask(method, path, { headers }),
      ]);
      const { date: _date, ...rest } = passed.headers;
      expect({ ...passed, headers: rest, body: '' }).toEqual({
        ...direct,
        headers: { ...direct.headers, date: undefined },
        body: '',
      });
      if (direct.status !== 200) expect(passed.body).toBe(direct.body);
    }
  });

  it('changes things for pages of its own address, and not for those of others', async () => {
    const reset = (origin: string) =>
      ask('POST', '/api/v1/zones/bern/store/reset', {
        headers: {
          ...signedIn(),
          origin,
          'sec-fetch-site': origin === front.url ? 'same-origin' : 'cross-site',
        },
      });
    expect((await reset(front.url)).status).toBe(200);
    expect((await reset('http://evil.example')).status).toBe(403);
    const held = await ask('PUT', '/api/v1/zones/bern/store/hold', {
      headers: { ...signedIn(), origin: front.url },
      body: JSON.stringify({ light: 'red' }),
    });
    expect(held.status).toBe(200);
    expect((await home.read<ZoneState>('/api/v1/zones/bern/store', visitor)).light).toBe('red');
    const released = await ask('DELETE', '/api/v1/zones/bern/store/hold', {
      headers: { ...signedIn(), origin: front.url },
    });
    expect(released.status).toBe(204);
  });

  it('may be large, either way', async () => {
    const film = Buffer.concat([Buffer.from('\0\0\0\x20ftypisom'), randomBytes(8 * 1024 * 1024)]);
    const kept = await ask('POST', '/api/v1/sites/bern/media', {
      headers: { ...signedIn(), 'content-type': 'video/mp4' },
      body: film,
    });
    expect([kept.status, kept.body]).toEqual([200, expect.anything()]);
    const { path }: KeptMedia = json(kept);
    const shown = await fetch(front.url + path);
    expect(Buffer.compare(Buffer.from(await shown.arrayBuffer()), film)).toBe(0);
    const part = await fetch(front.url + path, { headers: { range: 'bytes=4-7' } });
    expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
  });

  it('may be refused before all of it has come: what is still sent is not waited for', async () => {
    const answer = await raw(
      `POST /push/axis-3d/bern/camera HTTP/1.1\r\nHost: doorlight\r\nAuthorization: Bearer sesame\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n${' '.repeat(100_000)}`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toMatch(/\r\nconnection: close\r\n/i);
  });

  it('may turn out too large only while it comes in chunks', async () => {
    const chunk = ' '.repeat(0x10000);
    const answer = await raw(
      `POST /push/axis-3d/bern/camera HTTP/1.1\r\nHost: doorlight\r\nAuthorization: Bearer sesame\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${`10000\r\n${chunk}\r\n`.repeat(200)}0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: doorlight\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    // All of it was read: the connection goes on.
    expect(answer.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  });

  it('may have no body at all, not even an empty one, and still be a POST', async () => {
    const answer = await raw(
      `POST /push/axis-3d/bern/camera HTTP/1.1\r\nHost: doorlight\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 401 /);
  });

  it('cannot hide a second request from the home', async () => {
    const smuggled = 'GET /healthz HTTP/1.1\r\nHost: doorlight\r\n\r\n';
    for (const [lines, expected] of [
      // Declared as a header of the connection, the length would be lost on the way.
      [`Connection: close, content-length\r\nContent-Length: ${smuggled.length}`, /^HTTP\/1.1 4/],
      [`Content-Length: 4\r\nTransfer-Encoding: chunked`, /^HTTP\/1.1 400/],
      [`Content-Length: 4\r\nContent-Length: ${smuggled.length}`, /^HTTP\/1.1 400/],
    ] as const) {
      const answer = await raw(
        `DELETE /api/v1/zones/bern/store/hold HTTP/1.1\r\nHost: doorlight\r\nConnection: close\r\n${lines}\r\n\r\n${smuggled}`,
      );
      expect(answer).toMatch(expected);
      expect(answer.match(/HTTP\/1.1 /g)).toHaveLength(1);
    }
  });

  it('may come in pieces of unknown number', async () => {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(
        `${front.url}/push/axis-3d/bern/camera`,
        {
          method: 'POST',
          headers: {
            authorization: 'Bearer sesame',
            'content-type': 'application/json',
            'transfer-encoding': 'chunked',
          },
        },
        ({ statusCode }) => resolve(statusCode),
      );
      request.on('error', reject);
      request.write('{"apiName": "nothing ');
      request.end('that we know"}');
    });
    expect(answer).toBe(400);
  });

  it('may be a socket: what is true comes at once, by either transport', async () => {
    for (const transport of ['websocket', 'polling'] as const) {
      const display = socketTo(front.url, transport, { auth: { display: 'bern/entrance' } });
      expect(await next<ZoneState>(display, 'zone')).toMatchObject({ site: 'bern', zone: 'store' });
      const headers = { ...signedIn(), origin: front.url };
      const console = socketTo(front.url, transport, { extraHeaders: headers });
      expect(await next<ZoneState>(console, 'zone')).toMatchObject({ zone: 'store' });
      const foreign = socketTo(front.url, transport, {
        extraHeaders: { ...signedIn(), origin: 'http://evil.example' },
      });
      expect((await next<Error>(foreign, 'connect_error')).message).toContain('another origin');
      const nobody = socketTo(front.url, transport, { auth: { display: 'bern/nowhere' } });
      expect((await next<Error>(nobody, 'connect_error')).message).toContain('unknown-display');
    }
  });

  it('may have its site in the body', async () => {
    const asked = await ask('POST', '/api/v1/backfills', {
      headers: { ...signedIn(), origin: front.url },
      body: JSON.stringify({ site: 'bern', sensor: 'camera' }),
    });
    expect([200, 202, 409]).toContain(asked.status);
  });

  it('may be a stream, which ends at the home when its reader goes away', async () => {
    const published = await fetch(`${front.url}/public/v1/sites/bern/events`, {
      headers: { accept: 'text/event-stream' },
    });
    const reader = published.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    expect(new TextDecoder().decode(value)).toContain('"site"');
    await reader?.cancel();
  });

  it('is passed on again where its site was just moving: it was not begun, and is carried out once', async () => {
    const headers = { ...signedIn(), origin: front.url };
    const hold = (light: string) =>
      ask('PUT', '/api/v1/zones/bern/store/hold', { headers, body: JSON.stringify({ light }) });
    const asked = async (send: () => Promise<Answer>) => {
      const isHere = vi
        .spyOn(Homes.prototype, 'isHere')
        .mockReturnValueOnce(false)
        .mockReturnValueOnce(false);
      const { status } = await send();
      const times = isHere.mock.calls.length;
      isHere.mockRestore();
      return [status, times];
    };
    expect(await asked(() => hold('red'))).toEqual([200, 3]);
    expect((await home.read<ZoneState>('/api/v1/zones/bern/store', visitor)).light).toBe('red');
    expect(await asked(() => ask('GET', '/api/v1/zones/bern/store', { headers }))).toEqual([200, 3]);
    // Its site is in its body, which was read here.
    const body = JSON.stringify({ site: 'bern', sensor: 'camera' });
    const [backfill, times] = await asked(() => ask('POST', '/api/v1/backfills', { headers, body }));
    expect([[200, 202, 409].includes(backfill ?? 0), times]).toEqual([true, 3]);
    expect((await ask('DELETE', '/api/v1/zones/bern/store/hold', { headers })).status).toBe(204);
  });

  it('is refused for a while where its site moves for too long', async () => {
    const isHere = vi.spyOn(Homes.prototype, 'isHere').mockReturnValue(false);
    const refused = await ask('DELETE', '/api/v1/zones/bern/store/hold', {
      headers: { ...signedIn(), origin: front.url },
    });
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '2']);
    expect(isHere.mock.calls.length).toBeGreaterThan(1);
    isHere.mockRestore();
  });

  it('is not kept where it is large: whoever sent it sends it again', async () => {
    const isHere = vi.spyOn(Homes.prototype, 'isHere').mockReturnValueOnce(false);
    const refused = await ask('POST', '/api/v1/sites/bern/media', {
      headers: { ...signedIn(), origin: front.url, 'content-type': 'video/mp4' },
      body: Buffer.alloc(4 * 1024 * 1024),
    });
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '2']);
    isHere.mockRestore();
  });

  it('gets the configuration that it changed with its next request, from whichever sidecar', async () => {
    const headers = { ...signedIn(), origin: front.url };
    const added = await ask('PUT', '/api/v1/config/bern/zone/cafe', {
      headers,
      body: JSON.stringify({ name: 'Café', capacity: 7, sources: [{ sensor: 'camera' }] }),
    });
    expect([added.status, added.body]).toEqual([expect.toBeOneOf([200, 201]), expect.anything()]);
    const known = json(await ask('GET', '/api/v1/config', { headers }));
    expect(JSON.stringify(known)).toContain('Café');
    const removed = await ask('DELETE', '/api/v1/config/bern/zone/cafe', { headers });
    expect(removed.status).toBe(204);
    expect((await ask('GET', '/api/v1/config', { headers })).body).not.toContain('Café');
  });
});

describe('who asks', () => {
  /** A wrong API key: each address may send sixty a minute, and each beginning of a key. */
  const knock = ({ headers, ...options }: RequestOptions & { url?: string }) =>
    ask('GET', '/api/v1/zones/bern/store', {
      ...options,
      headers: { ...headers, authorization: `Bearer ${randomBytes(12).toString('hex')}` },
    }).then(({ status }) => status);

  it('is known by their own address, whatever they say', async () => {
    const from = (localAddress: string) => ({
      localAddress,
      headers: { 'x-forwarded-for': randomBytes(4).join('.'), forwarded: 'for=9.9.9.9' },
    });
    for (let time = 0; time < 60; time++) expect(await knock(from('127.0.0.2'))).toBe(401);
    expect(await knock(from('127.0.0.2'))).toBe(429);
    expect(await knock({ ...from('127.0.0.2'), url: home.url })).toBe(429);
    expect(await knock(from('127.0.0.3'))).toBe(401);
  });

  it('is who a proxy in front says, where one is trusted', async () => {
    const behind = await start('0', { TRUSTED_PROXIES: '1' });
    try {
      const of = (address: string) => ({ url: behind.url, headers: { 'x-forwarded-for': address } });
      for (let time = 0; time < 60; time++) expect(await knock(of('10.1.1.1'))).toBe(401);
      expect(await knock(of('10.1.1.1'))).toBe(429);
      expect(await knock(of('10.1.1.2'))).toBe(401);
    } finally {
      await behind.stop();
    }
  });

  it('is nobody who only claims to be a sidecar', async () => {
    const forwarded = { 'x-forwarded-for': '10.2.2.2', 'x-forwarded-proto': 'http' };
    const claim = (headers: Readonly<Record<string, string>>) => knock({ url: home.url, headers });
    expect(await claim({ ...forwarded, [proofHeader]: 'believe me' })).toBe(421);
    expect(await claim({ ...forwarded, ...proofFor(forwarded, 'another key', homeId) })).toBe(421);
    expect(await claim({ ...forwarded, ...proofFor(forwarded, key, 'another sidecar') })).toBe(421);
    const proof = proofFor(forwarded, key, homeId);
    expect(await claim({ ...forwarded, 'x-forwarded-for': '10.3.3.3', ...proof })).toBe(421);
    expect(await claim({ ...forwarded, ...proof })).toBe(401);
    // And what was meant for the home is not passed on by another.
    expect(await knock({ headers: { ...forwarded, ...proof } })).toBe(421);
    for (const path of ['/chain/v1/sites', '/chain/v1/screens'])
      expect((await ask('GET', path, { url: home.url, headers: signedIn() })).status).toBe(404);
  });
});

describe('without the home', () => {
  it('people are asked to try again, with a page that does so by itself', async () => {
    // Nobody takes the site over: the other sidecar runs none.
    await home.stop();
    const refused = await ask('GET', '/api/v1/zones/bern/store', { headers: signedIn() });
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '2']);
    expect(problemSchema.parse(json(refused))).toMatchObject({ status: 503 });
    const page = await ask('GET', '/now/bern', { headers: { accept: 'text/html' } });
    expect([page.status, page.headers['retry-after']]).toEqual([503, '2']);
    expect(page.body).toContain('<meta http-equiv="refresh"');
    expect((await ask('GET', '/api/v1/zones', { headers: signedIn() })).body).toBe('[]');
    expect(json(await ask('GET', '/healthz'))).toEqual({ alive: true, version: 'test' });
    home = await start('1');
    await expect
      .poll(async () => json(await ask('GET', '/api/v1/zones', { headers: signedIn() })))
      .toMatchObject([{ site: 'bern' }]);
  });
});

it('refuses another installation with the same database, in words', async () => {
  const refused = start('1', { DOORLIGHT_SECRET: 'another secret that is as long as it should be' });
  await expect(refused).rejects.toThrow(
    /DOORLIGHT_SECRET\n.*another one than the sidecar at http:\/\/127\.0\.0\.1:\d+ has/,
  );
});
