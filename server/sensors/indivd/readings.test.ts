import { expect, it } from 'vitest';
import { countReadingOf, crossingsIn, isZoneId } from './readings.ts';

it('takes whole numbers as zones', () => {
  expect(['0', '7', '123456789012345'].filter(isZoneId)).toEqual(['0', '7', '123456789012345']);
  expect(['', '01', '-1', '1.5', 'x1', '1x', '1234567890123456', 'main'].filter(isZoneId)).toEqual([]);
});

it('adds up the crossings of an answer', () => {
  const period = { year: 2026, month: 11, day: 30 };
  const rows = [3, 0, 4].map((crossings) => ({ period, crossings }));
  expect(crossingsIn({ by: 'day', rows })).toBe(7);
  expect(crossingsIn({ by: 'day', rows: [] })).toBe(0);
});

it('counts from the beginning of each day', () => {
  expect(countReadingOf('7', '2026-11-30', { in: 5, out: 3 })).toEqual({
    kind: 'count',
    channel: '7',
    in: 5,
    out: 3,
    epoch: '20261130',
  });
});
