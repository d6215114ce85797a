import { expect, test } from 'vitest';
import { restartDelayMs } from './restart-delay.mjs';

test('a process that keeps ending is started again after 0.5 s, then ever later, up to 10 s', () => {
  const waits: number[] = [];
  for (let waited = 0; waits.length < 7; waits.push(waited)) waited = restartDelayMs(waited, 100);
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test('after a minute of health the wait is short again', () => {
  expect(restartDelayMs(10_000, 59_999)).toBe(10_000);
  expect(restartDelayMs(10_000, 60_000)).toBe(500);
});
