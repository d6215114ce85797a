import { describe, expect, test, vi } from 'vitest';
import { ask, createApi, expecting, once, zoneAt } from './client.ts';

const origin = 'http://127.0.0.1:3000';

function apiOf(answer: () => Response | Promise<Response>) {
  const fetched = vi.fn(async (_request: Request, _init: RequestInit) => answer());
  return { api: createApi({ origin, headers: { cookie: 'session=1' }, fetch: fetched }), fetched };
}

const place = { params: zoneAt('bern/store') };

describe('the API', () => {
  test('gives what the sidecar answers', async () => {
    const site = {
      id: 'bern',
      name: 'Bern',
      timezone: 'Europe/Zurich',
      languages: ['de'],
      simulated: true,
      tags: {},
    };
    const { api, fetched } = apiOf(() => Response.json([site]));
    expect(await ask(api.GET('/api/v1/sites'))).toEqual({ ok: true, value: [site] });
    const request = fetched.mock.calls[0]![0];
    expect(request.url).toBe('http://127.0.0.1:3000/api/v1/sites');
    expect(Object.fromEntries(request.headers)).toMatchObject({
      cookie: 'session=1',
      accept: 'application/json',
    });
  });

  test('sends a command once, also when no answer comes', async () => {
    const { api, fetched } = apiOf(() => Promise.reject(new TypeError('network')));
    const reset = api.POST('/api/v1/zones/{site}/{zone}/reset', { ...place, body: {}, ...once('k') });
    expect(await ask(reset)).toEqual({ ok: false, error: { kind: 'no-answer' } });
    expect(fetched).toHaveBeenCalledTimes(1);
    const request = fetched.mock.calls[0]![0];
    expect(request.url).toBe(`${origin}/api/v1/zones/bern/store/reset`);
    expect(request.headers.get('idempotency-key')).toBe('"k"');
  });

  test('gives a call up after a while', async () => {
    const { api, fetched } = apiOf(() => Response.json([]));
    await ask(api.GET('/api/v1/zones'));
    expect(fetched.mock.calls[0]![1].signal).toBeInstanceOf(AbortSignal);
  });

  test('a connection that breaks within the answer is no answer', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('reset')) });
    const { api } = apiOf(() => new Response(body));
    expect(await ask(api.GET('/api/v1/zones'))).toEqual({ ok: false, error: { kind: 'no-answer' } });
  });

  test('hands on why the sidecar refused', async () => {
    const problem = {
      type: 'about:blank',
      title: 'Not allowed',
      status: 403,
      code: 'not-allowed',
      detail: 'This needs …',
    };
    const { api } = apiOf(() => Response.json(problem, { status: 403 }));
    const adjust = api.POST('/api/v1/zones/{site}/{zone}/adjust', { ...place, body: { occupancy: 3 } });
    expect(await ask(adjust)).toEqual({ ok: false, error: { kind: 'refused', status: 403, problem } });
  });

  test.each(['retry-after', 'x-retry-after'])('hands on how long to wait (%s)', async (header) => {
    const { api } = apiOf(() => new Response('{}', { status: 429, headers: { [header]: '42' } }));
    const signIn = api.POST('/api/auth/sign-in/username', { body: { username: 'anna', password: 'wrong' } });
    expect(await ask(signIn)).toMatchObject({ ok: false, error: { retryAfterS: 42 } });
  });

  test.each(['<html></html>', '{"zones":[]}', '[{"site":"bern"}]', '', 'null'])(
    'an answer that is not what was asked for is not taken: %s',
    async (text) => {
      const { api } = apiOf(() => new Response(text));
      expect(await ask(api.GET('/api/v1/zones'))).toEqual({
        ok: false,
        error: { kind: 'not-understood', path: '/api/v1/zones' },
      });
    },
  );

  test('an empty answer is a success where nothing is expected', async () => {
    const { api } = apiOf(() => new Response(null, { status: 204 }));
    const release = api.DELETE('/api/v1/zones/{site}/{zone}/hold', { ...place, ...once('k') });
    expect((await ask(release)).ok).toBe(true);
  });

  test('nobody signed in is no failure', async () => {
    const { api } = apiOf(() => new Response('null'));
    expect(await ask(api.GET('/api/auth/get-session'))).toEqual({ ok: true, value: null });
    expect(await ask(api.GET('/api/v1/zones/{site}/{zone}/hold', place))).toEqual({ ok: true, value: null });
  });

  test('a session needs the whole user', async () => {
    const user = { username: 'anna', name: 'Anna', role: 'staff' };
    const { role: _, ...half } = user;
    const session = (of: unknown) =>
      ask(apiOf(() => Response.json({ user: of })).api.GET('/api/auth/get-session'));
    expect((await session(user)).ok).toBe(true);
    for (const wrong of [half, 'anna', null]) expect((await session(wrong)).ok).toBe(false);
  });

  test('a change names the revision it was made of', () => {
    expect(expecting('r1').headers).toEqual({ 'if-match': '"r1"' });
    expect(expecting(null).headers).toEqual({ 'if-none-match': '*' });
  });
});
