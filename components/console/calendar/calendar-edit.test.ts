import { describe, expect, it } from 'vitest';
import { type DayEdit, editOf, specialDayOf, weeksOf, withDay } from './calendar-edit.ts';

const national = { every: '08-01', hours: 'closed', name: { de: 'Bundesfeier', fr: 'Fête nationale' } };
const summer = { from: '2026-07-27', to: '2026-08-09', hours: 'closed', name: 'Summer' };
const site = { name: 'Bern', specialDays: [national, summer] };
const closed: DayEdit = { from: '2026-12-24', to: '2026-12-24', isYearly: false, hours: 'closed', name: '' };

describe('a day in the calendar', () => {
  it('is edited as the special day that holds on it', () => {
    expect(specialDayOf(site, '2026-08-01')).toBe(national);
    expect(specialDayOf(site, '2026-08-02')).toBe(summer);
    expect(specialDayOf(site, '2026-08-10')).toBeUndefined();
    expect(editOf(national, '2026-08-01', 'de')).toEqual({
      ...{ from: '2026-08-01', to: '2026-08-01', isYearly: true, hours: 'closed', name: 'Bundesfeier' },
    });
    expect(editOf(summer, '2026-08-02', 'de')).toMatchObject({ from: '2026-07-27', to: '2026-08-09' });
  });

  it('is closed with nothing else to enter, once, with a name, or for days', () => {
    const empty = { name: 'Bern' };
    expect(withDay(empty, undefined, editOf(undefined, '2026-12-24', 'de'), 'de')).toEqual({
      ...empty,
      specialDays: [{ date: '2026-12-24', hours: 'closed' }],
    });
    expect(withDay(empty, undefined, { ...closed, isYearly: true, name: ' Eve ' }, 'de').specialDays).toEqual(
      [{ every: '12-24', hours: 'closed', name: 'Eve' }],
    );
    expect(
      withDay(empty, undefined, { ...closed, to: '2026-12-26', hours: '08:00-12:00' }, 'de').specialDays,
    ).toEqual([{ from: '2026-12-24', to: '2026-12-26', hours: '08:00-12:00' }]);
  });

  it('replaces what it was, keeps its names in other languages, and goes back to the week', () => {
    const longer = withDay(site, summer, { ...editOf(summer, '2026-08-02', 'de'), to: '2026-08-16' }, 'de');
    expect(longer.specialDays).toEqual([national, { ...summer, to: '2026-08-16' }]);
    const named = withDay(
      site,
      national,
      { ...editOf(national, '2026-08-01', 'de'), name: 'Nationalfeiertag' },
      'de',
    );
    expect(named.specialDays).toContainEqual({
      ...national,
      name: { de: 'Nationalfeiertag', fr: 'Fête nationale' },
    });
    const usual = { ...editOf(summer, '2026-08-02', 'de'), hours: undefined };
    expect(withDay(site, summer, usual, 'de')).toEqual({ name: 'Bern', specialDays: [national] });
    expect(withDay({ specialDays: [summer] }, summer, usual, 'de')).toEqual({});
  });

  it('is entered once, also at a site that has it already', () => {
    const once = withDay({}, undefined, closed, 'de');
    expect(withDay(once, undefined, { ...closed, name: 'Eve' }, 'de').specialDays).toEqual([
      { date: '2026-12-24', hours: 'closed', name: 'Eve' },
    ]);
  });
});

it('a month has rows of a week from Monday on', () => {
  const weeks = weeksOf(2026, 1);
  expect(weeks).toHaveLength(5);
  expect(weeks[0]?.indexOf('2026-02-01')).toBe(6);
  expect(weeksOf(2028, 1).flat()).toContain('2028-02-29');
});
