import { describe, expect, it } from 'vitest';
import { appliesOn, type DayRule, mostSpecific } from './day-rule.ts';

const date: DayRule = { kind: 'date', date: '2026-12-24' };
const yearly: DayRule = { kind: 'yearly', monthDay: '12-24' };
const range: DayRule = { kind: 'range', from: '2026-12-20', to: '2026-12-26' };
const weekdays: DayRule = { kind: 'weekdays', weekdays: [4, 5] };

describe('a rule for days', () => {
  it.each([
    ['one date', date, ['2026-12-24'], ['2026-12-23', '2026-12-25', '2027-12-24']],
    ['a date of every year', yearly, ['2026-12-24', '2031-12-24'], ['2026-12-25', '2026-11-24']],
    [
      'a range, both ends with it',
      range,
      ['2026-12-20', '2026-12-23', '2026-12-26'],
      ['2026-12-19', '2026-12-27'],
    ],
  ])('for %s applies on its days', (_name, rule, days, others) => {
    for (const day of days) expect(appliesOn(rule, day, 1), day).toBe(true);
    for (const day of others) expect(appliesOn(rule, day, 1), day).toBe(false);
  });

  it('for days of the week applies on these', () => {
    expect([3, 4, 5, 6].map((weekday) => appliesOn(weekdays, '2026-12-24', weekday))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('that says most about a day comes first, and of two alike the later', () => {
    const entries = [date, yearly, range, weekdays].map((on, value) => ({ on, value }));
    const order = (all: typeof entries) => mostSpecific(all, '2026-12-24', 4)?.value;
    expect(order(entries)).toBe(0);
    expect(order(entries.toReversed())).toBe(0);
    expect(order(entries.slice(1))).toBe(1);
    expect(order(entries.slice(1).toReversed())).toBe(1);
    expect(order(entries.slice(2))).toBe(2);
    expect(order(entries.slice(2).toReversed())).toBe(2);
    expect(order(entries.slice(3))).toBe(3);
    expect(order([...entries, { on: date, value: 9 }])).toBe(9);
    expect(mostSpecific(entries, '2026-12-23', 3)?.value).toBe(2);
    expect(mostSpecific(entries, '2026-01-01', 1)).toBeUndefined();
  });
});
