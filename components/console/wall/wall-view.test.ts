import { expect, test } from 'vitest';
import type { WallRow, WallUpdate } from '#lib/contract/wall.ts';
import { expired, updated, withTag } from './wall-view.ts';

const row = (site: string, light: 'green' | 'red' = 'green'): WallRow => ({
  site,
  name: site,
  rank: light === 'red' ? 2 : 4,
  zones: [{ zone: 'store', name: 'Store', light, occupancy: 1, capacity: 10 }],
  faulty: 0,
  gone: 0,
});
const counts = { all: 3, trouble: 0, red: 0, amber: 0, green: 3, closed: 0 };
const update = (sites: string[], rows: WallRow[], more: Partial<WallUpdate> = {}): WallUpdate => ({
  query: 1,
  validForMs: 3000,
  counts,
  total: 3,
  from: 0,
  sites,
  rows,
  ...more,
});

test('an update brings what has changed, the rest stays as it was', () => {
  const first = updated(undefined, update(['a', 'b'], [row('a'), row('b')], { tags: { region: ['west'] } }));
  const next = updated(first, update(['b', 'a'], [row('a', 'red')]));
  expect(next.rows.map(({ site, rank }) => [site, rank])).toEqual([
    ['b', 4],
    ['a', 2],
  ]);
  expect(next.rows[0]).toBe(first.rows[1]);
  expect(next.tags).toEqual({ region: ['west'] });
  expect(updated(next, update(['c'], [row('c')], { from: 2 }))).toMatchObject({ from: 2, rows: [row('c')] });
});

test('without news every light is unknown, every site a problem, and nobody knows how many are free', () => {
  const view = expired(updated(undefined, update(['a'], [row('a')])));
  expect(view.isCurrent).toBe(false);
  expect(updated(view, update(['a'], [])).isCurrent).toBe(true);
  expect(view.rows[0]).toMatchObject({ rank: 0, zones: [{ light: 'unknown', occupancy: 1 }] });
});

test('of each tag one value is chosen', () => {
  expect(withTag([], 'region', 'west')).toEqual(['region:west']);
  expect(withTag(['region:west', 'format:city'], 'region', 'east')).toEqual(['format:city', 'region:east']);
  expect(withTag(['region:west', 'format:city'], 'region', '')).toEqual(['format:city']);
});
