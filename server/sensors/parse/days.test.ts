import { describe, expect, it } from 'vitest';
import { dayAfter, daysBetween, periodOfDays } from './days.ts';

const hourMs = 3_600_000;

describe('days of a calendar', () => {
  it('begin and end at midnight of their zone, on days of 23 and 25 hours too', () => {
    expect(periodOfDays('2026-03-29', '2026-03-29', 'Europe/Zurich')).toEqual({
      fromMs: Date.UTC(2026, 2, 28, 23),
      toMs: Date.UTC(2026, 2, 29, 22),
    });
    expect(periodOfDays('2026-10-24', '2026-10-25', 'Europe/Zurich')).toEqual({
      fromMs: Date.UTC(2026, 9, 23, 22),
      toMs: Date.UTC(2026, 9, 25, 23),
    });
    const { fromMs, toMs } = periodOfDays('2026-01-15', '2026-01-15', 'Asia/Kathmandu');
    expect([fromMs, toMs - fromMs]).toEqual([Date.UTC(2026, 0, 14, 18, 15), 24 * hourMs]);
    expect(periodOfDays('2026-02-30', 'x', 'UTC')).toEqual({ fromMs: Number.NaN, toMs: Number.NaN });
  });

  it('are each day between two, both included', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
    expect(daysBetween('2026-03-28', '2026-03-30')).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
    expect(daysBetween('2026-05-01', '2026-05-01')).toEqual(['2026-05-01']);
    expect(daysBetween('2026-05-02', '2026-05-01')).toEqual([]);
    expect(daysBetween('2026-05-02', 'x')).toEqual([]);
  });

  it('follow each other', () => {
    expect(dayAfter('2024-02-28')).toBe('2024-02-29');
    expect(dayAfter('2026-12-31')).toBe('2027-01-01');
    expect(dayAfter('2026-02-30')).toBe('2026-02-30');
  });
});
