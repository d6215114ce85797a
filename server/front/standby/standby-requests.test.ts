import { randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { connect } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { KeptMedia } from '#lib/contract/media.ts';
import { problemSchema } from '#lib/contract/problem.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { TrustedProxies } from '#server/network/client-address.ts';
import { axis3dSimulator } from '#server/simulators/axis-3d/simulator.ts';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';
import { activeHeader, proofFor, proofHeader } from './forwarding-proof.ts';
import type { ActiveLease } from './standby.ts';
import { StandbyServer } from './standby-server.ts';

/** A whole sidecar, and one on standby in front of it, tested from outside. */

const key = 'shared by all sidecars';
const check = vi.fn();
const activeLease: ActiveLease = {
  id: 'turn-1',
  port: 0,
  key,
  ending: new Promise(() => {}),
  leftMs: 5000,
  check,
  lost: () => {},
  freePort: async () => {},
};

const sites = (url: string) => `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors:
      - { id: camera, driver: axis-3d, url: "${url}", username: op, password: secret, poll: 100ms, pushToken: sesame }
    zones: [{ id: store, name: Store, capacity: 20, sources: [{ sensor: camera }] }]
    displays: [{ id: entrance, zone: store }]
`;

let camera: SimulatedDevice;
let active: RunningSidecar;
let standby: StandbyServer;
let standbyUrl: string;
let visitor: Visitor;
const sockets: Socket[] = [];

beforeAll(async () => {
  camera = await axis3dSimulator.start({ username: 'op', password: 'secret' });
  active = await RunningSidecar.start(sites(camera.url), { activeLease });
  standby = newStandby();
  standbyUrl = `http://127.0.0.1:${await standby.listen()}`;
  standby.setUpstream({ id: activeLease.id, origin: active.url, certificate: undefined });
  const { headers } = await ask('POST', '/api/auth/sign-in/username', {
    headers: { origin: standbyUrl },
    body: JSON.stringify({ username: 'admin', password: 'correct horse battery' }),
  });
  visitor = { cookie: (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ') };
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

afterAll(async () => {
  await standby?.close();
  await active?.stop();
  await camera?.close();
});

function newStandby(trustedProxies: TrustedProxies = 0): StandbyServer {
  return new StandbyServer({
    environment: { host: '127.0.0.1', port: 0, trustedProxies },
    key,
    version: 'test',
  });
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
  { body, url = standbyUrl, ...options }: RequestOptions & { body?: string | Buffer; url?: string } = {},
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
    const socket = connect(Number(new URL(standbyUrl).port), '127.0.0.1', () => socket.write(text));
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

describe('what is asked of a standby', () => {
  it('is answered as by the active one: status, headers, problems, languages', async () => {
    for (const [method, path, headers] of [
      ['GET', '/api/v1/zones/bern/store', signedIn()],
      ['GET', '/api/v1/zones', {}],
      ['HEAD', '/api/openapi.json', {}],
      ['GET', '/api/v1/nowhere?x=%2F', signedIn()],
      ['OPTIONS', '/api/v1/zones', {}],
      ['PATCH', '/api/v1/zones', {}],
    ] as const) {
      const [direct, passed] = await Promise.all([
        ask(method, path, { headers, url: active.url }),
        ask(method, path, { headers }),
      ]);
      const { date: _date, [activeHeader]: by, ...rest } = passed.headers;
      expect({ ...passed, headers: rest, body: '' }).toEqual({
        ...direct,
        headers: { ...direct.headers, date: undefined },
        body: '',
      });
      expect(by).toBe(activeLease.id);
      if (!path.endsWith('store')) expect(passed.body).toBe(direct.body);
    }
  });

  it('changes things for pages of its own address, and not for those of others', async () => {
    const reset = (origin: string) =>
      ask('POST', '/api/v1/zones/bern/store/reset', {
        headers: {
          ...signedIn(),
          origin,
          'sec-fetch-site': origin === standbyUrl ? 'same-origin' : 'cross-site',
        },
      });
    expect((await reset(standbyUrl)).status).toBe(200);
    expect((await reset('http://evil.example')).status).toBe(403);
    const held = await ask('PUT', '/api/v1/zones/bern/store/hold', {
      headers: { ...signedIn(), origin: standbyUrl },
      body: JSON.stringify({ light: 'red' }),
    });
    expect(held.status).toBe(200);
    expect((await active.read<ZoneState>('/api/v1/zones/bern/store', visitor)).light).toBe('red');
    const released = await ask('DELETE', '/api/v1/zones/bern/store/hold', {
      headers: { ...signedIn(), origin: standbyUrl },
    });
    expect(released.status).toBe(204);
  });

  it('may be large, either way', async () => {
    const film = Buffer.concat([Buffer.from('\0\0\0\x20ftypisom'), randomBytes(8 * 1024 * 1024)]);
    const kept = await ask('POST', '/api/v1/sites/bern/media', {
      headers: { ...signedIn(), 'content-type': 'video/mp4' },
      body: film,
    });
    expect(kept.status).toBe(200);
    const { path }: KeptMedia = json(kept);
    const shown = await fetch(standbyUrl + path);
    expect(Buffer.compare(Buffer.from(await shown.arrayBuffer()), film)).toBe(0);
    const part = await fetch(standbyUrl + path, { headers: { range: 'bytes=4-7' } });
    expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
  });

  it('may be refused before all of it has come: what is still sent is not waited for', async () => {
    const answer = await raw(
      `POST /api/auth/sign-in/username HTTP/1.1\r\nHost: doorlight\r\nContent-Length: 99999999\r\n\r\n${' '.repeat(100_000)}`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toContain('\r\nConnection: close\r\n');
  });

  it('may have no body at all, not even an empty one, and still be a POST', async () => {
    const answer = await raw(
      `POST /api/v1/displays/pairing HTTP/1.1\r\nHost: doorlight\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  });

  it('cannot hide a second request from the active one', async () => {
    const smuggled = 'GET /healthz HTTP/1.1\r\nHost: doorlight\r\n\r\n';
    for (const [lines, expected] of [
      // // Declared as a header of the connection, the length would be lost on the way.
      [`Connection: close, content-length\r\nContent-Length: ${smuggled.length}`, /^HTTP\/1.1 40/],
      [`Content-Length: 4\r\nTransfer-Encoding: chunked`, /^HTTP\/1.1 400/],
      [`Content-Length: 4\r\nContent-Length: ${smuggled.length}`, /^HTTP\/1.1 400/],
    ] as const) {
      const answer = await raw(
        `DELETE /api/v1/zones HTTP/1.1\r\nHost: doorlight\r\nConnection: close\r\n${lines}\r\n\r\n${smuggled}`,
      );
      expect(answer).toMatch(expected);
      expect(answer.match(/HTTP\/1.1 /g)).toHaveLength(1);
    }
  });

  it('may come in pieces of unknown number', async () => {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(
        `${standbyUrl}/push/axis-3d/bern/camera`,
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
      const display = socketTo(standbyUrl, transport, { auth: { display: 'bern/entrance' } });
      expect(await next<ZoneState>(display, 'zone')).toMatchObject({ site: 'bern', zone: 'store' });
      const headers = { ...signedIn(), origin: standbyUrl };
      const console = socketTo(standbyUrl, transport, { extraHeaders: headers });
      expect(await next<ZoneState>(console, 'zone')).toMatchObject({ zone: 'store' });
      const foreign = socketTo(standbyUrl, transport, {
        extraHeaders: { ...signedIn(), origin: 'http://evil.example' },
      });
      expect((await next<Error>(foreign, 'connect_error')).message).toContain('another origin');
      const nobody = socketTo(standbyUrl, transport, { auth: { display: 'bern/nowhere' } });
      expect((await next<Error>(nobody, 'connect_error')).message).toContain('unknown-display');
    }
  });

  it('ends at the active one when whoever asked goes away', async () => {
    const screens = async () => {
      const [entrance] = await active.read<DisplayStatus[]>('/api/v1/displays', visitor);
      return entrance?.connections;
    };
    const display = socketTo(standbyUrl, 'websocket', { auth: { display: 'bern/entrance' } });
    await next(display, 'zone');
    await expect.poll(screens).toBe(1);
    display.disconnect();
    await expect.poll(screens).toBe(0);
  });
});

describe('who asks', () => {
  const offer = (options: RequestOptions & { url?: string }) =>
    ask('POST', '/api/v1/displays/pairing', options).then(({ status }) => status);

  it('is known by their own address, whatever they say, here and at the active one', async () => {
    const from = (localAddress: string, url = standbyUrl) => ({
      localAddress,
      url,
      headers: { 'x-forwarded-for': randomBytes(4).join('.'), forwarded: 'for=9.9.9.9' },
    });
    // // Each address may send sixty a minute.
    for (let time = 0; time < 30; time++) {
      expect(await offer(from('127.0.0.2'))).toBe(200);
      expect(await offer(from('127.0.0.2', active.url))).toBe(200);
    }
    expect(await offer(from('127.0.0.2'))).toBe(429);
    expect(await offer(from('127.0.0.2', active.url))).toBe(429);
    expect(await offer(from('127.0.0.3'))).toBe(200);
  });

  it('is who a proxy in front of the standby says, where one is trusted', async () => {
    const behind = newStandby(1);
    const url = `http://127.0.0.1:${await behind.listen()}`;
    behind.setUpstream({ id: activeLease.id, origin: active.url, certificate: undefined });
    try {
      const of = (address: string) => ({ url, headers: { 'x-forwarded-for': address } });
      for (let time = 0; time < 60; time++) expect(await offer(of('10.1.1.1'))).toBe(200);
      expect(await offer(of('10.1.1.1'))).toBe(429);
      expect(await offer(of('10.1.1.2'))).toBe(200);
    } finally {
      await behind.close();
    }
  });

  it('is nobody who only claims to be a standby', async () => {
    const forwarded = { 'x-forwarded-for': '10.2.2.2', 'x-forwarded-proto': 'http' };
    const claim = (headers: Readonly<Record<string, string>>) => offer({ url: active.url, headers });
    expect(await claim({ ...forwarded, [proofHeader]: 'believe me' })).toBe(421);
    expect(await claim({ ...forwarded, ...proofFor(forwarded, 'another key', activeLease.id) })).toBe(421);
    expect(await claim({ ...forwarded, ...proofFor(forwarded, key, 'another turn') })).toBe(421);
    const proof = proofFor(forwarded, key, activeLease.id);
    expect(await claim({ ...forwarded, 'x-forwarded-for': '10.3.3.3', ...proof })).toBe(421);
    expect(await claim({ ...forwarded, ...proof })).toBe(200);
    // // And a standby does not forward what was already forwarded to it.
    expect(await offer({ headers: { ...forwarded, ...proof } })).toBe(421);
  });
});

describe('a standby itself', () => {
  it('says how it is: alive, ready when it reaches the active one, and on standby', async () => {
    expect(json(await ask('GET', '/healthz'))).toEqual({ alive: true, version: 'test' });
    expect(json(await ask('GET', '/readyz'))).toEqual({ ready: true, waitingFor: [] });
    expect((await ask('GET', '/metrics')).body).toContain('\ndoorlight_standby 1\n');
    expect((await ask('GET', '/metrics', { url: active.url })).body).toContain('\ndoorlight_standby 0\n');
  });

  it('is not ready where nobody, or somebody else, is at the address of the active one', async () => {
    const other = await RunningSidecar.start(sites(camera.url), {
      activeLease: { ...activeLease, id: 'another turn' },
    });
    const lost = newStandby();
    const url = `http://127.0.0.1:${await lost.listen()}`;
    try {
      for (const origin of [undefined, 'http://127.0.0.1:9', other.url, url]) {
        lost.setUpstream(
          origin === undefined ? undefined : { id: activeLease.id, origin, certificate: undefined },
        );
        const ready = await ask('GET', '/readyz', { url });
        expect([origin, ready.status]).toEqual([origin, 503]);
        expect(json(ready)).toEqual({ ready: false, waitingFor: ['active sidecar'] });
        const refused = await ask('GET', '/api/v1/zones', { url });
        expect([origin, refused.status, refused.headers['retry-after']]).toEqual([origin, 503, '2']);
        expect(problemSchema.parse(json(refused))).toMatchObject({ status: 503, code: 'unavailable' });
      }
      const page = await ask('GET', '/display/bern/entrance', {
        url,
        headers: { accept: 'text/html,*/*', 'accept-language': 'de' },
      });
      expect([page.status, page.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8']);
      expect(page.body).toContain('http-equiv="refresh"');
    } finally {
      await lost.close();
      await other.stop();
    }
  });

  it('cuts off what is under way to one that is active no longer', async () => {
    const changing = newStandby();
    const url = `http://127.0.0.1:${await changing.listen()}`;
    changing.setUpstream({ id: activeLease.id, origin: active.url, certificate: undefined });
    try {
      const socket = socketTo(url, 'websocket', { auth: { display: 'bern/entrance' } });
      await next(socket, 'zone');
      // A long poll waits for the next message, up to ten seconds.
      const opened = await ask('GET', '/socket.io/?EIO=4&transport=polling', { url });
      const { sid } = JSON.parse(opened.body.slice(1));
      const waiting = ask('GET', `/socket.io/?EIO=4&transport=polling&sid=${sid}`, { url });
      const gone = next<string>(socket, 'disconnect');
      changing.setUpstream(undefined);
      expect((await waiting).status).toBe(503);
      expect(await gone).toBe('transport close');
    } finally {
      await changing.close();
    }
  });

  it('leaves nothing open when it closes', async () => {
    const closing = newStandby();
    const port = await closing.listen();
    closing.setUpstream({ id: activeLease.id, origin: active.url, certificate: undefined });
    const socket = socketTo(`http://127.0.0.1:${port}`, 'websocket', { auth: { display: 'bern/entrance' } });
    await next(socket, 'zone');
    const idle = connect(port, '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    const ended = new Promise((resolve) => idle.once('close', resolve));
    await closing.close();
    await ended;
    const again = newStandby();
    await again.listen();
    await again.close();
  });
});

describe('the active one', () => {
  it('asks whether it still is, before it answers anything', async () => {
    check.mockClear();
    await ask('GET', '/healthz', { url: active.url });
    expect(check).toHaveBeenCalled();
    check.mockClear();
    await ask('GET', '/socket.io/?EIO=4&transport=polling', { url: active.url });
    expect(check).toHaveBeenCalled();
  });
});
