import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { parseHours } from '../platform/config/parse-hours.ts';
import type { Closure, SpecialDay } from './calendar-day.ts';
import { isoDate } from './opening-hours.ts';
import { SiteCalendar, type SiteCalendarOptions } from './site-calendar.ts';

const hours = (written: Record<string, unknown>) => {
  const parsed = parseHours(written);
  if (!parsed.ok) throw new Error('wrong hours');
  return parsed.hours;
};
const zurich = (written: Record<string, unknown>) => new SiteCalendar('Europe/Zurich', hours(written));
const at = (iso: string) => Date.parse(iso);
const opens = (calendar: SiteCalendar, iso: string) => calendar.closingAt(at(iso)).opens;

describe('the next opening', () => {
  const week = zurich({ 'mon-fri': '08:00-20:00', sat: '09:00-18:00', sun: 'closed' });

  it('is known by the clock alone where it is today', () => {
    expect(opens(week, '2026-11-23T05:00:00Z')).toEqual({ at: '2026-11-23T07:00:00.000Z', time: '08:00' });
  });

  it('has its weekday where it is not today', () => {
    expect(opens(week, '2026-11-21T18:00:00Z')).toMatchObject({ time: '08:00', weekday: 1 });
  });

  it('loses its weekday at midnight', () => {
    expect(opens(week, '2026-11-23T22:59:00Z')).toMatchObject({ weekday: 2 });
    const next = opens(week, '2026-11-23T23:01:00Z');
    expect(next).toMatchObject({ time: '08:00' });
    expect(next).not.toHaveProperty('weekday');
  });

  it('is the local time after the clocks have changed', () => {
    expect(opens(week, '2026-10-24T20:00:00Z')).toEqual({
      at: '2026-10-26T07:00:00.000Z',
      time: '08:00',
      weekday: 1,
    });
  });

  it('has its date where it is a week away or more', () => {
    const mondays = zurich({ mon: '08:00-10:00' });
    expect(opens(mondays, '2026-11-23T12:00:00Z')).toMatchObject({ weekday: 1, date: '2026-11-30' });
    const later = opens(mondays, '2026-11-24T12:00:00Z');
    expect(later).toMatchObject({ weekday: 1 });
    expect(later).not.toHaveProperty('date');
  });

  it('is not reported while the site is open, or where it never opens', () => {
    expect(opens(week, '2026-11-23T10:00:00Z')).toBeUndefined();
    expect(new SiteCalendar('Europe/Zurich', undefined).closingAt(0)).toEqual({});
    expect(opens(zurich({ 'mon-sun': 'closed' }), '2026-11-23T10:00:00Z')).toBeUndefined();
  });
});

const week = { 'mon-sat': '08:00-20:00' };
const day = (date: string, open: SpecialDay['intervals'], name?: SpecialDay['name']): SpecialDay => ({
  on: { kind: 'date', date },
  intervals: open,
  ...(name !== undefined && { name }),
});
const summer: SpecialDay = {
  on: { kind: 'range', from: '2026-07-27', to: '2026-08-09' },
  intervals: [],
  name: { de: 'Betriebsferien', en: 'Summer break' },
};
const national: SpecialDay = {
  on: { kind: 'yearly', monthDay: '08-01' },
  intervals: [],
  name: 'Bundesfeier',
};
const closures = (days: Record<string, readonly Closure[]>) => ({
  version: 1,
  on: (date: string) => days[date] ?? [],
});
const allDay = (name: string): Closure => ({ from: 0, to: 1440, isAllDay: true, name });
const made = (options: SiteCalendarOptions) =>
  new SiteCalendar('Europe/Zurich', hours(week), { languages: ['de', 'fr', 'en'], ...options });

describe('a day', () => {
  const newYear = { version: 1, on: (date: string) => (date.endsWith('-01-01') ? 'Neujahr' : undefined) };
  const holidays = { source: newYear, intervals: [] };

  it('goes by its special day, then the subscribed calendar, then the holiday, then the week', () => {
    const feed = closures({ '2027-01-01': [allDay('Inventory')], '2027-01-02': [allDay('Inventory')] });
    const open = day('2027-01-01', [{ from: 600, to: 720 }], 'Open house');
    expect(made({}).day('2027-01-01')).toMatchObject({
      source: 'week',
      intervals: [{ from: 480, to: 1200 }],
    });
    expect(made({ holidays }).day('2027-01-01')).toMatchObject({
      source: 'holiday',
      intervals: [],
      name: 'Neujahr',
    });
    const both = made({ holidays, closures: feed });
    expect(both.day('2027-01-01')).toMatchObject({ source: 'calendar', intervals: [], name: 'Inventory' });
    const all = made({ holidays, closures: feed, specialDays: [open] });
    expect(all.day('2027-01-01')).toMatchObject({ source: 'special', intervals: [{ from: 600, to: 720 }] });
    expect(all.day('2027-01-02')).toMatchObject({ source: 'calendar' });
    expect(all.day('2027-01-04')).toMatchObject({ source: 'week' });
  });

  it('that is named alone goes before one of every year, and that before a range', () => {
    const days = [day('2027-08-01', [{ from: 480, to: 720 }]), national, summer];
    expect(made({ specialDays: [national, summer] }).day('2026-08-01').name).toBe('Bundesfeier');
    expect(made({ specialDays: [summer, national] }).day('2026-08-01').name).toBe('Bundesfeier');
    expect(made({ specialDays: days }).day('2027-08-01').intervals).toHaveLength(1);
    expect(made({ specialDays: days }).day('2026-08-02').name).toEqual(summer.name);
  });

  it('of every year on 29 February is there in leap years', () => {
    const leap: SpecialDay = { on: { kind: 'yearly', monthDay: '02-29' }, intervals: [] };
    expect(made({ specialDays: [leap] }).day('2028-02-29').source).toBe('special');
    expect(made({ specialDays: [leap] }).day('2027-03-01').source).toBe('week');
  });

  it('loses the hours in which a subscribed calendar closes it, those after midnight too', () => {
    const part = (from: number, to: number): Closure => ({ from, to, isAllDay: false });
    const feed = closures({ '2026-12-04': [part(720, 840)], '2026-12-05': [part(0, 60)] });
    expect(made({ closures: feed }).day('2026-12-04')).toMatchObject({
      source: 'calendar',
      intervals: [
        { from: 480, to: 720 },
        { from: 840, to: 1200 },
      ],
    });
    const night = new SiteCalendar('Europe/Zurich', hours({ fri: '18:00-02:00' }), { closures: feed });
    expect(night.day('2026-12-04').intervals).toEqual([
      { from: 1080, to: 1440 },
      { from: 1500, to: 1560 },
    ]);
    // A closure during closed hours changes nothing.
    expect(made({ closures: feed }).day('2026-12-05').source).toBe('week');
  });

  it('has a night that passes midnight, also where the next day is closed', () => {
    const party = made({
      specialDays: [day('2026-12-31', [{ from: 1080, to: 1620 }]), day('2027-01-01', [])],
    });
    expect(party.isOpenAt(at('2027-01-01T01:59:00Z'))).toBe(true);
    expect(party.openDayAt(at('2027-01-01T01:59:00Z'))?.date).toBe('2026-12-31');
    expect(party.isOpenAt(at('2027-01-01T02:00:00Z'))).toBe(false);
    expect(party.openDayAt(at('2027-01-01T12:00:00Z'))).toBeUndefined();
  });

  it('follows a subscribed calendar that says something else', () => {
    let days: Record<string, readonly Closure[]> = {};
    let version = 1;
    const feed = {
      get version() {
        return version;
      },
      on: (date: string) => days[date] ?? [],
    };
    const calendar = made({ closures: feed });
    const noon = at('2026-12-04T11:00:00Z');
    expect(calendar.isOpenAt(noon)).toBe(true);
    days = { '2026-12-04': [allDay('Inventory')] };
    version = 2;
    expect(calendar.isOpenAt(noon)).toBe(false);
    expect(calendar.closingAt(noon).because?.de).toBe('Inventory');
  });
});

describe('a closed door says why', () => {
  const calendar = made({
    specialDays: [
      day('2026-12-24', [{ from: 480, to: 840 }], 'Heiligabend'),
      day('2026-12-25', [], { de: 'Weihnachten', fr: 'Noël' }),
      day('2026-12-26', [], 'Stephanstag'),
      summer,
      national,
    ],
  });
  const because = (iso: string) => calendar.closingAt(at(iso)).because;

  it('in every language of the site, over any number of closed days', () => {
    expect(because('2026-07-28T10:00:00Z')).toEqual({
      de: 'Betriebsferien',
      fr: 'Betriebsferien',
      en: 'Summer break',
    });
    expect(opens(calendar, '2026-07-26T10:00:00Z')).toMatchObject({ date: '2026-08-10', time: '08:00' });
  });

  it('where the week would be open now, and on the eve of closed days', () => {
    expect(because('2026-12-24T15:00:00Z')).toMatchObject({ de: 'Heiligabend' });
    expect(because('2026-12-24T21:00:00Z')).toMatchObject({ de: 'Weihnachten', fr: 'Noël' });
    expect(because('2026-12-26T21:00:00Z')).toMatchObject({ de: 'Stephanstag' });
  });

  it('but not where it is closed as every week', () => {
    expect(because('2026-12-24T05:00:00Z')).toBeUndefined();
    expect(because('2026-11-22T12:00:00Z')).toBeUndefined();
  });
});

describe('the names of closed days', () => {
  it('is that of today where today is closed, also before the week would open', () => {
    const calendar = made({ specialDays: [day('2026-12-24', [], 'Heiligabend')] });
    expect(calendar.closingAt(at('2026-12-24T05:00:00Z')).because).toMatchObject({ de: 'Heiligabend' });
  });

  it('is not that of a day on which it is open later or tomorrow', () => {
    const open = [{ from: 600, to: 720 }];
    const calendar = made({
      specialDays: [day('2026-12-23', open, 'Short day'), day('2026-12-24', open, 'Heiligabend')],
    });
    expect(calendar.closingAt(at('2026-12-23T05:00:00Z')).because).toBeUndefined();
    expect(calendar.closingAt(at('2026-12-22T21:00:00Z')).because).toBeUndefined();
  });

  it('is looked for over a week where it never opens again', () => {
    const never = (last: number) =>
      new SiteCalendar('Europe/Zurich', hours({ 'mon-sun': 'closed' }), {
        languages: ['de'],
        specialDays: [day(`2026-12-0${last}`, [], 'Umbau')],
      }).closingAt(at('2026-12-01T10:00:00Z'));
    expect(never(8)).toEqual({ because: { de: 'Umbau' } });
    expect(never(9)).toEqual({});
  });

  it('stands alone where nothing is said about the week', () => {
    const calendar = new SiteCalendar('Europe/Zurich', undefined, {
      specialDays: [day('2026-12-24', [{ from: 480, to: 840 }], 'Heiligabend')],
    });
    expect(calendar.isAlwaysOpen).toBe(false);
    expect(calendar.closingAt(at('2026-12-24T15:00:00Z'))).toEqual({
      because: {},
      opens: { at: '2026-12-24T23:00:00.000Z', time: '00:00', weekday: 5 },
    });
  });
});

describe('a calendar that is asked often', () => {
  const counting = () => {
    const counts = { closures: 0, holidays: 0 };
    const feed = { version: 1 };
    const calendar = made({
      closures: {
        get version() {
          return feed.version;
        },
        on: (date) => {
          counts.closures += 1;
          return date === '2026-12-04' ? [allDay('Inventory')] : [];
        },
      },
      holidays: {
        source: {
          on: (date) => {
            counts.holidays += 1;
            return date === '2026-12-08' ? 'Mariä Empfängnis' : undefined;
          },
        },
        intervals: [],
      },
    });
    return { counts, feed, calendar };
  };

  it('reads its sources once for a day, and again when the subscribed calendar is another', () => {
    const { counts, feed, calendar } = counting();
    const noon = at('2026-12-01T11:00:00Z');
    expect(calendar.isOpenAt(noon)).toBe(true);
    const once = counts.closures;
    for (let second = 0; second < 60; second += 1) calendar.isOpenAt(noon + second * 1000);
    expect(calendar.wasOpenAt(noon + 5000)).toBe(true);
    expect(counts.closures).toBe(once);
    feed.version = 2;
    expect(calendar.isOpenAt(noon)).toBe(true);
    expect(counts.closures).toBeGreaterThan(once);
  });

  it('keeps the answer of now while it is asked about the past', () => {
    const { counts, calendar } = counting();
    const noon = at('2026-12-01T11:00:00Z');
    calendar.isOpenAt(noon);
    expect(calendar.wasOpenAt(at('2026-11-30T23:30:00Z'))).toBe(false);
    const before = counts.closures;
    calendar.isOpenAt(noon + 60_000);
    expect(counts.closures).toBe(before);
  });

  it('forgets days when there are too many, and still knows them', () => {
    const { counts, calendar } = counting();
    const start = DateTime.fromISO('2026-12-04', { zone: 'utc' });
    for (let ahead = 0; ahead < 2000; ahead += 1) calendar.day(isoDate(start.plus({ days: ahead })));
    const full = counts.closures;
    expect(calendar.day('2026-12-04').source).toBe('calendar');
    expect(counts.closures).toBe(full);
    calendar.day('2040-01-01');
    expect(calendar.day('2026-12-04').source).toBe('calendar');
    expect(counts.closures).toBeGreaterThan(full + 2);
  });

  it('says the same of a closed door within a minute, and looks again in the next', () => {
    const { calendar } = counting();
    const evening = at('2026-12-01T21:00:10Z');
    const first = calendar.closingAt(evening);
    expect(calendar.closingAt(evening + 49_999)).toBe(first);
    expect(calendar.closingAt(evening + 50_000)).not.toBe(first);
    expect(calendar.closingAt(evening + 50_000)).toEqual(first);
  });

  it('knows the local date, back and forth over midnight', () => {
    const calendar = made({});
    expect(calendar.dayAt(at('2026-12-01T22:59:59.999Z'))).toBe('2026-12-01');
    expect(calendar.dayAt(at('2026-12-01T23:00:00Z'))).toBe('2026-12-02');
    expect(calendar.dayAt(at('2026-12-01T22:59:59.999Z'))).toBe('2026-12-01');
    expect(calendar.dayAt(at('2026-11-30T23:00:00Z'))).toBe('2026-12-01');
    expect(calendar.dayAt(at('2026-11-30T22:59:59.999Z'))).toBe('2026-11-30');
  });

  it('distinguishes working days from weekends and holidays, and reads each once', () => {
    const { counts, calendar } = counting();
    const kinds = ['2026-12-04', '2026-12-05', '2026-12-06', '2026-12-07', '2026-12-08'];
    const expected = ['workday', 'weekend', 'weekend', 'workday', 'weekend'];
    expect(kinds.map((date) => calendar.kindOf(date))).toEqual(expected);
    const once = counts.holidays;
    expect(kinds.map((date) => calendar.kindOf(date))).toEqual(expected);
    expect(counts.holidays).toBe(once);
    const start = DateTime.fromISO('2026-12-09', { zone: 'utc' });
    for (let ahead = 0; ahead < 1995; ahead += 1) calendar.kindOf(isoDate(start.plus({ days: ahead })));
    const full = counts.holidays;
    calendar.kindOf('2026-12-08');
    expect(counts.holidays).toBe(full);
    calendar.kindOf('2040-01-02');
    expect(calendar.kindOf('2026-12-08')).toBe('weekend');
    expect(counts.holidays).toBe(full + 2);
    expect(made({}).kindOf('2026-12-08')).toBe('workday');
  });

  it('has no change ahead and is never closed where nothing is said', () => {
    const always = new SiteCalendar('Europe/Zurich', undefined);
    expect(always.isAlwaysOpen).toBe(true);
    expect(always.isOpenAt(0)).toBe(true);
    expect(always.wasOpenAt(0)).toBe(true);
    expect(always.nextChangeAfter(0)).toBe(Number.POSITIVE_INFINITY);
    expect(always.openDayAt(at('2026-12-01T12:00:00Z'))?.date).toBe('2026-12-01');
    for (const options of [
      { specialDays: [day('2026-12-24', [])] },
      { closures: closures({}) },
      { holidays: { source: { on: () => undefined }, intervals: [] } },
    ]) {
      expect(new SiteCalendar('Europe/Zurich', undefined, options).isAlwaysOpen).toBe(false);
    }
  });

  it('finds an opening that is more than two weeks away only where the weeks differ', () => {
    const closed = hours({ 'mon-sun': 'closed' });
    const specialDays = [day('2028-11-30', [{ from: 480, to: 840 }])];
    const calendar = new SiteCalendar('Europe/Zurich', closed, { specialDays });
    expect(calendar.nextChangeAfter(at('2026-12-01T12:00:00Z'))).toBe(at('2028-11-30T07:00:00Z'));
    const later = new SiteCalendar('Europe/Zurich', closed, {
      specialDays: [day('2028-12-05', [{ from: 480, to: 840 }])],
    });
    expect(later.nextChangeAfter(at('2026-12-01T12:00:00Z'))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('any calendar', () => {
  const interval = fc
    .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
    .map(([from, length]) => ({ from, to: from + length }));
  const date = fc
    .date({
      min: new Date('2026-01-01T00:00:00Z'),
      max: new Date('2028-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((each) => each.toISOString().slice(0, 10));
  const special = fc.record({
    on: fc.oneof(
      date.map((each) => ({ kind: 'date' as const, date: each })),
      date.map((each) => ({ kind: 'yearly' as const, monthDay: each.slice(5) })),
      fc
        .tuple(date, date)
        .map((dates) => dates.toSorted())
        .map(([from = '', to = '']) => ({ kind: 'range' as const, from, to })),
    ),
    intervals: fc.array(interval, { maxLength: 1 }),
  });
  const timezone = fc.constantFrom(
    ...['Europe/Zurich', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'],
  );
  const weekHours = fc.array(fc.array(interval, { maxLength: 1 }), { minLength: 7, maxLength: 7 });
  const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 11, 31) });

  it('keeps its answer until the next change it names, and changes it there', () => {
    fc.assert(
      fc.property(
        timezone,
        weekHours,
        fc.array(special, { maxLength: 4 }),
        moment,
        (zone, open, specialDays, now) => {
          const ask = () => new SiteCalendar(zone, open, { specialDays });
          const change = ask().nextChangeAfter(now);
          const before = ask().isOpenAt(now);
          const until = Number.isFinite(change) ? change : now + 400 * 86_400_000;
          for (const share of [0.01, 0.3, 0.7, 0.999]) {
            expect(ask().isOpenAt(Math.floor(now + (until - now) * share))).toBe(before);
          }
          if (Number.isFinite(change)) expect(ask().isOpenAt(change)).toBe(!before);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('gives the same answers however often and in whatever order it is asked', () => {
    fc.assert(
      fc.property(
        timezone,
        weekHours,
        fc.array(special, { maxLength: 4 }),
        fc.array(moment, { maxLength: 6 }),
        (zone, open, specialDays, moments) => {
          const one = new SiteCalendar(zone, open, { specialDays });
          for (const now of moments) {
            const fresh = new SiteCalendar(zone, open, { specialDays });
            expect(one.isOpenAt(now)).toBe(fresh.isOpenAt(now));
            expect(one.wasOpenAt(now)).toBe(fresh.isOpenAt(now));
            expect(one.closingAt(now)).toEqual(fresh.closingAt(now));
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('is open on a special day exactly in the hours of that day, on days without a clock change', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 1439 }), (each, minute) => {
        const calendar = new SiteCalendar('Asia/Kathmandu', undefined, {
          specialDays: [day(each, [{ from: 480, to: 840 }])],
        });
        const now = DateTime.fromISO(each, { zone: 'Asia/Kathmandu' }).plus({ minutes: minute }).toMillis();
        expect(calendar.isOpenAt(now)).toBe(minute >= 480 && minute < 840);
      }),
    );
  });
});
