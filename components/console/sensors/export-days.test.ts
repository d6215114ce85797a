import { expect, test } from 'vitest';
import { dayAt, daysApart, daysBack } from './export-days.ts';

test('a day is the one of the site, not of who looks', () => {
  const moment = Date.parse('2026-03-01T23:30:00Z');
  expect(dayAt(moment, 'UTC')).toBe('2026-03-01');
  expect(dayAt(moment, 'Europe/Zurich')).toBe('2026-03-02');
});

test('days are counted over the change of the clocks and the end of a month', () => {
  expect(daysBack('2026-03-02', 6)).toBe('2026-02-24');
  expect(daysApart('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysApart('2026-03-28', '2026-03-28')).toBe(0);
});
