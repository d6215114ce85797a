import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf, dueAt, lastPeriod, periodBefore, periodOf } from './report-period.ts';

const zurich = 'Europe/Zurich';
const hoursOf = ({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }) =>
  (toMs - fromMs) / 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();

describe('the days of a report', () => {
  it.each([
    // The clock goes forward on 29 March 2026 and back on 25 October.
    ['week', '2026-03-27', '2026-03-23', '2026-03-29', 167],
    ['week', '2026-10-25', '2026-10-19', '2026-10-25', 169],
    ['week', '2027-01-01', '2026-12-28', '2027-01-03', 168],
    ['month', '2028-02-29', '2028-02-01', '2028-02-29', 29 * 24],
    ['month', '2027-02-10', '2027-02-01', '2027-02-28', 28 * 24],
    ['month', '2026-10-01', '2026-10-01', '2026-10-31', 31 * 24 + 1],
  ] as const)('%s of %s: %s to %s, %d hours', (kind, date, from, to, hours) => {
    const period = periodOf(kind, date, zurich);
    expect([period.from, period.to, hoursOf(period)]).toEqual([from, to, hours]);
  });

  it('follow each other without a gap, in every timezone, and are made of whole days', () => {
    const zones = [zurich, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Santiago'];
    fc.assert(
      fc.property(
        fc.constantFrom('week', 'month'),
        fc.constantFrom(...zones),
        fc.date({ min: new Date('2020-01-02'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (kind, zone, date) => {
          const period = periodOf(kind, iso(date.getTime()).slice(0, 10), zone);
          const before = periodBefore(period, zone);
          expect(before.toMs).toBe(period.fromMs);
          expect(lastPeriod(kind, period.fromMs, zone)).toEqual(before);
          expect(lastPeriod(kind, period.toMs - 1, zone)).toEqual(before);
          const days = daysOf(period, zone);
          expect([days[0]?.fromMs, days.at(-1)?.toMs]).toEqual([period.fromMs, period.toMs]);
          expect([days[0]?.date, days.at(-1)?.date]).toEqual([period.from, period.to]);
          for (const [at, day] of days.entries()) if (at > 0) expect(day.fromMs).toBe(days[at - 1]?.toMs);
        },
      ),
    );
  });

  it('is due on the day after, by the clock of the site, also where the clock has just changed', () => {
    const at = (kind: 'week' | 'month', date: string, hour: number, zone = zurich) =>
      iso(dueAt(periodOf(kind, date, zone), { hour, minute: 30 }, zone));
    expect(at('week', '2026-03-27', 7)).toBe('2026-03-30T05:30:00.000Z');
    expect(at('week', '2026-10-25', 7)).toBe('2026-10-26T06:30:00.000Z');
    expect(at('month', '2026-02-28', 7)).toBe('2026-03-01T06:30:00.000Z');
    expect(at('week', '2026-11-18', 0, 'America/New_York')).toBe('2026-11-23T05:30:00.000Z');
  });
});
