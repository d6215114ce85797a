import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type PollAlarm, PollTimer } from './poll-timer.ts';

let rung: { readonly name: string; readonly atMs: number }[] = [];
let timer: PollTimer;
const now = () => performance.now();

function alarm(name: string): PollAlarm {
  return { ring: () => rung.push({ name, atMs: now() }), slot: undefined };
}

beforeEach(() => {
  vi.useFakeTimers();
  rung = [];
  timer = new PollTimer({ monotonic: now });
});
afterEach(() => {
  vi.useRealTimers();
});

it('rings once, not before its time and at most a few milliseconds after it, whatever is set and cleared beside it', () => {
  const times = fc.integer({ min: 0, max: 3000 });
  fc.assert(
    fc.property(
      fc.array(fc.record({ dueMs: times, isCleared: fc.boolean() }), { maxLength: 40 }),
      (polls) => {
        rung = [];
        const startMs = now();
        const alarms = polls.map((_, index) => alarm(String(index)));
        for (const [index, { dueMs }] of polls.entries()) timer.set(alarms[index]!, startMs + dueMs);
        for (const [index, { isCleared }] of polls.entries()) if (isCleared) timer.clear(alarms[index]!);
        vi.advanceTimersByTime(3100);
        const names = rung.map(({ name }) => Number(name)).sort((a, b) => a - b);
        expect(names).toEqual(polls.flatMap(({ isCleared }, index) => (isCleared ? [] : [index])));
        for (const { name, atMs } of rung) {
          const lateMs = atMs - startMs - polls[Number(name)]!.dueMs;
          expect(lateMs).toBeGreaterThanOrEqual(-1);
          expect(lateMs).toBeLessThanOrEqual(6);
        }
        expect(vi.getTimerCount()).toBe(0);
      },
    ),
  );
});

it('an alarm that is set again rings at its new time alone, also from within a ring', () => {
  const again = alarm('again');
  const first: PollAlarm = { ring: () => timer.set(again, now() + 100), slot: undefined };
  timer.set(again, now() + 50);
  timer.set(first, now() + 10);
  vi.advanceTimersByTime(100);
  expect(rung).toEqual([]);
  vi.advanceTimersByTime(50);
  expect(rung.map(({ name }) => name)).toEqual(['again']);
});
