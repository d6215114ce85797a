import { expect, test } from 'vitest';
import { createElapsedClock } from './elapsed-clock.ts';

function clocks() {
  const at = { monotonic: 1000, wall: 5_000_000 };
  const elapsed = createElapsedClock(
    () => at.monotonic,
    () => at.wall,
  );
  return { at, elapsed };
}

test('counts what both clocks agree on', () => {
  const { at, elapsed } = clocks();
  at.monotonic += 300;
  at.wall += 300;
  expect(elapsed()).toBe(300);
});

test('a sleep that stops the monotonic clock counts', () => {
  const { at, elapsed } = clocks();
  at.wall += 60_000;
  expect(elapsed()).toBe(60_000);
});

test('a wall clock that is set back takes nothing away', () => {
  const { at, elapsed } = clocks();
  at.monotonic += 500;
  at.wall -= 3_600_000;
  expect(elapsed()).toBe(500);
  at.monotonic += 500;
  at.wall += 500;
  expect(elapsed()).toBe(1000);
});
