import { describe, expect, it } from 'vitest';
import { nextReset } from './reset-schedule.ts';

const next = (hour: number, minute: number, after: string) =>
  nextReset({ hour, minute }, 'Europe/Zurich', new Date(after))?.toISOString();

describe('a daily reset', () => {
  it('runs at the site’s own time, in winter and in summer', () => {
    expect(next(5, 0, '2026-01-10T00:00:00Z')).toBe('2026-01-10T04:00:00.000Z');
    expect(next(5, 0, '2026-07-10T00:00:00Z')).toBe('2026-07-10T03:00:00.000Z');
  });

  it('runs once on the night the hour does not exist', () => {
    const first = next(2, 30, '2026-03-28T12:00:00Z');
    expect(first).toBe('2026-03-29T01:00:00.000Z');
    expect(next(2, 30, first ?? '')).toBe('2026-03-30T00:30:00.000Z');
  });

  it('runs once on the night the hour comes twice', () => {
    const first = next(2, 30, '2026-10-24T12:00:00Z');
    expect(first).toBe('2026-10-25T00:30:00.000Z');
    expect(next(2, 30, first ?? '')).toBe('2026-10-26T01:30:00.000Z');
  });
});
