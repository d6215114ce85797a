import { expect, test } from 'vitest';
import { previewLight } from './settings-light.ts';
import { durationOf, freeId, secondsOf } from './settings-values.ts';

test.each([
  ['Café Süd', 'cafe-sud'],
  ['  Eingang 2 ', 'eingang-2'],
  ['日本', 'zone'],
  ['Store', 'store-3'],
])('%j gets the id %j', (name, id) => {
  expect(freeId(name, ['store', 'store-2'], 'zone')).toBe(id);
});

test.each([
  ['500ms', 0.5],
  ['2s', 2],
  ['5m', 300],
  ['soon', undefined],
])('%s is %s seconds', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});

test('seconds are written as the configuration file wants them', () => {
  expect(durationOf(0.5)).toBe('0.5s');
});

test('the preview turns where the sidecar does', () => {
  const limits = { capacity: 7, amberAt: 0.8, redAt: 1 };
  expect([5, 6, 7].map((people) => previewLight(people, limits))).toEqual(['green', 'amber', 'red']);
  expect(previewLight(0, { capacity: 1, amberAt: 0.1, redAt: 0.1 })).toBe('green');
});
