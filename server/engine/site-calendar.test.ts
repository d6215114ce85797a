import { describe, expect, it } from 'vitest';
import { parseHours } from '../platform/config/parse-hours.ts';
import { SiteCalendar } from './site-calendar.ts';

const hours = (written: Record<string, unknown>) => {
  const parsed = parseHours(written);
  if (!parsed.ok) throw new Error('wrong hours');
  return parsed.hours;
};
const zurich = (written: Record<string, unknown>) => new SiteCalendar('Europe/Zurich', hours(written));
const at = (iso: string) => Date.parse(iso);

describe('the next opening', () => {
  const week = zurich({ 'mon-fri': '08:00-20:00', sat: '09:00-18:00', sun: 'closed' });

  it('is told by the clock alone where it is today', () => {
    expect(week.closingAt(at('2026-11-23T05:00:00Z'))).toEqual({
      at: '2026-11-23T07:00:00.000Z',
      time: '08:00',
    });
  });

  it('has its weekday where it is not today', () => {
    expect(week.closingAt(at('2026-11-21T18:00:00Z'))).toMatchObject({ time: '08:00', weekday: 1 });
  });

  it('loses its weekday at midnight', () => {
    expect(week.closingAt(at('2026-11-23T22:59:00Z'))).toMatchObject({ weekday: 2 });
    const next = week.closingAt(at('2026-11-23T23:01:00Z'));
    expect(next).toMatchObject({ time: '08:00' });
    expect(next).not.toHaveProperty('weekday');
  });

  it('is the local time after the clocks have changed', () => {
    expect(week.closingAt(at('2026-10-24T20:00:00Z'))).toEqual({
      at: '2026-10-26T07:00:00.000Z',
      time: '08:00',
      weekday: 1,
    });
  });

  it('is not told while the site is open, where it never opens, or where that is a week away', () => {
    expect(week.closingAt(at('2026-11-23T10:00:00Z'))).toBeUndefined();
    expect(new SiteCalendar('Europe/Zurich', undefined).closingAt(0)).toBeUndefined();
    expect(zurich({ 'mon-sun': 'closed' }).closingAt(at('2026-11-23T10:00:00Z'))).toBeUndefined();
    const mondays = zurich({ mon: '08:00-10:00' });
    expect(mondays.closingAt(at('2026-11-23T12:00:00Z'))).toBeUndefined();
    expect(mondays.closingAt(at('2026-11-24T12:00:00Z'))).toMatchObject({ weekday: 1 });
  });
});
