import { expect, test } from 'vitest';
import { BulkKeep, type BulkOrder } from './bulk-kept.ts';

const order: BulkOrder = {
  ...{ key: 'k', username: 'anna', startedMs: 1000, action: { kind: 'reset' } },
  sites: [{ site: 'bern', name: 'Bern', zones: ['store'] }],
};
const outcomes = { key: 'k', isRunning: true, outcomes: { bern: { kind: 'running' } } } as const;

function storage(most = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => {
      if (text.length > most) throw new Error('QuotaExceededError');
      kept.set(name, text);
    },
    removeItem: (name: string) => void kept.delete(name),
  };
}

test('what was begun is known to a later page of the same user, for a day', () => {
  const keep = new BulkKeep(storage());
  expect(keep.read('anna', 1000)).toBeUndefined();
  expect(keep.begin(order, outcomes)).toBe(true);
  expect(keep.read('anna', 2000)).toEqual({ order, outcomes });
  const done = { ...outcomes, isRunning: false, outcomes: { bern: { kind: 'done' } } } as const;
  keep.update(done);
  expect(keep.read('anna', 2000)?.outcomes).toEqual(done);
  expect(keep.read('ben', 2000)).toBeUndefined();
  expect(keep.read('anna', 1000 + 24 * 3_600_000)).toBeUndefined();
  keep.forget();
  expect(keep.read('anna', 2000)).toBeUndefined();
});

test('results of another action are none of this one', () => {
  const keep = new BulkKeep(storage());
  keep.begin(order, outcomes);
  keep.update({ ...outcomes, key: 'other' });
  expect(keep.read('anna', 2000)).toBeUndefined();
});

test('a browser that keeps nothing, or something else, is no failure', () => {
  expect(new BulkKeep(storage(10)).begin(order, outcomes)).toBe(false);
  const odd = storage();
  odd.setItem('doorlight-bulk-1', '{');
  expect(new BulkKeep(odd).read('anna', 2000)).toBeUndefined();
});
