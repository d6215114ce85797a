import { describe, expect, it } from 'vitest';
import { lastReset } from './reset-schedule.ts';

const last = (hour: number, minute: number, at: string) => {
  const dueMs = lastReset({ hour, minute }, 'Europe/Zurich', Date.parse(at));
  return dueMs === undefined ? undefined : new Date(dueMs).toISOString();
};

describe('a daily reset', () => {
  it('is due at the site’s own time, in winter and in summer', () => {
    expect(last(5, 0, '2026-01-10T12:00:00Z')).toBe('2026-01-10T04:00:00.000Z');
    expect(last(5, 0, '2026-07-10T12:00:00Z')).toBe('2026-07-10T03:00:00.000Z');
  });

  it('is due from its minute on, and the day before until then', () => {
    expect(last(5, 0, '2026-01-10T04:00:00.000Z')).toBe('2026-01-10T04:00:00.000Z');
    expect(last(5, 0, '2026-01-10T04:29:59.000Z')).toBe('2026-01-10T04:00:00.000Z');
    expect(last(5, 0, '2026-01-10T03:59:58.000Z')).toBe('2026-01-09T04:00:00.000Z');
  });

  it('is due once on the night the hour does not exist', () => {
    expect(last(2, 30, '2026-03-30T00:29:58Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(last(2, 30, '2026-03-29T00:59:58Z')).toBe('2026-03-28T01:30:00.000Z');
  });

  it('is due once on the night the hour comes twice', () => {
    expect(last(2, 30, '2026-10-26T01:29:58Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(last(2, 30, '2026-10-25T00:29:58Z')).toBe('2026-10-24T00:30:00.000Z');
  });
});
