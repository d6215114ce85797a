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
});
