import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFreeDay, realDoor } from '#server/test-support/real-door.ts';
import { type DayGroup, type ForecastDay, forecastDay } from './forecast.ts';

const openFrom = 14;
const openTo = 40;
const weekdayOf = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();

/** The real door: people in by half hour; Labor Day is only known where the calendar is asked. */
function realDays(hasCalendar: boolean): ForecastDay[] {
  const values = new Map<string, number[]>();
  for (const half of realDoor()) {
    const date = half.from.slice(0, 10);
    values.set(date, [...(values.get(date) ?? []), half.in]);
  }
  return [...values].map(([date, each]) => {
    const weekday = weekdayOf(date);
    const isFree = weekday === 0 || (hasCalendar && isFreeDay(date) && weekday !== 6);
    return { date, group: isFree ? 'sunday' : weekday === 6 ? 'saturday' : 'workday', values: each };
  });
}

function judge(days: readonly ForecastDay[], isAhead: boolean) {
  let error = 0;
  let lastWeek = 0;
  let inside = 0;
  let count = 0;
  const from = days.findIndex(({ date }) => date >= '2005-08-28');
  for (const [at, day] of days.entries()) {
    if (at < from) continue;
    const past = days.slice(0, at);
    const ahead = forecastDay(past, day);
    for (let part = openFrom; part < openTo; part += isAhead ? 1 : 5) {
      const rows = isAhead ? ahead : forecastDay(past, day, day.values.slice(0, part));
      const { expected, low, high } = rows[part] ?? { expected: 0, low: 0, high: 0 };
      const value = day.values[part] ?? 0;
      error += Math.abs(expected - value);
      lastWeek += Math.abs((days[at - 7]?.values[part] ?? 0) - value);
      if (low <= value && value <= high) inside++;
      count++;
    }
  }
  return { error: error / count, lastWeek: lastWeek / count, inside: inside / count };
}

describe('on the real door, people in by half hour', () => {
  it('is off by less than 2.5 a day ahead, and less with the day so far; ranges hold what they promise', () => {
    const ahead = judge(realDays(true), true);
    expect(ahead.lastWeek).toBeCloseTo(3.65, 1);
    expect(ahead.error).toBeLessThan(2.5);
    expect(ahead.inside).toBeGreaterThan(0.8);
    expect(ahead.inside).toBeLessThan(0.97);
    expect(judge(realDays(true), false).error).toBeLessThan(2.5);
  });

  it('sees a holiday that no calendar names by the day so far', () => {
    expect(judge(realDays(false), false).error).toBeLessThan(2.5);
  });
});

const group = (date: string): DayGroup =>
  weekdayOf(date) === 0 ? 'sunday' : weekdayOf(date) === 6 ? 'saturday' : 'workday';
const dateOf = (day: number) =>
  new Date(Date.parse('2026-01-05') + day * 86_400_000).toISOString().slice(0, 10);

describe('a forecast', () => {
  it('knows only days before, and never expects less than none or leaves its own range', () => {
    const values = fc.array(fc.option(fc.nat(500), { nil: undefined }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(values, { maxLength: 30 }), values, fc.nat(8), (days, today, now) => {
        const past = days.map((each, at) => ({ date: dateOf(at), group: group(dateOf(at)), values: each }));
        const day = { date: dateOf(days.length), group: group(dateOf(days.length)) };
        const soFar = today.slice(0, now);
        const rows = forecastDay(past, day, soFar);
        for (const row of rows) {
          if (row === undefined) continue;
          expect(row.low).toBeGreaterThanOrEqual(0);
          expect(row.low).toBeLessThanOrEqual(row.expected);
          expect(row.expected).toBeLessThanOrEqual(row.high);
        }
        const later = {
          date: dateOf(days.length + 1),
          group: 'workday' as const,
          values: today.map(() => 9999),
        };
        expect(forecastDay([...past, later], day, soFar)).toEqual(rows);
      }),
    );
  });

  it('says nothing where nothing is known', () => {
    expect(forecastDay([], { date: '2026-01-05', group: 'workday' })).toEqual([]);
  });
});
