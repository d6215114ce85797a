import { describe, expect, it } from 'vitest';
import { SiteCalendar } from '#server/engine/site-calendar.ts';
import { isQuiet } from './reload-rounds.ts';

const timezone = 'Europe/Zurich';
const dayMs = 86_400_000;
const at = (time: string) => Date.parse(`2026-11-25T${time}:00+01:00`);
/** Every day from eight to eight. */
const hours = Array.from({ length: 7 }, () => [{ from: 480, to: 1200 }]);
/** Every day around the clock. */
const always = Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]);

describe('nobody looks at the screens', () => {
  it.each([
    ['02:59', false],
    ['03:00', true],
    ['04:59', true],
    ['05:00', false],
    ['14:00', false],
  ])('of a site without opening hours at %s: %s', (time, quiet) => {
    expect(isQuiet(timezone, new SiteCalendar(timezone, undefined), dayMs, at(time))).toBe(quiet);
  });

  it.each([
    ['20:00', false],
    ['20:29', false],
    ['20:31', true],
    ['03:30', true],
    ['07:44', true],
    ['07:46', false],
    ['12:00', false],
  ])('of a site that is open from 8 to 20 at %s: %s', (time, quiet) => {
    expect(isQuiet(timezone, new SiteCalendar(timezone, hours), dayMs, at(time))).toBe(quiet);
  });

  it('of a site that never closes in the small hours, once a page is too old', () => {
    expect(isQuiet(timezone, new SiteCalendar(timezone, always), dayMs, at('03:30'))).toBe(false);
    expect(isQuiet(timezone, new SiteCalendar(timezone, always), 2 * dayMs, at('03:30'))).toBe(true);
    expect(isQuiet(timezone, new SiteCalendar(timezone, always), 2 * dayMs, at('12:00'))).toBe(false);
  });

  it('of a site that is closed for a holiday all day long', () => {
    const holiday = new SiteCalendar(timezone, hours, {
      specialDays: [{ on: { kind: 'date', date: '2026-11-25' }, intervals: [] }],
    });
    expect(isQuiet(timezone, holiday, dayMs, at('12:00'))).toBe(true);
  });
});
