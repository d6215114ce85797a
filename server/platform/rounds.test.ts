import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Rounds, SingleRun } from './rounds.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('shares the run that is under way, and begins another one afterwards', async () => {
  let runs = 0;
  const single = new SingleRun(async () => ++runs);
  expect(await Promise.all([single.run(), single.run()])).toEqual([1, 1]);
  expect(single.running).toBeUndefined();
  expect(await single.run()).toBe(2);
});

it('begins again after a run that failed', async () => {
  const work = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new Error('away'))
    .mockResolvedValue('done');
  const single = new SingleRun(work);
  await expect(single.run()).rejects.toThrow('away');
  expect(await single.run()).toBe('done');
});

it('works at its interval, skips what comes while a run lasts, and waits for that when it stops', async () => {
  const ends: (() => void)[] = [];
  const rounds = new Rounds(() => new Promise<void>((resolve) => void ends.push(resolve)), 100);
  rounds.start();
  await vi.advanceTimersByTimeAsync(350);
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(100);
  expect(ends).toHaveLength(2);
  let isStopped = false;
  const stopping = rounds.stop().then(() => {
    isStopped = true;
  });
  await vi.advanceTimersByTimeAsync(500);
  expect(isStopped).toBe(false);
  ends[1]?.();
  await stopping;
  expect(ends).toHaveLength(2);
});
