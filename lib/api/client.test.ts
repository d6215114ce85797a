import { describe, expect, test, vi } from 'vitest';
import { ApiClient } from './client.ts';

function clientOf(answer: () => Response | Promise<Response>) {
  const fetched = vi.fn<typeof fetch>(async () => answer());
  return { api: new ApiClient({ fetch: fetched }), fetched };
}

describe('ApiClient', () => {
  test('gives what the sidecar answers', async () => {
    const site = { id: 'bern', name: 'Bern', timezone: 'Europe/Zurich', languages: ['de'], simulated: true };
    const { api, fetched } = clientOf(() => Response.json([site]));
    expect(await api.sites()).toEqual({ ok: true, value: [site] });
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/v1/sites');
  });

  test('asks the given origin with the given headers', async () => {
    const fetched = vi.fn<typeof fetch>(async () => Response.json([]));
    const api = new ApiClient({
      origin: 'http://127.0.0.1:3000',
      headers: { cookie: 'session=1' },
      fetch: fetched,
    });
    await api.zones();
    const [url, init] = fetched.mock.calls[0]!;
    expect(url).toBe('http://127.0.0.1:3000/api/v1/zones');
    expect(init?.headers).toMatchObject({ cookie: 'session=1', accept: 'application/json' });
  });

  test('sends a command once, also when no answer comes', async () => {
    const { api, fetched } = clientOf(() => Promise.reject(new TypeError('network')));
    expect(await api.reset('bern/store', undefined, 'k')).toEqual({
      ok: false,
      error: { kind: 'no-answer' },
    });
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  test('a connection that breaks within the answer is no answer', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('reset')) });
    const { api } = clientOf(() => new Response(body));
    expect(await api.zones()).toEqual({ ok: false, error: { kind: 'no-answer' } });
  });

  test('hands on why the sidecar refused', async () => {
    const problem = {
      type: 'about:blank',
      title: 'Not allowed',
      status: 403,
      code: 'not-allowed',
      detail: 'This needs …',
    };
    const { api } = clientOf(() => Response.json(problem, { status: 403 }));
    expect(await api.adjust('bern/store', { occupancy: 3 }, 'k')).toEqual({
      ok: false,
      error: { kind: 'refused', status: 403, problem },
    });
  });

  test.each(['retry-after', 'x-retry-after'])('hands on how long to wait (%s)', async (header) => {
    const { api } = clientOf(() => new Response('{}', { status: 429, headers: { [header]: '42' } }));
    expect(await api.signIn('anna', 'wrong')).toMatchObject({ ok: false, error: { retryAfterS: 42 } });
  });

  test.each(['<html></html>', '{"zones":[]}', '[{"site":"bern"}]', ''])(
    'an answer that is not what was asked for is not taken: %s',
    async (text) => {
      const { api } = clientOf(() => new Response(text));
      expect(await api.zones()).toEqual({
        ok: false,
        error: { kind: 'not-understood', path: '/api/v1/zones' },
      });
    },
  );

  test('an empty answer is a success where nothing is expected', async () => {
    const { api } = clientOf(() => new Response(null, { status: 204 }));
    expect((await api.release('bern/store', 'k')).ok).toBe(true);
  });

  test('nobody signed in is no failure, and neither is a site without simulators', async () => {
    expect(await clientOf(() => new Response('null')).api.session()).toEqual({ ok: true, value: null });
    const { api } = clientOf(() => new Response('{}', { status: 404 }));
    expect(await api.simulator()).toEqual({ ok: true, value: null });
  });

  test('asks the audit log for one page of one zone', async () => {
    const { api, fetched } = clientOf(() => Response.json([]));
    await api.audit({ site: 'bern', zone: 'store', before: 12, limit: 20 });
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/v1/audit?limit=20&site=bern&zone=store&before=12');
  });
});
