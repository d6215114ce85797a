import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createApi } from '#lib/api/client.ts';
import type { AdjustProgress, AdjustResult } from '#lib/contract/adjust.ts';
import { type CommandStore, createCommandStore, failedSources, sameAgain } from './command-store.ts';

const result: AdjustResult = {
  result: 'partial',
  from: 7,
  to: 0,
  sources: [
    { sensor: 'door-a', channel: 'main', outcome: 'confirmed' },
    { sensor: 'door-b', channel: 'main', outcome: 'rejected', code: 1200, message: 'No.' },
    { sensor: 'hall', channel: '1', outcome: 'software' },
  ],
};

const progress: AdjustProgress = {
  site: 'bern',
  zone: 'store',
  adjustId: 'a1',
  to: 0,
  sources: [{ sensor: 'door-a', channel: 'main', outcome: 'confirmed' }],
  waiting: [{ sensor: 'door-b', channel: 'main' }],
};

const reset = { action: 'reset', to: 0 } as const;

let answered: Promise<Response>;
/** Undefined: no answer comes. */
let answer: (response?: Response) => void;
const sent = vi.fn<(address: string, key: string | null, body: unknown) => void>();
const api = createApi({
  origin: 'http://127.0.0.1',
  fetch: async (request) => {
    sent(new URL(request.url).pathname, request.headers.get('idempotency-key'), await request.json());
    return (await answered).clone();
  },
});
const done = () => Response.json(result);
let store: CommandStore;
const command = () => store.getState().commands['bern/store'];

beforeEach(() => {
  vi.clearAllMocks();
  answered = new Promise((resolve, reject) => {
    answer = (response) => (response === undefined ? reject(new TypeError('network')) : resolve(response));
  });
  answered.catch(() => {});
  store = createCommandStore(api);
});

describe('an order', () => {
  test('shows its devices confirming in turn, and then the result', async () => {
    const placed = store.getState().place('bern/store', reset);
    expect(command()).toMatchObject({ status: 'running', sources: [] });
    store.getState().applyProgress(progress);
    expect(command()).toMatchObject({
      status: 'running',
      sources: progress.sources,
      waiting: progress.waiting,
    });
    answer(done());
    expect(await placed).toMatchObject({ status: 'settled', result, waiting: [] });
    expect(failedSources(command()!).map(({ sensor }) => sensor)).toEqual(['door-b']);
  });

  test('is not sent twice while it runs', async () => {
    const first = store.getState().place('bern/store', reset);
    expect(await store.getState().place('bern/store', reset)).toBeUndefined();
    answer(done());
    await first;
    expect(sent).toHaveBeenCalledTimes(1);
  });

  test('carries its number and its note', async () => {
    void store.getState().place('bern/store', { action: 'adjust', to: 12, note: 'counted by hand' });
    await vi.waitFor(
      () =>
        expect(sent).toHaveBeenCalledWith(
          '/api/v1/zones/bern/store/adjust',
          expect.stringMatching(/^"[0-9a-f]{32}"$/),
          { occupancy: 12, note: 'counted by hand' },
        ),
      60_000,
    );
  });

  test('that was refused says why', async () => {
    const placed = store.getState().place('bern/store', reset);
    answer(new Response('{}', { status: 403 }));
    expect(await placed).toMatchObject({ status: 'refused', failure: { status: 403 } });
  });

  test('without an answer is neither done nor refused, and is not sent again', async () => {
    const placed = store.getState().place('bern/store', reset);
    answer();
    expect(await placed).toMatchObject({ status: 'unanswered' });
    expect(sent).toHaveBeenCalledTimes(1);
  });

  test('without an answer keeps its name when it is asked for again; a new one has its own', async () => {
    const placed = store.getState().place('bern/store', { ...reset, note: 'morning', ofSiteReset: true });
    answer();
    const lost = await placed;
    void store.getState().place('bern/store', sameAgain(lost!));
    await expect.poll(() => sent).toHaveBeenCalledTimes(2);
    expect(sent.mock.calls[1]).toEqual(sent.mock.calls[0]);
    expect(command()).toMatchObject({ key: lost!.key, ofSiteReset: true });
    void store.getState().place('bern/store', { action: 'adjust', to: 3 });
    expect(command()?.key).not.toBe(lost!.key);
  });

  test('whose answer was lost is settled by what the socket reports, before or after', async () => {
    const placed = store.getState().place('bern/store', reset);
    store.getState().applyProgress({ ...progress, waiting: [], result });
    answer();
    expect(await placed).toMatchObject({ status: 'settled', result });
  });

  test("is not mixed up with somebody else's", () => {
    void store.getState().place('bern/store', reset);
    store.getState().applyProgress({ ...progress, adjustId: 'other', to: 5 });
    expect(command()?.sources).toEqual([]);
    store.getState().applyProgress(progress);
    store.getState().applyProgress({ ...progress, adjustId: 'other', waiting: [] });
    expect(command()?.waiting).toHaveLength(1);
  });

  test('that a later one replaced says nothing any more', async () => {
    const first = store.getState().place('bern/store', reset);
    void store.getState().place('bern/store', { action: 'adjust', to: 3 });
    answer(done());
    expect(await first).toBeUndefined();
  });

  test('can be dismissed when it is over, not before', async () => {
    const placed = store.getState().place('bern/store', reset);
    store.getState().dismiss(['bern/store']);
    expect(command()).toBeDefined();
    answer(done());
    await placed;
    store.getState().dismiss(['bern/other']);
    expect(command()).toBeDefined();
    store.getState().dismiss(['bern/store']);
    expect(command()).toBeUndefined();
  });
});
