import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { json } from './device-model.ts';
import { PeopleTally } from './people-log.ts';
import type { SimulatedDevice, SimulatorOptions } from './simulated-device.ts';
import { startDevice } from './start-device.ts';

let device: SimulatedDevice | undefined;

afterEach(async () => {
  await device?.close();
  device = undefined;
});

async function start(options: SimulatorOptions = {}): Promise<SimulatedDevice> {
  device = await startDevice({
    family: 'test',
    options,
    signIn: 'challenge',
    model: (world) => {
      const tally = new PeopleTally();
      let mode = 'plain';
      return {
        countFields: new Set(['in', 'out']),
        extraFaults: new Set(['wrong-clock']),
        get settings() {
          return { mode };
        },
        set: (settings) => {
          if (typeof settings.mode !== 'string') throw new Error('mode: expected text');
          mode = settings.mode;
        },
        answer: () => json({ in: tally.in, out: tally.out, at: world.now() }),
        walk: (people) => tally.walk(people),
        truth: () => [tally.truth('main')],
        resetCounters: () => tally.startOver(),
      };
    },
  });
  return device;
}

/** Answers a challenge by hand, so that the guard is not tested with the product's own client. */
function authorize(challenge: string, url: string, nc: number, password = 'secret'): string {
  const part = (name: string) => new RegExp(`${name}="?([^",]+)`).exec(challenge)?.[1] ?? '';
  const hash = (value: string) =>
    createHash(part('algorithm') === 'SHA-256' ? 'sha256' : 'md5')
      .update(value)
      .digest('hex');
  const count = nc.toString(16).padStart(8, '0');
  const ha1 = hash(`op:${part('realm')}:${password}`);
  const response = hash(`${ha1}:${part('nonce')}:${count}:abc:auth:${hash(`GET:${url}`)}`);
  return `Digest username="op", realm="${part('realm')}", nonce="${part('nonce')}", uri="${url}", qop=auth, nc=${count}, cnonce="abc", response="${response}", algorithm=${part('algorithm')}`;
}

async function challengeOf(url: string): Promise<string> {
  const answer = await fetch(url);
  await answer.text();
  expect(answer.status).toBe(401);
  return answer.headers.get('www-authenticate') ?? '';
}

async function control(
  name: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${device!.url}/_sim/${name}`, init);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('a simulated device', () => {
  it('answers without sign-in when it has no user', async () => {
    const { url } = await start();
    device!.walk({ in: 3, out: 1 });
    expect(await (await fetch(`${url}/x?y`)).json()).toMatchObject({ in: 3, out: 1 });
  });

  it.each(['MD5', 'SHA-256'] as const)(
    'lets a right %s digest in, and each nonce count once',
    async (digest) => {
      const { url } = await start({ username: 'op', password: 'secret', digest });
      const challenge = await challengeOf(`${url}/a?b=c`);
      const ask = async (nc: number, password?: string) => {
        const headers = { authorization: authorize(challenge, '/a?b=c', nc, password) };
        return (await fetch(`${url}/a?b=c`, { headers })).status;
      };
      expect(await ask(1)).toBe(200);
      expect(await ask(2)).toBe(200);
      expect(await ask(2)).toBe(401);
      expect(await ask(3, 'wrong')).toBe(401);
      expect(device!.seen.map((request) => request.status)).toEqual([401, 200, 200, 401, 401]);
    },
  );

  it('says stale=true for a nonce that is too old and for no wrong password', async () => {
    const { url } = await start({ username: 'op', password: 'secret', nonceLifeMs: -1 });
    const challenge = await challengeOf(`${url}/a`);
    const old = await fetch(`${url}/a`, { headers: { authorization: authorize(challenge, '/a', 1) } });
    expect(old.headers.get('www-authenticate')).toContain('stale=true');
    const wrong = await fetch(`${url}/a`, { headers: { authorization: authorize(challenge, '/a', 1, 'x') } });
    expect(wrong.headers.get('www-authenticate')).not.toContain('stale');
  });

  it('under stale-nonce takes every nonce for one request', async () => {
    const { url } = await start({ username: 'op', password: 'secret' });
    await device!.setFault('stale-nonce');
    const challenge = await challengeOf(`${url}/a`);
    const ask = (nc: number) =>
      fetch(`${url}/a`, { headers: { authorization: authorize(challenge, '/a', nc) } });
    expect((await ask(1)).status).toBe(200);
    expect((await ask(2)).headers.get('www-authenticate')).toContain('stale=true');
  });

  it('offers Basic beside Digest when asked to', async () => {
    const { url } = await start({ username: 'op', password: 'secret', offers: ['digest', 'basic'] });
    expect(await challengeOf(`${url}/a`)).toMatch(/^Digest .*, Basic realm=/);
    const authorization = `Basic ${Buffer.from('op:secret').toString('base64')}`;
    expect((await fetch(`${url}/a`, { headers: { authorization } })).status).toBe(200);
  });

  it('spoils counts as text, below zero and beyond what a number can hold', async () => {
    const { url } = await start();
    device!.walk({ in: 3 });
    const body = async () => (await fetch(url)).text();
    await device!.setFault('numbers-as-text');
    expect(await body()).toContain('"in":"3","out":"0"');
    await device!.setFault('negative');
    expect(await body()).toContain('"in":-4,"out":-1');
    await device!.setFault('huge');
    expect(await body()).toContain('"in":100000000000000000000');
    await device!.setFault('malformed-json');
    expect(await body()).toMatch(/^\{"in":3[^}]*$/);
  });

  it('never answers while half-open, answers late while slow, and says each status', async () => {
    const { url } = await start({ slowMs: 30 });
    await device!.setFault('half-open');
    await expect(fetch(url, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    await device!.setFault('slow');
    expect((await fetch(url)).status).toBe(200);
    for (const status of [401, 403, 404, 429, 500] as const) {
      await device!.setFault(`status-${status}`);
      expect((await fetch(url)).status).toBe(status);
    }
  });

  it('refuses connections and comes back at the same address', async () => {
    const { url } = await start();
    await device!.setFault('refuse-connections');
    await expect(fetch(url)).rejects.toThrow();
    await device!.setFault(null);
    expect((await fetch(url)).status).toBe(200);
    expect(device!.url).toBe(url);
  });

  it('runs twenty years late under wrong-clock', async () => {
    const { url } = await start({ now: () => Date.UTC(2026, 0, 1) });
    await device!.setFault('wrong-clock');
    const { at } = (await (await fetch(url)).json()) as { at: number };
    expect(new Date(at).getUTCFullYear()).toBe(2006);
  });

  it('is steered over its control API, which needs no sign-in and counts as no request', async () => {
    await start({ username: 'op', password: 'secret' });
    expect((await control('walk', { in: 2 })).body.channels).toEqual([
      { channel: 'main', in: 2, out: 0, occupancy: 2 },
    ]);
    expect((await control('set', { mode: 'odd' })).body.settings).toEqual({ mode: 'odd' });
    expect((await control('fault', { fault: 'html' })).body.fault).toBe('html');
    expect((await control('state')).body).toMatchObject({ fault: 'html', requests: 0, username: 'op' });
    expect((await control('fault', { fault: 'occupancy-off' })).status).toBe(400);
    expect((await control('walk', { in: -1 })).status).toBe(400);
    expect((await control('set', { mode: 1 })).status).toBe(400);
  });

  it('heals by itself after forMs, even when it could not be asked to', async () => {
    const { url } = await start();
    await control('fault', { fault: 'refuse-connections', forMs: 60 });
    await expect
      .poll(() =>
        fetch(url).then(
          () => 'open',
          () => 'shut',
        ),
      )
      .toBe('shut');
    await expect
      .poll(() =>
        fetch(url).then(
          () => 'open',
          () => 'shut',
        ),
      )
      .toBe('open');
  });
});
