import { describe, expect, it } from 'vitest';
import { binEdges, sumUp } from './bins.ts';
import type { MinuteRecord } from './minute-record.ts';

const iso = (edges: number[]) => edges.map((edge) => new Date(edge).toISOString());
const edges = (from: string, to: string, resolution: '1m' | '15m' | '1h' | '1d', zone = 'Europe/Zurich') =>
  binEdges(Date.parse(from), Date.parse(to), resolution, zone);

const minute = (at: string, change: Partial<MinuteRecord> = {}): MinuteRecord => ({
  minute: Date.parse(at) / 60_000,
  min: 1,
  max: 3,
  area: 2 * 60_000,
  knownMs: 60_000,
  amberMs: 0,
  redMs: 0,
  unknownMs: 0,
  closedMs: 0,
  recordedMs: 60_000,
  came: 1,
  went: 0,
  ...change,
});

describe('bins of history', () => {
  it('are the site’s days, 23 and 25 hours long when the clocks change', () => {
    const spring = edges('2026-03-29T10:00:00Z', '2026-03-29T11:00:00Z', '1d');
    expect(iso(spring)).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
    const autumn = edges('2026-10-25T10:00:00Z', '2026-10-25T11:00:00Z', '1d');
    expect(iso(autumn)).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z']);
  });

  it('are the site’s hours where these are not the world’s', () => {
    const [first] = edges('2026-01-01T10:10:00Z', '2026-01-01T10:20:00Z', '1h', 'Asia/Kolkata');
    expect(new Date(first ?? 0).toISOString()).toBe('2026-01-01T09:30:00.000Z');
  });

  it('sum people and time up, and weigh the mean by known time', () => {
    const rows = sumUp(
      [
        minute('2026-01-01T10:00:00Z', { min: 0, redMs: 30_000 }),
        minute('2026-01-01T10:14:00Z', { max: 9, area: 8 * 30_000, knownMs: 30_000 }),
        minute('2026-01-01T10:15:00Z', { came: 7 }),
      ],
      edges('2026-01-01T10:00:00Z', '2026-01-01T10:30:00Z', '15m'),
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ min: 0, max: 9, avg: 4, in: 2, redS: 30, recordedS: 120 });
    expect(rows[1]).toMatchObject({ in: 7 });
  });

  it('leave out what was not recorded, and tell what was never known', () => {
    const rows = sumUp(
      [minute('2026-01-01T10:31:00Z', { min: null, max: null, area: 0, knownMs: 0 })],
      edges('2026-01-01T10:00:00Z', '2026-01-01T11:00:00Z', '15m'),
    );
    expect(rows).toMatchObject([{ from: '2026-01-01T10:30:00.000Z', min: null, max: null, avg: null }]);
  });
});
