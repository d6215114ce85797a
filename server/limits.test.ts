import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { problemSchema } from '#lib/contract/problem.ts';
import { isThroughFront } from './test-support/chain-servers.ts';
import { RunningSidecar, type Visitor } from './test-support/running-sidecar.ts';

let running: RunningSidecar;
let admin: Visitor;
/** Limits read the clock: a minute passes when a test says so. */
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  running = await RunningSidecar.start(
    `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors:
      - { id: door, driver: axis-3d, url: "http://127.0.0.1:9", username: op, password: secret, pushToken: right-token }
      - { id: other, driver: axis-3d, url: "http://127.0.0.1:9", username: op, password: secret, pushToken: right-token }
    zones: [{ id: store, name: Store, capacity: 20, sources: [{ sensor: door }] }]
`,
  );
  admin = await running.signIn();
});

afterAll(async () => {
  await running?.stop();
  vi.useRealTimers();
});

/** Sends requests until one is refused as too frequent; returns the earlier answers, and the refusal. */
async function askUntilRefused(ask: () => Promise<Response>, most: number) {
  const before = new Set<number>();
  for (let tries = 1; tries <= most; tries++) {
    const answer = await ask();
    if (answer.status !== 429) {
      before.add(answer.status);
      await answer.arrayBuffer();
      continue;
    }
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const problem = problemSchema.parse(await answer.json());
    expect(problem).toMatchObject({ status: 429, title: 'Too many requests' });
    expect(problem.detail).toMatch(/wait/i);
    const retryS = Number(answer.headers.get('retry-after'));
    expect(retryS).toBeGreaterThan(0);
    return { tries, before: [...before], retryS };
  }
  throw new Error(`never refused in ${most} tries`);
}

/** Several sidecars count by the clock of their database, for which a minute does not pass because a test says so. */
const itPasses = it.skipIf(isThroughFront);

describe('who comes too often', () => {
  const hold = (headers: Record<string, string>) =>
    running.fetch('/api/v1/zones/bern/store/hold', admin, { method: 'DELETE', headers });

  itPasses('is refused at sign-in, the right password too', async () => {
    // A wait of a second does not end before this test says so.
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    const wrong = () =>
      running.send('POST', '/api/auth/sign-in/username', {}, { username: 'admin', password: 'wrong guess' });
    const { tries, before, retryS } = await askUntilRefused(wrong, 15);
    expect([tries, before]).toEqual([6, [401]]);
    expect(retryS).toBe(1);
    const right = { username: 'admin', password: 'correct horse battery' };
    expect((await running.send('POST', '/api/auth/sign-in/username', {}, right)).status).toBe(429);
    // Signed-in users are not affected, nor people who have signed in on this device before.
    expect((await running.send('POST', '/api/auth/sign-in/username', admin, right)).status).toBe(200);
    pass(1001);
    expect((await running.send('POST', '/api/auth/sign-in/username', {}, right)).status).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'] });
    expect((await hold({})).status).toBe(204);
  });

  itPasses('is refused new codes for screens, for a minute', async () => {
    const offer = () => running.send('POST', '/api/v1/displays/pairing', {});
    const { tries, before } = await askUntilRefused(offer, 100);
    expect([tries, before]).toEqual([61, [200]]);
    pass(60_001);
    expect((await offer()).status).toBe(200);
  });

  it('is refused codes to guess', async () => {
    const guess = () =>
      running.send('POST', '/api/v1/displays/pair', admin, {
        code: 'AAAA-AAAA',
        site: 'bern',
        zone: 'store',
      });
    const { tries, before } = await askUntilRefused(guess, 40);
    expect([tries, before]).toEqual([21, [404]]);
  });

  itPasses('is refused wrong tokens of a sensor; the right one is taken all the while', async () => {
    const push = (sensor: string, token: string) =>
      running.fetch(
        `/push/axis-3d/bern/${sensor}`,
        { cookie: '' },
        {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: '{}',
        },
      );
    const { tries, before } = await askUntilRefused(() => push('door', 'guess'), 40);
    expect([tries, before]).toEqual([21, [401]]);
    // Invalid pushes of this family. The right token is accepted while others guess.
    expect((await push('door', 'right-token')).status).toBe(400);
    expect((await push('other', 'right-token')).status).toBe(400);
    await askUntilRefused(() => push('nowhere', 'guess'), 40);
    expect((await push('other', 'guess')).status).toBe(401);
    pass(60_001);
    expect((await push('door', 'guess')).status).toBe(401);
  });

  it('is refused at a zone that gets too many orders, by one person, not by another', async () => {
    const order = (visitor: Visitor) => () =>
      running.send('PUT', '/api/v1/zones/bern/store/hold', visitor, { light: 'red' });
    const { tries, before } = await askUntilRefused(order(admin), 130);
    expect([tries, before]).toEqual([121, [200]]);
    for (const path of ['adjust', 'reset']) {
      const body = path === 'adjust' ? { occupancy: 1 } : {};
      expect((await running.send('POST', `/api/v1/zones/bern/store/${path}`, admin, body)).status).toBe(429);
    }
    // A light that is held can always be released.
    expect((await hold({})).status).toBe(204);
    const made = await running.send('POST', '/api/v1/api-keys', admin, { name: 'Till', role: 'staff' });
    const { key } = (await made.json()) as { key: string };
    const other = await running.fetch(
      '/api/v1/zones/bern/store/hold',
      {},
      {
        method: 'PUT',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ light: 'red' }),
      },
    );
    expect(other.status).toBe(200);
  });

  itPasses('is refused wrong API keys; the right one is taken all the while', async () => {
    const made = await running.send('POST', '/api/v1/api-keys', admin, { name: 'Door', role: 'viewer' });
    const { key } = (await made.json()) as { key: string };
    const zones = (bearer: string) =>
      running.fetch('/api/v1/zones', {}, { headers: { authorization: `Bearer ${bearer}` } });
    const { tries, before } = await askUntilRefused(() => zones(`${key.slice(0, 14)}guess`), 70);
    expect([tries, before]).toEqual([61, [401]]);
    expect((await zones(key)).status).toBe(200);
    pass(60_001);
    expect((await zones('another')).status).toBe(401);
  });

  it('is refused tests of alerts', async () => {
    const test = () => running.send('POST', '/api/v1/alerts/test', admin, { site: 'bern', channel: 'email' });
    expect((await askUntilRefused(test, 30)).tries).toBe(21);
  });
});
