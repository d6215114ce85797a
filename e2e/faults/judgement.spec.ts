import { expect, test as it } from '../support/test.ts';
import { longestFalseMs, unknownMs } from './judgement.ts';

const moments = <T>(...entries: readonly (readonly [number, T])[]) =>
  entries.map(([atMs, value]) => ({ atMs, value }));
const fills = moments([0, 3], [1000, 10]);

it('counts from the moment when the store is full until the light says so', () => {
  expect(longestFalseMs(moments([0, 'green'], [1400, 'red']), fills, 9000)).toBe(400);
});

it('counts a light that never changes until the end', () => {
  expect(longestFalseMs(moments([0, 'green']), fills, 9000)).toBe(8000);
});

it('counts amber as false where it is full, on from green', () => {
  expect(longestFalseMs(moments([0, 'green'], [2000, 'amber'], [3000, 'unknown']), fills, 9000)).toBe(2000);
});

it('does not count a light that lets in fewer than could come', () => {
  expect(longestFalseMs(moments([0, 'red']), moments([0, 3]), 9000)).toBe(0);
});

it('takes the longest of several times, not their sum', () => {
  const shown = moments([0, 'green'], [1500, 'unknown'], [3000, 'green'], [3700, 'red']);
  expect(longestFalseMs(shown, fills, 9000)).toBe(700);
});

it('adds up how long nothing could be read', () => {
  expect(unknownMs(moments([0, 'green'], [1000, 'unknown'], [3000, 'red'], [4000, 'none']), 5000)).toBe(3000);
});
