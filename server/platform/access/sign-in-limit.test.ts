import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryLimits } from '../limits/limits.ts';
import { SignInLimit } from './sign-in-limit.ts';

let limit: SignInLimit;

beforeEach(() => {
  vi.useFakeTimers();
  limit = new SignInLimit(memoryLimits, 'a key');
});
afterEach(() => vi.useRealTimers());

/** Tries wrong passwords, waiting as required. @returns the waits, seconds */
async function guess(times: number, username = 'anna', device?: string): Promise<number[]> {
  const waits: number[] = [];
  for (let time = 0; time < times; time++) {
    for (let waitMs = await limit.consume(username, device); waitMs > 0; ) {
      waits.push(Math.ceil(waitMs / 1000));
      await vi.advanceTimersByTimeAsync(waitMs);
      waitMs = await limit.consume(username, device);
    }
  }
  return waits;
}

describe('who guesses the password of a user name', () => {
  it('has some tries, then waits twice as long each time, and never longer than five minutes', async () => {
    expect(await guess(16)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  });

  it('gets no further with many tries at once', async () => {
    const waits = await Promise.all(Array.from({ length: 50 }, () => limit.consume('anna', undefined)));
    expect(waits.filter((waitMs) => waitMs === 0).length).toBeLessThanOrEqual(5);
  });

  it('keeps neither others waiting nor the person on a device where they have signed in before', async () => {
    const device = limit.mark('anna');
    await guess(8);
    expect(await limit.consume('anna', undefined)).toBeGreaterThan(0);
    expect(await limit.consume('anna', device)).toBe(0);
    expect(await limit.consume('bruno', undefined)).toBe(0);
  });

  it('gains nothing by the mark of another person, or one that is made up', async () => {
    const other = limit.mark('bruno');
    await guess(8);
    for (const made of [other, 'x.y', '.', '', `${other}x`]) {
      expect(await limit.consume('anna', made)).toBeGreaterThan(0);
    }
  });

  it('gets only so far with a stolen device, too', async () => {
    const device = limit.mark('anna');
    expect(await guess(7, 'anna', device)).toEqual([1, 2]);
    expect(await limit.consume('anna', undefined)).toBe(0);
  });
});

it('a right password makes the wrong ones forgotten', async () => {
  await guess(4);
  await limit.consume('anna', undefined);
  await limit.succeeded('anna', undefined);
  expect(await guess(5)).toEqual([]);
});

it('a try that was not looked at is not held against anybody', async () => {
  for (let time = 0; time < 20; time++) {
    expect(await limit.consume('anna', undefined)).toBe(0);
    await limit.giveBack('anna', undefined);
  }
});
