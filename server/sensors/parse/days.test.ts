import { describe, expect, it } from 'vitest';
import { dayAfter, daysBetween, periodOfDays } from './days.ts';

describe('days of a calendar', () => {
  it('begin and end at midnight of their zone', () => {
    expect(periodOfDays('2026-03-28', '2026-03-29', 'Europe/Zurich')).toEqual({
      fromMs: Date.parse('2026-03-27T23:00:00Z'),
      toMs: Date.parse('2026-03-29T22:00:00Z'),
    });
    expect(periodOfDays('soon', '2026-03-29', 'UTC').fromMs).toBeNaN();
  });

  it('are counted with both ends', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
    expect(daysBetween('2024-02-28', '2024-02-28')).toEqual(['2024-02-28']);
    expect(daysBetween('2024-02-28', '2024-02-27')).toEqual([]);
    expect(daysBetween('soon', 'later')).toEqual([]);
  });

  it('follow each other; what is no day stays what it is', () => {
    expect(['2024-02-28', '2026-12-31', 'soon'].map(dayAfter)).toEqual(['2024-02-29', '2027-01-01', 'soon']);
  });
});
