import { describe, expect, test } from 'vitest';
import { type Sample, trendOf, withSample } from './trend.ts';

function samplesOf(...occupancies: number[]): readonly Sample[] {
  return occupancies.reduce<readonly Sample[]>(
    (samples, occupancy, index) => withSample(samples, { atMs: index * 10_000, occupancy }),
    [],
  );
}

describe('trendOf', () => {
  test('without a past nothing is going anywhere', () => {
    expect(trendOf([], 40, 100)).toBe('steady');
  });

  test('a few people crossing at the door are no trend', () => {
    expect(trendOf(samplesOf(40, 42, 39), 43, 100)).toBe('steady');
  });

  test('a twentieth of the capacity is one', () => {
    expect(trendOf(samplesOf(40), 45, 100)).toBe('rising');
    expect(trendOf(samplesOf(40), 35, 100)).toBe('falling');
  });

  test('in a small room two people are one', () => {
    expect(trendOf(samplesOf(4), 5, 8)).toBe('steady');
    expect(trendOf(samplesOf(4), 6, 8)).toBe('rising');
  });
});

describe('withSample', () => {
  test('takes one sample each ten seconds', () => {
    const samples = withSample([{ atMs: 0, occupancy: 1 }], { atMs: 9000, occupancy: 2 });
    expect(samples).toHaveLength(1);
  });

  test('forgets what is older than five minutes', () => {
    const samples = withSample(samplesOf(...Array.from({ length: 30 }, (_, index) => index)), {
      atMs: 310_000,
      occupancy: 99,
    });
    expect(samples[0]?.atMs).toBe(10_000);
    expect(samples.at(-1)?.occupancy).toBe(99);
  });
});
