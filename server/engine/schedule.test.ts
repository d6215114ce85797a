import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { NumberSchedule, numberAt, type ScheduledNumber } from './schedule.ts';

const zurich = 'Europe/Zurich';
const saturday: ScheduledNumber = {
  on: { kind: 'weekdays', weekdays: [6] },
  intervals: [{ from: 600, to: 1080 }],
  value: 150,
};
const eve: ScheduledNumber = { on: { kind: 'date', date: '2026-12-24' }, value: 80 };
const night: ScheduledNumber = {
  on: { kind: 'weekdays', weekdays: [5] },
  intervals: [{ from: 1080, to: 1560 }],
  value: 200,
};

describe('a number by schedule', () => {
  it.each([
    ['2026-11-28T09:59:59', 120],
    ['2026-11-28T10:00:00', 150],
    ['2026-11-28T17:59:59', 150],
    ['2026-11-28T18:00:00', 120],
    ['2026-12-24T00:00:00', 80],
    ['2026-12-24T23:59:59', 80],
    ['2026-12-25T00:00:00', 120],
    ['2026-11-27T18:00:00', 200],
    ['2026-11-28T01:59:59', 200],
    ['2026-11-28T02:00:00', 120],
  ])('at %s is %i', (local, expected) => {
    const at = DateTime.fromISO(local, { zone: zurich }).toMillis();
    expect(numberAt([saturday, eve, night], 120, at, zurich)).toBe(expected);
  });

  it('is that of the last entry that applies', () => {
    const range: ScheduledNumber = {
      on: { kind: 'range', from: '2026-12-01', to: '2026-12-31' },
      value: 100,
    };
    const at = Date.parse('2026-12-24T12:00:00Z');
    expect(numberAt([range, eve], 120, at, zurich)).toBe(80);
    expect(numberAt([eve, range], 120, at, zurich)).toBe(100);
  });

  it('is the same asked once or many times, on days of clock changes too', () => {
    const moments = fc.array(fc.integer({ min: Date.UTC(2026, 2, 28), max: Date.UTC(2026, 2, 31) }), {
      maxLength: 20,
    });
    const zones = fc.constantFrom(
      'Europe/Zurich',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    );
    fc.assert(
      fc.property(zones, moments, (zone, all) => {
        const entries = [saturday, { ...night, on: { kind: 'weekdays' as const, weekdays: [6, 7] } }];
        const schedule = new NumberSchedule(entries, 120, zone);
        for (const at of all) expect(schedule.at(at)).toBe(numberAt(entries, 120, at, zone));
      }),
    );
  });

  it('is the usual one where there is no schedule', () => {
    expect(new NumberSchedule([], 120, zurich).at(0)).toBe(120);
    expect(numberAt([], 120, 0, zurich)).toBe(120);
  });

  it('is reckoned once a minute, and anew in the next', () => {
    let asked = 0;
    const on = {
      kind: 'date' as const,
      get date() {
        asked += 1;
        return '2026-12-24';
      },
    };
    const schedule = new NumberSchedule([{ on, value: 80 }], 120, zurich);
    const eveMs = DateTime.fromISO('2026-12-24T00:00:00', { zone: zurich }).toMillis();
    expect(schedule.at(eveMs - 1)).toBe(120);
    expect(schedule.at(eveMs)).toBe(80);
    const before = asked;
    expect(schedule.at(eveMs + 59_999)).toBe(80);
    expect(asked).toBe(before);
    schedule.at(eveMs + 60_000);
    expect(asked).toBeGreaterThan(before);
  });

  it('holds for a whole day without hours, and not into the next', () => {
    const yearly: ScheduledNumber = { on: { kind: 'yearly', monthDay: '12-24' }, value: 80 };
    const day = (iso: string) =>
      numberAt([yearly], 120, DateTime.fromISO(iso, { zone: zurich }).toMillis(), zurich);
    expect(day('2027-12-24T12:00:00')).toBe(80);
    expect(day('2027-12-25T00:00:00')).toBe(120);
    expect(day('2027-12-23T23:59:00')).toBe(120);
  });

  it('holds in each of its hours, to the minute', () => {
    const twice: ScheduledNumber = {
      on: { kind: 'weekdays', weekdays: [6] },
      intervals: [
        { from: 615, to: 630 },
        { from: 905, to: 906 },
      ],
      value: 150,
    };
    const at = (time: string) =>
      numberAt([twice], 120, DateTime.fromISO(`2026-11-28T${time}`, { zone: zurich }).toMillis(), zurich);
    expect(['10:14', '10:15', '10:29', '10:30', '15:04', '15:05', '15:06'].map(at)).toEqual([
      120, 150, 150, 120, 120, 150, 120,
    ]);
  });
});
