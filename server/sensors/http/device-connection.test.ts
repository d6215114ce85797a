import { once } from 'node:events';
import https from 'node:https';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DeviceConnection } from './device-connection.ts';
import type { DeviceHttpOptions, DeviceRequest } from './device-http.ts';
import { type Answer, TestDevice, testTls } from './test-device.ts';

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

type Options = Partial<DeviceHttpOptions>;

function connectTo(device: TestDevice, options: Options = {}) {
  const http = new DeviceConnection({ origin: device.origin, tls: 'verify', timeoutMs: 30_000, ...options });
  opened.push(device, http);
  const get = (more: Partial<DeviceRequest> = {}) => http.request({ method: 'GET', path: '/', ...more });
  return { device, http, get };
}

async function connect(answer: Answer, options?: Options) {
  return connectTo(await TestDevice.http(answer), options);
}

async function connectRaw(onConnection: (socket: Socket) => void, options?: Options) {
  return connectTo(await TestDevice.tcp(onConnection), options);
}

const resetError = { ok: false, error: { kind: 'unreachable', detail: 'ECONNRESET' } };

describe('a whole answer', () => {
  it('comes with status, headers and text, a byte order mark removed', async () => {
    const { get } = await connect((_request, response) =>
      response.writeHead(200, { 'x-serial': 'ACCC8E' }).end('\uFEFF{"name":"Tür"}'),
    );
    expect(await get()).toMatchObject({
      ok: true,
      value: { status: 200, headers: { 'x-serial': 'ACCC8E' }, text: '{"name":"Tür"}' },
    });
  });

  it('is put together from pieces that cut a character in two', async () => {
    const { get } = await connect(async (_request, response) => {
      const bytes = Buffer.from('ü€');
      for (const byte of bytes) {
        response.write(Buffer.from([byte]));
        await sleep(2);
      }
      response.end();
    });
    expect(await get()).toMatchObject({ value: { text: 'ü€' } });
  });

  it('may be empty, or 204', async () => {
    const { get } = await connect((request, response) =>
      request.path === '/204' ? response.writeHead(204).end() : response.end(),
    );
    expect(await get()).toMatchObject({ value: { status: 200, text: '' } });
    expect(await get({ path: '/204' })).toMatchObject({ value: { status: 204, text: '' } });
  });

  it('may come after an interim 103 and without a length, ended by the connection', async () => {
    const { get } = await connectRaw((socket) => {
      socket.once('data', () =>
        socket.end('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.0 200 OK\r\n\r\n{"in":1}'),
      );
    });
    expect(await get()).toMatchObject({ ok: true, value: { status: 200, text: '{"in":1}' } });
  });

  it('is asked for with method, path, headers and body as given, and without a wish for compression', async () => {
    const { device, http } = await connect((request, response) =>
      response.end(JSON.stringify([request.body, response.req.headers])),
    );
    const request = {
      method: 'POST',
      path: '/a/.api?b=c&d',
      headers: { 'x-one': '1' },
      body: '{"é":1}',
    } as const;
    const result = await http.request(request);
    const [body, headers] = JSON.parse(result.ok ? result.value.text : '[]');
    expect(device.received).toMatchObject([{ method: 'POST', path: '/a/.api?b=c&d' }]);
    expect(body).toBe('{"é":1}');
    expect(headers).toMatchObject({ 'x-one': '1', 'content-length': '8' });
    expect(headers).not.toHaveProperty('accept-encoding');
  });
});

describe('another status', () => {
  it.each([
    [403, { kind: 'forbidden', status: 403 }],
    [404, { kind: 'not-found', path: '/' }],
    [500, { kind: 'http-status', status: 500 }],
  ])('%i is an error, and the connection stays', async (status, error) => {
    const { device, get } = await connect((_request, response, count) =>
      response.writeHead(count === 1 ? status : 200).end('<html>'),
    );
    expect(await get()).toEqual({ ok: false, error });
    expect(await get()).toMatchObject({ ok: true });
    expect(device.connections).toBe(1);
  });

  it('429 reports how long to wait, in seconds or until a date', async () => {
    const { get } = await connect((request, response) =>
      response
        .writeHead(429, {
          'retry-after': request.path === '/date' ? 'Fri, 02 Jan 2026 10:00:07 GMT' : '2',
          date: 'Fri, 02 Jan 2026 10:00:00 GMT',
        })
        .end(),
    );
    expect(await get()).toEqual({ ok: false, error: { kind: 'rate-limited', retryAfterMs: 2000 } });
    expect(await get({ path: '/date' })).toEqual({
      ok: false,
      error: { kind: 'rate-limited', retryAfterMs: 7000 },
    });
  });

  it('a redirect is not followed', async () => {
    const { device, get } = await connect((_request, response) =>
      response.writeHead(302, { location: '/login' }).end(),
    );
    expect(await get()).toEqual({ ok: false, error: { kind: 'http-status', status: 302 } });
    expect(device.received).toHaveLength(1);
  });
});

describe('a device that fails', () => {
  it('refusing connections is unreachable, and taken again when it is back', async () => {
    const gone = await TestDevice.http((_request, response) => response.end());
    await gone.close();
    const http = new DeviceConnection({ origin: gone.origin, tls: 'verify' });
    opened.push(http);
    expect(await http.request({ method: 'GET', path: '/' })).toEqual({
      ok: false,
      error: { kind: 'unreachable', detail: 'ECONNREFUSED' },
    });
  });

  it('by a name that nobody knows is unreachable', async () => {
    const http = new DeviceConnection({ origin: 'http://camera.invalid', tls: 'verify' });
    opened.push(http);
    const result = await http.request({ method: 'GET', path: '/' });
    expect(result).toMatchObject({ error: { kind: 'unreachable', detail: expect.stringMatching(/^E/) } });
  });

  it('resetting new connections is unreachable, and not asked twice', async () => {
    const { device, get } = await connectRaw((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await get()).toEqual(resetError);
    expect(device.connections).toBe(1);
  });

  it('closing in the middle of a body is unreachable, and not asked twice', async () => {
    const { device, get } = await connect((_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"in":1');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await get()).toEqual(resetError);
    expect(device.received).toHaveLength(1);
  });

  it.each(['transfer-encoding: chunked\r\n\r\n8\r\n', 'content-length: 8\r\n\r\n'])(
    'ending before its body does is unreachable (%j)',
    async (framing) => {
      const { get } = await connectRaw((socket) =>
        socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n${framing}{"in"`)),
      );
      expect(await get()).toEqual(resetError);
    },
  );

  it('taking the connection and never answering is a timeout, and so for TLS that never begins', async () => {
    for (const scheme of ['http', 'https']) {
      const device = await TestDevice.tcp(() => {}, scheme);
      const { get } = connectTo(device, { timeoutMs: 150 });
      expect(await get()).toEqual({ ok: false, error: { kind: 'timeout', timeoutMs: 150 } });
      await expect.poll(() => device.openSockets).toBe(0);
    }
  });

  it('dripping bytes forever is a timeout of the whole exchange', async () => {
    const { device, get } = await connect(
      (_request, response) => {
        const drip = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(drip));
      },
      { timeoutMs: 200 },
    );
    expect(await get()).toEqual({ ok: false, error: { kind: 'timeout', timeoutMs: 200 } });
    await expect.poll(() => device.openSockets).toBe(0);
  });

  it('dripping headers forever is one, too', async () => {
    const { get } = await connectRaw(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const drip = setInterval(() => socket.write('x-a: b\r\n'), 20);
        socket.on('close', () => clearInterval(drip));
      },
      { timeoutMs: 200 },
    );
    expect(await get()).toMatchObject({ error: { kind: 'timeout' } });
  });

  it('answering after the time limit is a timeout, and its late answer is nobody else’s', async () => {
    const { device, get } = await connect((request, response) => {
      const late = setTimeout(() => response.end(request.path), request.path === '/late' ? 400 : 0);
      response.on('close', () => clearTimeout(late));
    });
    const [late, next] = await Promise.all([get({ path: '/late', timeoutMs: 100 }), get({ path: '/next' })]);
    expect(late).toEqual({ ok: false, error: { kind: 'timeout', timeoutMs: 100 } });
    expect(next).toMatchObject({ value: { text: '/next' } });
    expect(device.connections).toBe(2);
  });

  it.each([
    ['a body with its length', 'content-length', '2000'],
    ['a body in chunks', 'transfer-encoding', 'chunked'],
  ])('sending %s over the limit is invalid', async (_what, name, value) => {
    const { get } = await connect(
      (request, response) => {
        if (request.path === '/small') return response.end('x'.repeat(1000));
        response.writeHead(200, { [name]: value });
        return response.end('x'.repeat(2000));
      },
      { maxBytes: 1000 },
    );
    expect(await get()).toEqual({
      ok: false,
      error: { kind: 'invalid', field: 'body', expected: 'at most 1000 bytes', found: 'more' },
    });
    expect(await get({ path: '/small' })).toMatchObject({ ok: true });
  });

  it.each([
    ['SSH-2.0-OpenSSH_8.9\r\n', '"SSH-2.0-OpenSSH_8.9\\r\\n"'],
    ['HTTP/1.1 two hundred\r\n\r\n', '"two hundred\\r\\n\\r\\n"'],
    ['HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n', '"x\\r\\n\\r\\n"'],
    ['\x16\x03\x01', 'data that is no text'],
  ])(
    'speaking something else than HTTP is invalid, quoted from where it went wrong: %j',
    async (words, found) => {
      const { get } = await connectRaw((socket) => socket.write(words));
      expect(await get()).toEqual({
        ok: false,
        error: { kind: 'invalid', field: 'answer', expected: 'HTTP/1.1', found },
      });
    },
  );

  it('with more headers than anyone needs is invalid', async () => {
    const { get } = await connectRaw((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`),
    );
    expect(await get()).toMatchObject({ error: { kind: 'invalid', field: 'answer' } });
  });
});

describe('the connection', () => {
  it('is one socket for many polls', async () => {
    const { device, get } = await connect((_request, response) => response.end('{}'));
    for (let count = 0; count < 50; count += 1) await get();
    expect(device.connections).toBe(1);
  });

  it('carries one request at a time, in the order of the callers', async () => {
    let underWay = 0;
    let most = 0;
    const { device, get } = await connect(async (_request, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await sleep(10);
      underWay -= 1;
      response.end();
    });
    const paths = ['/1', '/2', '/3', '/4'];
    await Promise.all(paths.map((path) => get({ path })));
    expect(most).toBe(1);
    expect(device.received.map(({ path }) => path)).toEqual(paths);
    expect(device.connections).toBe(1);
  });

  it('gives each request its own time from its turn on', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { get } = await connect(
        (_request, response) => {
          vi.advanceTimersByTime(600);
          response.end();
        },
        { timeoutMs: 800 },
      );
      const results = await Promise.all([get(), get(), get(), get()]);
      expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is made anew after the device was switched off and on', async () => {
    const { device, get } = await connect((_request, response) => response.end());
    await get();
    device.dropConnections();
    await sleep(20);
    expect(await get()).toMatchObject({ ok: true });
    expect(device.connections).toBe(2);
  });

  it('that the device closes as a GET sets out is made anew, and the GET sent once more', async () => {
    const { device, get } = await connect((_request, response, count) =>
      count % 2 === 0 ? response.socket?.destroy() : response.end('{}'),
    );
    expect(await get()).toMatchObject({ ok: true });
    expect(await get()).toMatchObject({ ok: true });
    expect(device.received).toHaveLength(3);
  });

  it('that is lost and cannot be made anew ends the GET, and nothing else', async () => {
    const device = https.createServer(testTls, (_request, response) => response.end('{}'));
    const sockets = new Set<Socket>();
    let isGoing = false;
    device.on('connection', (socket: Socket) => {
      sockets.add(socket);
      if (isGoing) socket.resetAndDestroy();
    });
    device.listen(0, '127.0.0.1');
    await once(device, 'listening');
    const address = device.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const http = new DeviceConnection({
      origin: `https://127.0.0.1:${port}`,
      tls: 'insecure',
      timeoutMs: 30_000,
    });
    opened.push({ close: async () => void device.close() }, http);
    expect(await http.request({ method: 'GET', path: '/' })).toMatchObject({ ok: true });
    isGoing = true;
    for (const socket of sockets) socket.resetAndDestroy();
    await sleep(50);
    // Also those that wait for it.
    const gets = Array.from({ length: 3 }, () => http.request({ method: 'GET', path: '/' }));
    expect(await Promise.all(gets)).toEqual([resetError, resetError, resetError]);
    isGoing = false;
    expect(await http.request({ method: 'GET', path: '/' })).toMatchObject({ ok: true });
  });

  it('that the device closes again at once ends the GET', async () => {
    const { device, get } = await connect((_request, response, count) =>
      count === 1 ? response.end() : response.socket?.destroy(),
    );
    await get();
    expect(await get()).toEqual(resetError);
    expect(device.received).toHaveLength(3);
  });

  it('that the device closes as a POST sets out ends the POST: it may have been carried out', async () => {
    const { device, get } = await connect((_request, response, count) =>
      count === 1 ? response.end() : response.socket?.destroy(),
    );
    await get();
    expect(await get({ method: 'POST', body: '{}' })).toEqual(resetError);
    expect(device.received).toHaveLength(2);
  });
});

describe('an aborted request', () => {
  const aborted = { ok: false, error: { kind: 'unreachable', detail: 'aborted' } };

  it('ends at once, and its socket with it', async () => {
    const { device, get } = await connectRaw(() => {});
    const abort = new AbortController();
    const result = get({ signal: abort.signal });
    await expect.poll(() => device.openSockets).toBe(1);
    abort.abort();
    expect(await result).toEqual(aborted);
    await expect.poll(() => device.openSockets).toBe(0);
  });

  it('that waits for its turn leaves the one under way alone', async () => {
    const { device, get } = await connect(async (_request, response) => {
      await sleep(50);
      response.end();
    });
    const abort = new AbortController();
    const first = get();
    const second = get({ signal: abort.signal });
    abort.abort();
    expect(await second).toEqual(aborted);
    expect(await first).toMatchObject({ ok: true });
    expect(device.received).toHaveLength(1);
  });

  it('is never sent when it was aborted before', async () => {
    const { device, get } = await connect((_request, response) => response.end());
    expect(await get({ signal: AbortSignal.abort() })).toEqual(aborted);
    expect(device.connections).toBe(0);
  });
});

it('a request that cannot be sent as HTTP is a bug, and does not block the next', async () => {
  const { get } = await connect((_request, response) => response.end());
  await expect(get({ path: '/with space' })).rejects.toThrow();
  await expect(get({ headers: { 'x-bad': 'line\nbreak' } })).rejects.toThrow();
  expect(await get()).toMatchObject({ ok: true });
});

describe('closing', () => {
  const aborted = { ok: false, error: { kind: 'unreachable', detail: 'aborted' } };

  it('ends what is under way and what waits', async () => {
    const { device, http, get } = await connectRaw(() => {});
    const results = Promise.all([get(), get(), get()]);
    await expect.poll(() => device.openSockets).toBe(1);
    await http.close();
    expect(await results).toEqual([aborted, aborted, aborted]);
    await expect.poll(() => device.openSockets).toBe(0);
  });

  it('leaves no socket and no timer of a kept connection', async () => {
    const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const { device, http, get } = await connect((_request, response) => response.end());
    await get();
    expect(device.openSockets).toBe(1);
    await http.close();
    await expect.poll(() => device.openSockets).toBe(0);
    await device.close();
    opened.length = 0;
    const after = process.getActiveResourcesInfo();
    expect(after.filter((name) => name === 'Timeout').length).toBeLessThanOrEqual(before);
    await expect.poll(() => process.getActiveResourcesInfo()).not.toContain('TCPSocketWrap');
  });

  it('may be done twice, before anything was asked, and refuses every later request', async () => {
    const { device, http, get } = await connect((_request, response) => response.end());
    await Promise.all([http.close(), http.close()]);
    expect(await get()).toEqual(aborted);
    expect(device.connections).toBe(0);
  });
});

it('a device that closes after every answer does not make the connection collect its old sockets', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => warnings.push(warning);
  process.on('warning', onWarning);
  const { device, get } = await connect((_request, response) =>
    response.writeHead(200, { connection: 'close' }).end(),
  );
  for (let count = 0; count < 20; count += 1) expect(await get()).toMatchObject({ ok: true });
  await sleep(10);
  process.off('warning', onWarning);
  expect(device.connections).toBe(20);
  // Node warns of the eleventh listener that is kept.
  expect(warnings).toEqual([]);
});
