import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binEdges, rollUp, rowsOf } from './bins.ts';
import { emptyTally, type Tally } from './tally.ts';

const iso = (edges: number[]) => edges.map((edge) => new Date(edge).toISOString());
const edges = (from: string, to: string, resolution: '1m' | '15m' | '1h' | '1d', zone = 'Europe/Zurich') =>
  binEdges(Date.parse(from), Date.parse(to), resolution, zone);

const minute = (at: string, change: Partial<Tally> = {}): Tally => ({
  ...emptyTally(Date.parse(at) / 60_000),
  min: 1,
  max: 3,
  area: 2 * 60_000,
  knownMs: 60_000,
  recordedMs: 60_000,
  came: 1,
  ...change,
});

describe('bins of history', () => {
  it('are the site’s days, 23 and 25 hours long when the clocks change', () => {
    const spring = edges('2026-03-29T10:00:00Z', '2026-03-29T11:00:00Z', '1d');
    expect(iso(spring)).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
    const autumn = edges('2026-10-25T10:00:00Z', '2026-10-25T11:00:00Z', '1d');
    expect(iso(autumn)).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z']);
  });

  it('begin at one o’clock on a day without midnight, and at midnight again after it', () => {
    const days = edges('2026-04-23T12:00:00Z', '2026-04-25T12:00:00Z', '1d', 'Africa/Cairo');
    expect(iso(days)).toEqual([
      '2026-04-22T22:00:00.000Z',
      '2026-04-23T22:00:00.000Z',
      '2026-04-24T21:00:00.000Z',
      '2026-04-25T21:00:00.000Z',
    ]);
  });

  it('are the site’s hours and days where these are not the world’s', () => {
    expect(iso(edges('2026-01-01T10:10:00Z', '2026-01-01T10:20:00Z', '1h', 'Asia/Kolkata'))).toEqual([
      '2026-01-01T09:30:00.000Z',
      '2026-01-01T10:30:00.000Z',
    ]);
    expect(iso(edges('2026-01-01T10:10:00Z', '2026-01-01T10:20:00Z', '1d', 'Asia/Kathmandu'))).toEqual([
      '2025-12-31T18:15:00.000Z',
      '2026-01-01T18:15:00.000Z',
    ]);
  });

  it('cut an hour where the clocks change by half an hour', () => {
    const spring = edges('2026-10-03T14:40:00Z', '2026-10-03T17:00:00Z', '1h', 'Australia/Lord_Howe');
    // 01:00, then 02:30 to which the clocks were set, then 03:00 and 04:00.
    expect(iso(spring)).toEqual([
      '2026-10-03T14:30:00.000Z',
      '2026-10-03T15:30:00.000Z',
      '2026-10-03T16:00:00.000Z',
      '2026-10-03T17:00:00.000Z',
    ]);
  });

  it('cover the span that was asked for, none beyond it, and are the same wherever it begins', () => {
    const zones = [
      'Europe/Zurich',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'America/St_Johns',
      'Africa/Cairo',
    ];
    const start = Date.parse('2026-01-01T00:00:00Z') / 60_000;
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom('15m', '1h', '1d'),
        fc.integer({ min: 0, max: 525_600 }),
        fc.integer({ min: 1, max: 5000 }),
        (zone, resolution, offset, length) => {
          const fromMs = (start + offset) * 60_000;
          const toMs = fromMs + length * 60_000;
          const all = binEdges(fromMs, toMs, resolution, zone);
          expect(all[0]).toBeLessThanOrEqual(fromMs);
          expect(all[1]).toBeGreaterThan(fromMs);
          expect(all.at(-1)).toBeGreaterThanOrEqual(toMs);
          expect(all.at(-2)).toBeLessThan(toMs);
          for (let at = 0; at + 1 < all.length; at += 7) {
            expect(binEdges(all[at]!, all[at]! + 1, resolution, zone)).toEqual([all[at], all[at + 1]]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('sum people and time up, and weigh the mean by known time', () => {
    const quarters = edges('2026-01-01T10:00:00Z', '2026-01-01T10:30:00Z', '15m');
    const rows = rowsOf(
      rollUp(
        [
          minute('2026-01-01T10:00:00Z', { min: 0, redMs: 30_000 }),
          minute('2026-01-01T10:14:00Z', { max: 9, area: 8 * 30_000, knownMs: 30_000 }),
          minute('2026-01-01T10:15:00Z', { came: 7 }),
        ],
        quarters,
      ),
      quarters,
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ min: 0, max: 9, avg: 4, in: 2, redS: 30, recordedS: 120 });
    expect(rows[1]).toMatchObject({ in: 7 });
  });

  it('leave out what was not recorded, and report what was never known', () => {
    const quarters = edges('2026-01-01T10:00:00Z', '2026-01-01T11:00:00Z', '15m');
    const never = minute('2026-01-01T10:31:00Z', { min: null, max: null, area: 0, knownMs: 0 });
    expect(rowsOf(rollUp([never], quarters), quarters)).toMatchObject([
      { from: '2026-01-01T10:30:00.000Z', to: '2026-01-01T10:45:00.000Z', min: null, max: null, avg: null },
    ]);
  });
});
