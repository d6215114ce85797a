import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { DigestGuard, type DigestGuardOptions } from '#server/simulators/device/digest-guard.ts';
import { parseParameters } from './auth-challenge.ts';
import { DeviceConnection } from './device-connection.ts';
import type { DeviceHttpOptions, DeviceRequest } from './device-http.ts';
import { type Answer, type ReceivedRequest, TestDevice } from './test-device.ts';

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const credentials = { username: 'op', password: 'pass-Wörd' };
const unauthorized = { ok: false, error: { kind: 'unauthorized', status: 401 } };

async function connect(answer: Answer, options: Partial<DeviceHttpOptions> & { isSecure?: boolean } = {}) {
  const device = await TestDevice.http(answer, { isSecure: options.isSecure === true });
  const { origin } = device;
  const http = new DeviceConnection({ origin, credentials, tls: 'insecure', timeoutMs: 30_000, ...options });
  opened.push(device, http);
  return { device, get: (more: Partial<DeviceRequest> = {}) => http.request({ ...poll, ...more }) };
}

const poll: DeviceRequest = { method: 'GET', path: '/local/tvpc/.api?live-sum.json' };

/** A device that follows RFC 7616, implemented independently of the client. */
function guarded(options: Partial<DigestGuardOptions> = {}, oneUse = false): Answer {
  const guard = new DigestGuard({
    username: credentials.username,
    password: credentials.password,
    realm: 'AXIS_ACCC8E000001',
    algorithm: 'MD5',
    offers: ['digest'],
    nonceLifeMs: 60_000,
    monotonic: () => performance.now(),
    ...options,
  });
  return ({ method, path, authorization }, response) => {
    const verdict = guard.check({ method, url: path, authorization }, oneUse);
    if (verdict.pass) response.end('{}');
    else refuse(response, ...verdict.challenges);
  };
}

function refuse(response: ServerResponse, ...challenges: string[]): void {
  response.writeHead(401, { 'www-authenticate': challenges }).end('<h1>401</h1>');
}

/** How requests were signed: `-` without signature, `Basic`, or nonce and count. */
function signatures(device: TestDevice): string[] {
  return device.received.map(({ authorization }) => {
    if (authorization === undefined) return '-';
    if (!authorization.startsWith('Digest ')) return authorization.split(' ')[0]!;
    const fields = fieldsOf(authorization);
    return `${fields.get('nonce')} ${fields.get('nc')}`;
  });
}

function fieldsOf(authorization: string) {
  return parseParameters(authorization.slice('Digest '.length));
}

const isSigned = ({ authorization }: ReceivedRequest) => authorization !== undefined;

describe('polls', () => {
  it.each(['MD5', 'SHA-256'] as const)(
    'need one request each after the first, with %s',
    async (algorithm) => {
      const { device, get } = await connect(guarded({ algorithm }));
      for (let count = 0; count < 20; count += 1) expect(await get()).toMatchObject({ ok: true });
      expect(device.received).toHaveLength(21);
      expect(device.received.filter((request) => !isSigned(request))).toHaveLength(1);
    },
  );

  it('count the uses of a nonce from 00000001, with one cnonce', async () => {
    const { device, get } = await connect(guarded());
    for (let count = 0; count < 17; count += 1) await get();
    const signed = device.received.filter(isSigned).map(({ authorization = '' }) => fieldsOf(authorization));
    expect(signed.map((fields) => fields.get('nc')).slice(0, 2)).toEqual(['00000001', '00000002']);
    expect(signed.at(-1)?.get('nc')).toBe('00000011');
    expect(new Set(signed.map((fields) => fields.get('cnonce'))).size).toBe(1);
  });

  it('sign a POST with its body, which is sent again after the challenge', async () => {
    const { device, get } = await connect(guarded());
    expect(await get({ method: 'POST', path: '/axis-cgi/a3dpc.cgi', body: '{"a":1}' })).toMatchObject({
      ok: true,
    });
    expect(device.received.map(({ method, body }) => `${method} ${body}`)).toEqual([
      'POST {"a":1}',
      'POST {"a":1}',
    ]);
  });

  it.each(['UTF-8', 'Latin-1'])(
    'hash and give back a realm outside ASCII byte by byte (%s)',
    async (encoding) => {
      const realm = Buffer.from('Zürich', encoding === 'UTF-8' ? 'utf8' : 'latin1').toString('latin1');
      const username = 'Jörg';
      const { device, get } = await connect(
        (request, response) =>
          isSigned(request)
            ? response.end()
            : refuse(response, `Digest realm="${realm}", nonce="n", qop="auth"`),
        { credentials: { username, password: 'p' } },
      );
      expect(await get()).toMatchObject({ ok: true });
      const fields = fieldsOf(device.received[1]?.authorization ?? '');
      const bytes = Buffer.from(username).toString('latin1');
      expect(fields.get('realm')).toBe(realm);
      expect(fields.get('username')).toBe(bytes);
      const md5 = (text: string) => createHash('md5').update(text, 'latin1').digest('hex');
      const secret = md5(`${bytes}:${realm}:p`);
      expect(fields.get('response')).toBe(
        md5(`${secret}:n:00000001:${fields.get('cnonce')}:auth:${md5(`GET:${poll.path}`)}`),
      );
    },
  );

  it('keep the headers of the request', async () => {
    const { get } = await connect((request, response) => {
      if (request.authorization === undefined) refuse(response, 'Digest realm="r", nonce="n", qop="auth"');
      else response.end(String(response.req.headers['x-kept']));
    });
    expect(await get({ headers: { 'x-kept': 'yes' } })).toMatchObject({ value: { text: 'yes' } });
  });

  it('go on when the device closes the connection after every answer, challenges included', async () => {
    const answer = guarded();
    const { device, get } = await connect((request, response, count) => {
      response.setHeader('connection', 'close');
      answer(request, response, count);
    });
    for (let count = 0; count < 3; count += 1) expect(await get()).toMatchObject({ ok: true });
    expect(device.received).toHaveLength(4);
  });

  it('use the nonce that the device names for the next one, counted anew', async () => {
    const { device, get } = await connect((request, response, count) => {
      if (!isSigned(request)) refuse(response, 'Digest realm="r", nonce="n0", qop="auth"');
      else response.setHeader('authentication-info', `qop=auth, nextnonce="n${count}"`).end('{}');
    });
    for (let count = 0; count < 3; count += 1) await get();
    expect(signatures(device)).toEqual(['-', 'n0 00000001', 'n2 00000001', 'n3 00000001']);
  });

  it('are answered without sign-in by a device that asks for none', async () => {
    const { device, get } = await connect((_request, response) => response.end('{}'));
    await get();
    expect(signatures(device)).toEqual(['-']);
  });
});

describe('a stale nonce', () => {
  it('is replaced within the same request, once', async () => {
    const { device, get } = await connect(guarded({}, true));
    expect(await get()).toMatchObject({ ok: true });
    expect(device.received).toHaveLength(2);
    for (let count = 0; count < 3; count += 1) expect(await get()).toMatchObject({ ok: true });
    expect(device.received).toHaveLength(2 + 3 * 2);
  });

  it('that is stale again at once is unauthorized, after one more try', async () => {
    const { device, get } = await connect((_request, response, count) =>
      refuse(response, `Digest realm="r", nonce="n${count}", qop="auth", stale=true`),
    );
    expect(await get()).toEqual(unauthorized);
    expect(signatures(device)).toEqual(['-', 'n1 00000001', 'n2 00000001']);
  });

  it('is replaced also where a restarted device has forgotten it and does not say stale', async () => {
    let guard = guarded();
    const { device, get } = await connect((request, response, count) => guard(request, response, count));
    await get();
    await get();
    // The nonce is unknown and would be stale: here the device does not report that.
    guard = ({ authorization = '' }, response) => {
      if (fieldsOf(authorization).get('nonce') === 'after-restart') response.end('{}');
      else refuse(response, 'Digest realm="r", nonce="after-restart", qop="auth"');
    };
    expect(await get()).toMatchObject({ ok: true });
    expect(device.received).toHaveLength(5);
  });
});

describe('a wrong password', () => {
  it('is tried once a read, and never more', async () => {
    const { device, get } = await connect(guarded({ password: 'another' }));
    expect(await get()).toEqual(unauthorized);
    expect(device.received.filter(isSigned)).toHaveLength(1);
    expect(device.received).toHaveLength(2);
    expect(await get()).toEqual(unauthorized);
    expect(device.received.filter(isSigned)).toHaveLength(2);
  });

  it('is tried once where the device offers Basic beside Digest, over HTTPS too', async () => {
    const { device, get } = await connect(guarded({ password: 'another', offers: ['digest', 'basic'] }), {
      isSecure: true,
    });
    expect(await get()).toEqual(unauthorized);
    expect(device.received.filter(isSigned)).toHaveLength(1);
    expect(device.received.some(({ authorization }) => authorization?.startsWith('Basic'))).toBe(false);
  });

  it('is noticed when it changes while running, with one new try', async () => {
    let guard = guarded();
    const { device, get } = await connect((request, response, count) => guard(request, response, count));
    await get();
    guard = guarded({ password: 'another' });
    expect(await get()).toEqual(unauthorized);
    expect(device.received).toHaveLength(4);
  });

  it('does not end the connection: the right one is taken on the next read', async () => {
    let guard = guarded({ password: 'another' });
    const { device, get } = await connect((request, response, count) => guard(request, response, count));
    await get();
    guard = guarded();
    expect(await get()).toMatchObject({ ok: true });
    expect(device.connections).toBe(1);
  });
});

describe('a refusal', () => {
  it('without a challenge is unauthorized at once', async () => {
    const { device, get } = await connect((_request, response) => response.writeHead(401).end());
    expect(await get()).toEqual(unauthorized);
    expect(device.received).toHaveLength(1);
  });

  it('of a call that the user may not make leaves the others signed in', async () => {
    const guard = guarded();
    const { device, get } = await connect((request, response, count) => {
      if (request.path === '/admin') refuse(response, `Digest realm="r", nonce="x${count}", qop="auth"`);
      else guard(request, response, count);
    });
    await get();
    expect(await get({ path: '/admin' })).toEqual(unauthorized);
    const before = device.received.length;
    expect(await get()).toMatchObject({ ok: true });
    expect(device.received.length - before).toBe(2);
  });

  it('meets a connection without user name and password as unauthorized', async () => {
    const device = await TestDevice.http(guarded());
    const http = new DeviceConnection({ origin: device.origin, tls: 'verify' });
    opened.push(device, http);
    expect(await http.request(poll)).toEqual(unauthorized);
    expect(device.received).toHaveLength(1);
  });
});

describe('Basic', () => {
  it.each([[['digest', 'basic']], [['basic', 'digest']]] as const)(
    'is passed over for Digest where the device offers %j',
    async (offers) => {
      const { device, get } = await connect(guarded({ offers }));
      expect(await get()).toMatchObject({ ok: true });
      expect(device.received.at(-1)?.authorization).toMatch(/^Digest /);
    },
  );

  it('alone over HTTP is refused, and the password never sent', async () => {
    const { device, get } = await connect(guarded({ offers: ['basic'] }));
    for (let count = 0; count < 2; count += 1) {
      expect(await get()).toEqual({ ok: false, error: { kind: 'basic-over-http' } });
    }
    expect(signatures(device)).toEqual(['-', '-']);
  });

  it('is answered over HTTPS, and sent at once from then on', async () => {
    const { device, get } = await connect(guarded({ offers: ['basic'] }), { isSecure: true });
    for (let count = 0; count < 3; count += 1) expect(await get()).toMatchObject({ ok: true });
    expect(signatures(device)).toEqual(['-', 'Basic', 'Basic', 'Basic']);
  });

  it('with a wrong password is tried once a read', async () => {
    const { device, get } = await connect(guarded({ offers: ['basic'], password: 'another' }), {
      isSecure: true,
    });
    expect(await get()).toEqual(unauthorized);
    expect(signatures(device)).toEqual(['-', 'Basic']);
  });
});

it('no error ever names the password', async () => {
  const answers: Answer[] = [
    guarded({ password: 'another' }),
    guarded({ offers: ['basic'] }),
    (_request, response) => response.writeHead(500).end(),
    (_request, response) => response.destroy(),
  ];
  for (const answer of answers) {
    const { get } = await connect(answer);
    const result = await get();
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain(credentials.password);
  }
});
