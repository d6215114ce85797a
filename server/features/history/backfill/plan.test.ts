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
    dueMs: 10 * minuteMs,
    ...change,
  };
}

describe('what is fetched next', () => {
  it('is one thing of each device, the oldest, when it is due', () => {
    const nowMs = 10 * minuteMs;
    const old = record();
    const young = record({ fromMs: 50, channel: 'other' });
    const added = record({ fromMs: -50, reason: 'new' });
    const gate = record({ sensor: 'gate' });
    const late = record({ sensor: 'late', dueMs: nowMs + 1 });
    expect([...nextFetches([[added, young, old, gate, late]], new Set(), nowMs)]).toEqual([old, gate]);
    expect([...nextFetches([[young, old, gate]], new Set(['bern/door']), nowMs)]).toEqual([gate]);
    expect([...nextFetches([[record({ state: 'settled' })]], new Set(), nowMs)]).toEqual([]);
  });
});

describe('a clock that was wrong', () => {
  const now = 100 * minuteMs;
  const year = 365 * 1440 * minuteMs;

  it('does not put off a device for a year', () => {
    const late = record({ dueMs: now + year });
    expect([...nextFetches([[late]], new Set(), now)]).toEqual([late]);
    expect([...nextFetches([[record({ dueMs: now + 720 * minuteMs })]], new Set(), now)]).toEqual([]);
  });

  it('does not hold up what was missed since it is right', () => {
    const ahead = record({ toMs: now + year, dueMs: 0 });
    const settled = record({ state: 'settled', fromMs: minuteMs, sensor: 'gate' });
    expect([...nextFetches([[ahead]], new Set(), now)]).toEqual([]);
    expect(readyEpisodes([[ahead, settled]], () => [], now)).toEqual([[settled]]);
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
    expect(readyEpisodes([[settled, gate]], none, readyMs)).toEqual([]);
    expect(readyEpisodes([[settled]], none, readyMs - 1)).toEqual([]);
    expect(readyEpisodes([[settled]], none, readyMs)).toEqual([[settled]]);
    expect(readyEpisodes([[settled]], () => [settled.toMs - 1], readyMs)).toEqual([]);
    expect(readyEpisodes([[settled]], () => [settled.toMs], readyMs)).toEqual([[settled]]);
    expect(readyEpisodes([[settled]], () => [0], settled.toMs + 1440 * minuteMs)).toEqual([[settled]]);
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
