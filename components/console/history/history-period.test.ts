import { describe, expect, test } from 'vitest';
import { addDays, startOfDate, wallTime, weekdayOf } from './history-clock.ts';
import { comparedPeriod, edgesOf, periodAround, placeOf, spanOf, stepPeriod } from './history-period.ts';

const zurich = 'Europe/Zurich';

describe('a date', () => {
  test.each([
    ['2026-11-03', zurich, '2026-11-02T23:00:00.000Z'],
    ['2026-07-03', zurich, '2026-07-02T22:00:00.000Z'],
    ['2026-07-03', 'Pacific/Kiritimati', '2026-07-02T10:00:00.000Z'],
    ['2026-07-03', 'Pacific/Pago_Pago', '2026-07-03T11:00:00.000Z'],
    // Clocks go forward at midnight: the day begins at one o'clock.
    ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00.000Z'],
  ])('%s begins at %s at %s', (date, timezone, at) => {
    expect(new Date(startOfDate(date, timezone)).toISOString()).toBe(at);
  });

  test('has a weekday, and neighbours', () => {
    expect(weekdayOf('2026-11-02')).toBe(0);
    expect(weekdayOf('2026-11-08')).toBe(6);
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  test('is what the clock of the site shows', () => {
    expect(wallTime(Date.parse('2026-11-02T23:30:00Z'), zurich)).toEqual({
      date: '2026-11-03',
      hour: 0,
      minute: 30,
    });
  });
});

describe('a period', () => {
  test('is the day, week, month or year in which a date lies', () => {
    expect(periodAround('day', '2026-11-05')).toMatchObject({ first: '2026-11-05', end: '2026-11-06' });
    expect(periodAround('week', '2026-11-01')).toMatchObject({ first: '2026-10-26', end: '2026-11-02' });
    expect(periodAround('month', '2024-02-29')).toMatchObject({ first: '2024-02-01', end: '2024-03-01' });
    expect(periodAround('year', '2026-11-05')).toMatchObject({ first: '2026-01-01', end: '2027-01-01' });
  });

  test('leads to the one before and the next', () => {
    expect(stepPeriod(periodAround('month', '2026-01-31'), 1).first).toBe('2026-02-01');
    expect(stepPeriod(periodAround('year', '2026-01-31'), -1).first).toBe('2025-01-01');
    expect(stepPeriod(periodAround('week', '2026-11-05'), -1).first).toBe('2026-10-26');
  });

  test('is compared with the same weekdays, or the same month', () => {
    expect(comparedPeriod(periodAround('day', '2026-11-05'), 'week').first).toBe('2026-10-29');
    expect(comparedPeriod(periodAround('day', '2026-11-05'), 'before').first).toBe('2026-11-04');
    expect(weekdayOf(comparedPeriod(periodAround('day', '2026-11-05'), 'year').first)).toBe(3);
    expect(comparedPeriod(periodAround('week', '2026-11-05'), 'year').first).toBe('2025-11-03');
    expect(comparedPeriod(periodAround('month', '2026-02-05'), 'year').first).toBe('2025-02-01');
  });

  test('has 23 or 25 hours where the clocks change', () => {
    const hours = (date: string) => {
      const { fromMs, toMs } = spanOf(periodAround('day', date), zurich);
      return (toMs - fromMs) / 3_600_000;
    };
    expect(hours('2026-03-29')).toBe(23);
    expect(hours('2026-10-25')).toBe(25);
    expect(edgesOf(periodAround('day', '2026-10-25'), zurich)).toHaveLength(101);
    expect(edgesOf(periodAround('week', '2026-03-29'), zurich)).toHaveLength(7 * 24);
    expect(edgesOf(periodAround('year', '2026-03-29'), zurich)).toHaveLength(366);
  });

  test('gives each bin its place', () => {
    const at = Date.parse('2026-11-03T13:15:00Z');
    expect(placeOf('day', at, zurich)).toBe('14:15');
    expect(placeOf('week', at, zurich)).toBe('1 14:15');
    expect(placeOf('month', at, zurich)).toBe('03');
    expect(placeOf('year', at, zurich)).toBe('11-03');
  });
});
