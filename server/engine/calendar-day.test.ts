import { describe, expect, it } from 'vitest';
import {
  type Closure,
  calendarDay,
  dayAfter,
  type Exceptions,
  nameIn,
  namesIn,
  printHours,
} from './calendar-day.ts';
import type { OpenInterval } from './opening-hours.ts';

const date = '2026-12-24';
const shop: OpenInterval[] = [{ from: 480, to: 1200 }];
const week = [shop, shop, shop, [{ from: 540, to: 1500 }], shop, [], []];

/** A Thursday, whose last hour lies behind midnight. */
const thursday = (exceptions: Exceptions = {}) => calendarDay(date, 4, week, exceptions);
const closed = (today: readonly Closure[], tomorrow: readonly Closure[] = []): Exceptions => ({
  closures: {
    version: 1,
    on: (asked) => (asked === date ? today : asked === '2026-12-25' ? tomorrow : []),
  },
});
const time = (from: number, to: number, name?: string): Closure => ({
  from,
  to,
  isAllDay: false,
  ...(name === undefined ? {} : { name }),
});

describe('the hours of a date', () => {
  it('are those of its day of the week; without a week it is open all day', () => {
    expect(thursday()).toEqual({ date, intervals: [{ from: 540, to: 1500 }], source: 'week' });
    expect(calendarDay(date, 1, week, {})).toEqual({ date, intervals: shop, source: 'week' });
    expect(calendarDay(date, 7, week, {})).toEqual({ date, intervals: [], source: 'week' });
    expect(calendarDay(date, 7, [shop], {})).toEqual({ date, intervals: [], source: 'week' });
    expect(calendarDay(date, 4, undefined, {})).toEqual({
      date,
      intervals: [{ from: 0, to: 1440 }],
      source: 'week',
    });
  });

  it('are those of a holiday, with its name, where it is one', () => {
    const holidays = {
      source: { on: (asked: string) => (asked === date ? 'Eve' : undefined) },
      intervals: shop,
    };
    expect(thursday({ holidays })).toEqual({ date, intervals: shop, source: 'holiday', name: 'Eve' });
    expect(calendarDay('2026-12-23', 3, week, { holidays })).toEqual({
      date: '2026-12-23',
      intervals: shop,
      source: 'week',
    });
  });

  it('are those of a special day before all others', () => {
    const special = { on: { kind: 'date', date } as const, intervals: [] };
    const all = { ...closed([time(0, 600)]), specialDays: [special] };
    expect(thursday(all)).toEqual({ date, intervals: [], source: 'special' });
    expect(thursday({ specialDays: [{ ...special, name: 'Inventory' }] })).toEqual({
      date,
      intervals: [],
      source: 'special',
      name: 'Inventory',
    });
  });

  it('are none where a subscribed calendar closes the day, with the night that begins on it', () => {
    const allDay = { from: 0, to: 1440, isAllDay: true, name: 'Works' };
    expect(thursday(closed([time(600, 660), allDay]))).toEqual({
      date,
      intervals: [],
      source: 'calendar',
      name: 'Works',
    });
    // Tomorrow's whole day leaves tonight alone.
    expect(thursday(closed([], [allDay]))).toEqual(thursday());
  });

  it('lose the times of a subscribed calendar', () => {
    const left = (from: number, to: number) => thursday(closed([time(from, to, 'x')])).intervals;
    expect(left(600, 660)).toEqual([
      { from: 540, to: 600 },
      { from: 660, to: 1500 },
    ]);
    expect(left(0, 600)).toEqual([{ from: 600, to: 1500 }]);
    expect(left(1400, 1500)).toEqual([{ from: 540, to: 1400 }]);
    expect(left(540, 1500)).toEqual([]);
    expect(thursday(closed([time(600, 660, 'x')]))).toMatchObject({ source: 'calendar', name: 'x' });
    expect(thursday(closed([time(600, 660)]))).not.toHaveProperty('name');
  });

  it('stay those of the week where a closed time touches none of them', () => {
    for (const [from, to] of [
      [0, 540],
      [100, 200],
      [1500, 1600],
    ]) {
      expect(thursday(closed([time(from!, to!, 'x')])), `${from}`).toEqual(thursday());
    }
  });

  it('lose what tomorrow closes behind midnight, by the name of the first that took something', () => {
    const cut = thursday(closed([time(0, 100, 'early')], [time(0, 30, 'night'), time(30, 60, 'later')]));
    expect(cut).toEqual({ date, intervals: [{ from: 540, to: 1440 }], source: 'calendar', name: 'night' });
    expect(thursday(closed([], [time(60, 120, 'x')]))).toEqual(thursday());
  });
});

describe('the date after a date', () => {
  it('goes over months, years and leap days', () => {
    expect(['2026-12-24', '2026-12-31', '2028-02-28', '2027-02-28'].map(dayAfter)).toEqual([
      '2026-12-25',
      '2027-01-01',
      '2028-02-29',
      '2027-03-01',
    ]);
  });
});

describe('hours in writing', () => {
  it('are as the configuration file has them', () => {
    expect(printHours([])).toBe('closed');
    expect(
      printHours([
        { from: 485, to: 720 },
        { from: 780, to: 1440 },
      ]),
    ).toBe('08:05-12:00, 13:00-24:00');
    expect(printHours([{ from: 1080, to: 1560 }])).toBe('18:00-02:00');
    expect(printHours([{ from: 0, to: 1441 }])).toBe('00:00-00:01');
  });
});

describe('a name', () => {
  const names = { de: 'Inventur', fr: 'Inventaire', 'fr-CH': 'L’inventaire' };

  it('is said in a language, else in that without its region, else as it was written first', () => {
    expect(nameIn('Inventory', 'de')).toBe('Inventory');
    expect(nameIn(names, 'fr-CH')).toBe('L’inventaire');
    expect(nameIn(names, 'fr')).toBe('Inventaire');
    expect(nameIn(names, 'fr-FR')).toBe('Inventaire');
    expect(nameIn({ fr: 'Inventaire', de: 'Inventur' }, 'it')).toBe('Inventaire');
    expect(nameIn({}, 'it')).toBe('');
  });

  it('is said in each of several languages', () => {
    expect(namesIn(names, ['de', 'it'])).toEqual({ de: 'Inventur', it: 'Inventur' });
    expect(namesIn('x', [])).toEqual({});
  });
});
