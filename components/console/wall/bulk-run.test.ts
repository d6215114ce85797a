import { describe, expect, it } from 'vitest';
import { type BulkResult, createBulkStore, undone } from './bulk-run.ts';

/** Actions that end when the test says so. */
function heldActs() {
  const running = new Map<string, (result: BulkResult) => void>();
  const asked: string[] = [];
  const act = (id: string) => {
    asked.push(id);
    return new Promise<BulkResult>((resolve) => running.set(id, resolve));
  };
  const end = async (id: string, result: BulkResult = { kind: 'done' }) => {
    running.get(id)!(result);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { act, end, asked };
}

describe('one thing done to many', () => {
  it('asks a few at a time, and each once', async () => {
    const store = createBulkStore(2);
    const { act, end, asked } = heldActs();
    const all = store.getState().start(['a', 'b', 'c', 'b'], act);
    expect(asked).toEqual(['a', 'b']);
    await store.getState().start(['x'], act);
    await end('b', { kind: 'partial', faulty: 1 });
    expect(asked).toEqual(['a', 'b', 'c']);
    await end('a');
    await end('c');
    await all;
    expect(asked).toEqual(['a', 'b', 'c']);
    expect(store.getState().isRunning).toBe(false);
    expect(store.getState().outcomes).toEqual({
      a: { kind: 'done' },
      b: { kind: 'partial', faulty: 1 },
      c: { kind: 'done' },
    });
  });

  it('begins none of those that wait once it is stopped, and names them with those that failed', async () => {
    const store = createBulkStore(1);
    const { act, end, asked } = heldActs();
    const all = store.getState().start(['a', 'b', 'c'], act);
    store.getState().stop();
    await end('a', { kind: 'failed', message: 'No answer.' });
    await all;
    expect(asked).toEqual(['a']);
    expect(undone(store.getState())).toEqual(['a', 'b', 'c']);
    store.getState().clear();
    expect(store.getState().ids).toEqual([]);
  });

  it('goes on with nothing by itself after its page was closed, and says what is left', async () => {
    const store = createBulkStore(2);
    const outcomes = { a: { kind: 'done' }, b: { kind: 'running' }, c: { kind: 'waiting' } } as const;
    store.getState().show({ ids: ['a', 'b', 'c'], outcomes }, false);
    expect(store.getState()).toMatchObject({
      isRunning: false,
      outcomes: { a: { kind: 'done' }, b: { kind: 'unclear' }, c: { kind: 'stopped' } },
    });
    expect(undone(store.getState())).toEqual(['b', 'c']);
  });

  it('is followed in another tab, and not begun there meanwhile', async () => {
    const store = createBulkStore(2);
    const { act, asked } = heldActs();
    const outcomes = { a: { kind: 'running' } } as const;
    store.getState().show({ ids: ['a'], outcomes }, true);
    await store.getState().start(['a'], act);
    expect(asked).toEqual([]);
    expect(store.getState()).toMatchObject({ isRunning: true, outcomes });
    // The other tab is silent.
    store.getState().show({ ids: ['a'], outcomes }, false);
    expect(undone(store.getState())).toEqual(['a']);
    // A run of this tab is not disturbed.
    void store.getState().start(['b'], act);
    store.getState().show({ ids: ['a'], outcomes }, true);
    expect(store.getState().ids).toEqual(['b']);
  });
});
