import { expect, test } from 'vitest';
import { hoursOf, weekOf } from './settings-hours.ts';

test('hours of the configuration file become seven days, and the same hours again', () => {
  const hours = { 'mon-fri': '08:00-12:00, 13:30-18:00', sat: '08:00-17:00', sun: 'closed' };
  const week = weekOf(hours);
  expect(week?.[4]).toEqual([
    { from: '08:00', to: '12:00' },
    { from: '13:30', to: '18:00' },
  ]);
  expect(week?.[6]).toEqual([]);
  expect(hoursOf(week ?? [])).toEqual(hours);
});

test('days that are not named are closed', () => {
  expect(weekOf({ 'sat-sun': '10:00-16:00' })?.map((spans) => spans.length)).toEqual([0, 0, 0, 0, 0, 1, 1]);
});

test('a span of days may pass Sunday', () => {
  expect(weekOf({ 'sat-mon': '10:00-16:00' })?.map((spans) => spans.length)).toEqual([1, 0, 0, 0, 0, 1, 1]);
});

test('midnight is the end of the day', () => {
  const week = weekOf({ fri: '18:00-24:00' });
  expect(week?.[4]).toEqual([{ from: '18:00', to: '00:00' }]);
  expect(hoursOf(week ?? [])).toMatchObject({ fri: '18:00-24:00' });
});

test('what cannot be shown is not guessed at', () => {
  expect(weekOf({ everyday: '08:00-20:00' })).toBeUndefined();
  expect(weekOf({ mon: 'morning' })).toBeUndefined();
});
