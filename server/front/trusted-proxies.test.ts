import { once } from 'node:events';
import { createServer, request as httpRequest, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isThroughFront } from '#server/test-support/chain-servers.ts';
import { RunningSidecar } from '../test-support/running-sidecar.ts';

/**
 * A sidecar behind proxies that do as nginx does with `$proxy_add_x_forwarded_for`, and clients that send false
 * headers.
 */

const site = `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-3d, url: "http://127.0.0.1:9", username: op, password: secret }]
    zones: [{ id: store, name: Store, capacity: 20, sources: [{ sensor: door }] }]
`;
const publicUrl = 'https://door.example';
const right = { username: 'admin', password: 'correct horse battery' };
const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function start(variables: Record<string, string>): Promise<string> {
  const running = await RunningSidecar.start(site, { variables });
  stops.push(() => running.stop());
  return running.url;
}

/** Appends the client's address to the header. */
async function startProxy(upstream: string, localAddress = '127.0.0.1'): Promise<string> {
  const server: Server = createServer((request, response) => {
    const before = request.headers['x-forwarded-for'];
    const peer = request.socket.remoteAddress ?? '';
    const headers = {
      ...request.headers,
      'x-forwarded-for': before === undefined ? peer : `${String(before)}, ${peer}`,
      'x-forwarded-proto': 'https',
    };
    const onward = httpRequest(
      upstream + (request.url ?? ''),
      { method: request.method, headers, localAddress, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Sends raw bytes from any loopback address. */
async function raw(
  url: string,
  lines: readonly string[],
  body = '',
  localAddress = '127.0.0.1',
): Promise<string> {
  const { port } = new URL(url);
  const socket = connect({ host: '127.0.0.1', port: Number(port), localAddress });
  const length = body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`];
  socket.write([...lines, 'Host: door.example', 'Connection: close', ...length, '', body].join('\r\n'));
  let answer = '';
  for await (const part of socket) answer += String(part);
  return answer;
}

async function signIn(url: string, headers: readonly string[], person: object, from?: string) {
  const answer = await raw(
    url,
    ['POST /api/auth/sign-in/username HTTP/1.1', ...headers],
    JSON.stringify(person),
    from,
  );
  const cookie = [...answer.matchAll(/^set-cookie: ([^;\r]+)/gim)].map(([, pair]) => pair).join('; ');
  return { status: Number(answer.split(' ')[1]), cookie };
}

/** The address that sign-in has recorded for a client. */
async function addressOf(
  url: string,
  headers: readonly string[] = [],
  from?: string,
): Promise<string | undefined> {
  const { cookie } = await signIn(url, headers, right, from);
  const sessions = await raw(url, ['GET /api/auth/list-sessions HTTP/1.1', `Cookie: ${cookie}`, ...headers]);
  return [...sessions.matchAll(/"ipAddress":"([^"]*)"/g)].at(-1)?.[1];
}

function invented(index: number): string {
  return `X-Forwarded-For: 198.51.${index}.7`;
}

/** How many of 60 simultaneous wrong passwords were checked. */
async function lookedAt(url: string, username: (index: number) => string): Promise<number> {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  let looked = 0;
  for (let index = 0; index < 60; index++) {
    const wrong = { username: username(index), password: 'wrong guess' };
    if ((await signIn(url, [invented(index)], wrong)).status === 401) looked++;
  }
  vi.useRealTimers();
  return looked;
}

describe('who invents addresses', () => {
  it('is known all the same behind a proxy that appends: ten tries a minute, whatever the names', async () => {
    const proxy = await startProxy(await start({ PUBLIC_URL: publicUrl }));
    expect(await lookedAt(proxy, (index) => `person-${index}`)).toBe(10);
  });

  // Several sidecars count by the clock of their database, which does not stand still.
  it.skipIf(isThroughFront)(
    'gets no further with addresses that are real: a few tries for one name',
    async () => {
      // Here each header is trusted.
      const url = await start({ PUBLIC_URL: publicUrl });
      expect(await lookedAt(url, () => 'admin')).toBe(5);
    },
  );
});

describe('the address that is noted', () => {
  it('is that of the connection where no proxy is trusted', async () => {
    const url = await start({});
    const lies = [invented(1), 'X-Forwarded-Proto: https', 'Forwarded: for=9.9.9.9', 'X-Real-IP: 9.9.9.9'];
    expect(await addressOf(url, lies, '127.0.0.2')).toBe('127.0.0.2');
  });

  it('is what the last of one proxy says, the last of two proxies, or of those in a network', async () => {
    const one = await startProxy(await start({ PUBLIC_URL: publicUrl }));
    expect(await addressOf(one, [invented(1), 'X-Forwarded-For: 9.9.9.9'], '127.0.0.3')).toBe('127.0.0.3');
    const inner = await startProxy(await start({ PUBLIC_URL: publicUrl, TRUSTED_PROXIES: '2' }));
    const two = await startProxy(inner, '127.0.0.7');
    expect(await addressOf(two, [invented(2)], '127.0.0.4')).toBe('127.0.0.4');
    const named = await start({ PUBLIC_URL: publicUrl, TRUSTED_PROXIES: '127.0.0.8, fd00::/8' });
    expect(await addressOf(await startProxy(named, '127.0.0.8'), [invented(3)], '127.0.0.5')).toBe(
      '127.0.0.5',
    );
    // A client that bypasses the proxy is not trusted.
    expect(await addressOf(named, [invented(4)], '127.0.0.6')).toBe('127.0.0.6');
  });

  it('survives what is no address', async () => {
    const url = await start({ PUBLIC_URL: publicUrl });
    expect(await addressOf(url, ['X-Forwarded-For: 203.0.113.9, "><b>'], '127.0.0.9')).toBe('127.0.0.9');
    expect(await addressOf(url, ['X-Forwarded-For: [2001:db8::7]:443'])).toMatch(/^2001:/);
  });
});

describe('the origin that was asked', () => {
  const offer = (url: string, headers: readonly string[]) =>
    raw(url, ['POST /api/auth/sign-out HTTP/1.1', 'Origin: https://door.example', ...headers], '{}');

  it('is reported by a trusted proxy, also without PUBLIC_URL', async () => {
    const url = await start({ TRUSTED_PROXIES: '1' });
    expect(await offer(url, ['X-Forwarded-Proto: https'])).toContain(' 200 ');
    const other = ['X-Forwarded-Proto: https', 'X-Forwarded-Host: other.example'];
    expect(await offer(url, other)).toContain('INVALID_ORIGIN');
  });

  it('is not reported by anybody else, over sockets neither', async () => {
    const url = await start({});
    const lie = ['X-Forwarded-Proto: https', 'X-Forwarded-Host: door.example'];
    expect(await offer(url, lie)).toContain('INVALID_ORIGIN');
    const { cookie } = await signIn(url, [], right);
    const reach = async (headers: Record<string, string>) => {
      const socket = io(`${url}/live`, {
        transports: ['websocket'],
        reconnection: false,
        extraHeaders: { cookie, ...headers },
      });
      const outcome = await new Promise<string>((resolve) => {
        socket.on('connect', () => resolve('connected'));
        socket.on('connect_error', ({ message }) => resolve(message));
      });
      socket.disconnect();
      return outcome;
    };
    expect(await reach({ origin: url })).toBe('connected');
    const forged = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' };
    expect(await reach({ origin: 'https://evil.example', ...forged })).toContain('another origin');
  });
});
