import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minuteMs } from '../tally.ts';
import type { BackfillRecord } from './backfill-record.ts';
import { episodesOf, mergeableMs, nextFetches, readyEpisodes } from './plan.ts';

function record(change: Partial<BackfillRecord> = {}): BackfillRecord {
  return {
    site: 'bern',
    zone: 'store',
    sensor: 'door',
    channel: 'main',
    fromMs: 0,
    toMs: 10 * minuteMs,
    reason: 'silence',
    state: 'waiting',
    direction: 'normal',
    isRequired: true,
    live: { in: 0, out: 0 },
    isWhole: true,
    fetchedMs: 0,
    bins: [],
    attempts: 0,
    dueMs: 100,
    ...change,
  };
}

describe('what is fetched next', () => {
  it('is one thing of each device, the oldest, when it is due', () => {
    const old = record();
    const young = record({ fromMs: 50, channel: 'other' });
    const added = record({ fromMs: -50, reason: 'new' });
    const gate = record({ sensor: 'gate' });
    const late = record({ sensor: 'late', dueMs: 101 });
    expect(nextFetches([added, young, old, gate, late], new Set(), 100)).toEqual([old, gate]);
    expect(nextFetches([young, old, gate], new Set(['bern/door']), 100)).toEqual([gate]);
    expect(nextFetches([record({ state: 'settled' })], new Set(), 100)).toEqual([]);
  });
});

describe('what is merged together', () => {
  it('is what overlaps in one zone', () => {
    const a = record();
    const b = record({ sensor: 'gate', fromMs: 9 * minuteMs, toMs: 20 * minuteMs });
    const c = record({ sensor: 'hall', fromMs: 20 * minuteMs, toMs: 30 * minuteMs });
    const other = record({ zone: 'cafe' });
    expect(episodesOf([c, b, a, other])).toEqual([[a, b], [c], [other]]);
  });

  it('waits for the slowest, for the minutes to be on disk, and a day for a source that is still silent', () => {
    const settled = record({ state: 'settled' });
    const gate = record({ sensor: 'gate', state: 'waiting' });
    const readyMs = mergeableMs(settled.toMs);
    const none = () => [];
    expect(readyEpisodes([settled, gate], none, readyMs)).toEqual([]);
    expect(readyEpisodes([settled], none, readyMs - 1)).toEqual([]);
    expect(readyEpisodes([settled], none, readyMs)).toEqual([[settled]]);
    expect(readyEpisodes([settled], () => [settled.toMs - 1], readyMs)).toEqual([]);
    expect(readyEpisodes([settled], () => [settled.toMs], readyMs)).toEqual([[settled]]);
    expect(readyEpisodes([settled], () => [0], settled.toMs + 1440 * minuteMs)).toEqual([[settled]]);
  });

  it('puts every record into one episode, and no two episodes of a zone overlap', () => {
    const anyRecord = fc
      .record({
        zone: fc.constantFrom('a', 'b'),
        fromMs: fc.nat(1000),
        length: fc.integer({ min: 1, max: 200 }),
      })
      .map(({ zone, fromMs, length }) => record({ zone, fromMs, toMs: fromMs + length }));
    fc.assert(
      fc.property(fc.array(anyRecord), (records) => {
        const episodes = episodesOf(records);
        expect(episodes.flat()).toHaveLength(records.length);
        for (const [index, episode] of episodes.entries()) {
          const next = episodes[index + 1];
          if (next?.[0]?.zone !== episode[0]?.zone) continue;
          const endMs = Math.max(...episode.map(({ toMs }) => toMs));
          expect(Math.min(...(next ?? []).map(({ fromMs }) => fromMs))).toBeGreaterThanOrEqual(endMs);
        }
      }),
    );
  });
});
