import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { dayStart } from './day-start.ts';

test.each([
  ['Europe/Zurich', '2026-04-02T08:30:12.345Z'],
  ['Europe/Zurich', '2026-03-29T10:00:00Z'],
  ['Europe/Zurich', '2026-10-25T10:00:00Z'],
  ['America/New_York', '2026-03-08T15:00:00Z'],
  ['America/New_York', '2026-11-01T15:00:00Z'],
  ['Asia/Kathmandu', '2026-01-01T00:00:00Z'],
  ['Pacific/Auckland', '2026-04-04T22:00:00Z'],
  ['UTC', '2026-04-02T00:00:00Z'],
])('finds midnight in %s at %s', (timezone, now) => {
  const expected = DateTime.fromISO(now, { zone: timezone }).startOf('day').toMillis();
  expect(dayStart(Date.parse(now), timezone)).toBe(expected);
});
