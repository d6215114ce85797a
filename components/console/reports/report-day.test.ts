import { expect, it } from 'vitest';
import { movedDay, startDay } from './report-day.ts';

it('begins with what has ended last, and moves by whole weeks and months', () => {
  const now = new Date('2028-03-31T22:00:00Z');
  expect([startDay('week', now), startDay('month', now)]).toEqual(['2028-03-24', '2028-02-01']);
  expect(movedDay('month', '2028-01-31', 1)).toBe('2028-02-01');
  expect(movedDay('month', '2028-01-01', -1)).toBe('2027-12-01');
  expect(movedDay('week', '2028-02-26', 1)).toBe('2028-03-04');
});
