import { describe, expect, it } from 'vitest';
import type { Backfill } from '#lib/contract/backfill.ts';
import { backfillKey, shareFetched } from './backfills.ts';

function backfill(from: string, to: string, rest: Partial<Backfill>): Backfill {
  return {
    ...{ site: 'bern', zone: 'store', sensor: 'door', channel: 'main', reason: 'request' },
    ...{ from: `2026-10-${from}T00:00:00.000Z`, to: `2026-10-${to}T00:00:00.000Z` },
    ...{ state: 'waiting', progress: 0, minutes: 0, in: 0, out: 0 },
    ...rest,
  };
}

describe('the share that is fetched', () => {
  it('is none where nothing is under way', () => {
    expect(shareFetched([], new Set())).toBeUndefined();
    expect(shareFetched([backfill('01', '02', { state: 'done', progress: 1 })], new Set())).toBeUndefined();
  });

  it('goes by how long the stretches are', () => {
    const all = [
      backfill('01', '04', { state: 'fetching', progress: 1 }),
      backfill('04', '05', { state: 'waiting', progress: 0 }),
    ];
    expect(shareFetched(all, new Set())).toBe(0.75);
  });

  it('does not go back when a stretch of the order is at its end, and leaves out those of before', () => {
    const done = backfill('01', '02', { state: 'done', progress: 1 });
    const old = backfill('05', '20', { state: 'done', progress: 1 });
    const rest = backfill('02', '03', { state: 'waiting', progress: 0 });
    expect(shareFetched([done, old, rest], new Set([done, rest].map(backfillKey)))).toBe(0.5);
  });
});
