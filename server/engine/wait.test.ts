import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExitSample, waitMinutes, withSample } from './wait.ts';

const minuteMs = 60_000;

/** A quarter of an hour in which somebody goes out at an even pace. */
function steady(perMinute: number, minutes = 15): ExitSample[] {
  return Array.from({ length: minutes * 4 + 1 }, (_, index) => ({
    atMs: index * 15_000,
    totalOut: Math.floor((index / 4) * perMinute),
  }));
}

const exits = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 61 }).map((steps) => {
  let totalOut = 0;
  return steps.map((step, index): ExitSample => {
    totalOut += step;
    return { atMs: index * 15_000, totalOut };
  });
});
const now = (samples: readonly ExitSample[]) => samples.at(-1)?.atMs ?? 0;

describe('the wait at a red light', () => {
  it('is the time that so many take to go out', () => {
    const samples = steady(2);
    expect(waitMinutes(samples, 1, now(samples))).toBe(1);
    expect(waitMinutes(samples, 8, now(samples))).toBe(4);
  });

  it('is not estimated after a short time, with few exits, or when the stream has stopped', () => {
    const young = steady(5, 5);
    expect(waitMinutes(young, 3, now(young))).toBeUndefined();
    const few = steady(0.5);
    expect(waitMinutes(few, 3, now(few))).toBeUndefined();
    const stopped = steady(4).map((sample) => ({ ...sample, totalOut: Math.min(sample.totalOut, 20) }));
    expect(waitMinutes(stopped, 3, now(stopped))).toBeUndefined();
  });

  it('is not estimated beyond half an hour', () => {
    const samples = steady(1);
    expect(waitMinutes(samples, 40, now(samples))).toBeUndefined();
  });

  it('is a whole number from 1 to 30, and rests on ten exits', () => {
    fc.assert(
      fc.property(exits, fc.integer({ min: 1, max: 500 }), (samples, toLeave) => {
        const minutes = waitMinutes(samples, toLeave, now(samples));
        if (minutes === undefined) return;
        expect(minutes).toBeGreaterThanOrEqual(1);
        expect(minutes).toBeLessThanOrEqual(30);
        expect(Number.isInteger(minutes)).toBe(true);
        expect((samples.at(-1)?.totalOut ?? 0) - (samples[0]?.totalOut ?? 0)).toBeGreaterThanOrEqual(10);
      }),
    );
  });

  it('is never shorter for more people', () => {
    fc.assert(
      fc.property(exits, fc.integer({ min: 1, max: 100 }), fc.nat({ max: 100 }), (samples, some, more) => {
        const short = waitMinutes(samples, some, now(samples)) ?? Number.POSITIVE_INFINITY;
        const long = waitMinutes(samples, some + more, now(samples)) ?? Number.POSITIVE_INFINITY;
        expect(long).toBeGreaterThanOrEqual(short);
      }),
    );
  });

  it('does not depend on when the clock began', () => {
    fc.assert(
      fc.property(
        exits,
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 1e9 }),
        (samples, n, by) => {
          const later = samples.map(({ atMs, totalOut }) => ({ atMs: atMs + by, totalOut }));
          expect(waitMinutes(later, n, now(later))).toBe(waitMinutes(samples, n, now(samples)));
        },
      ),
    );
  });

  it('remembers a quarter of an hour, four times a minute', () => {
    let samples: readonly ExitSample[] = [];
    for (let atMs = 0; atMs < 60 * minuteMs; atMs += 250)
      samples = withSample(samples, { atMs, totalOut: 0 });
    expect(samples.length).toBeLessThanOrEqual(61);
    expect(samples[0]?.atMs).toBeGreaterThanOrEqual(44 * minuteMs);
  });

  it('is estimated from ten minutes and ten exits on, no sooner', () => {
    const at = (minutes: number, exits: number): ExitSample[] => [
      { atMs: 0, totalOut: 100 },
      { atMs: (minutes * minuteMs) / 2, totalOut: 100 + exits / 2 },
      { atMs: minutes * minuteMs, totalOut: 100 + exits },
    ];
    expect(waitMinutes(at(10, 10), 1, 10 * minuteMs)).toBe(1);
    expect(waitMinutes(at(10, 9), 1, 10 * minuteMs)).toBeUndefined();
    expect(waitMinutes(at(10, 10), 1, 10 * minuteMs - 1)).toBeUndefined();
    expect(waitMinutes(at(10, 10), 0, 10 * minuteMs)).toBeUndefined();
    expect(waitMinutes(at(10, 10), 30, 10 * minuteMs)).toBe(30);
    expect(waitMinutes(at(10, 10), 31, 10 * minuteMs)).toBeUndefined();
    expect(waitMinutes([], 1, 0)).toBeUndefined();
  });

  it('needs a quarter of the exits in each half of the time', () => {
    const halves = (early: number, late: number): ExitSample[] => [
      { atMs: 0, totalOut: 0 },
      { atMs: 5 * minuteMs, totalOut: early },
      { atMs: 10 * minuteMs, totalOut: early + late },
    ];
    expect(waitMinutes(halves(3, 9), 1, 10 * minuteMs)).toBe(1);
    expect(waitMinutes(halves(9, 3), 1, 10 * minuteMs)).toBe(1);
    expect(waitMinutes(halves(2, 10), 1, 10 * minuteMs)).toBeUndefined();
    expect(waitMinutes(halves(10, 2), 1, 10 * minuteMs)).toBeUndefined();
  });

  it('is estimated by the last quarter of an hour alone, and by nothing that is yet to come', () => {
    const samples: ExitSample[] = [
      { atMs: 0, totalOut: 0 },
      { atMs: 5 * minuteMs, totalOut: 900 },
      { atMs: 12 * minuteMs, totalOut: 910 },
      { atMs: 20 * minuteMs, totalOut: 920 },
      { atMs: 21 * minuteMs, totalOut: 5000 },
    ];
    // 20 people in 15 minutes.
    expect(waitMinutes(samples, 4, 20 * minuteMs)).toBe(3);
    // The sample of a quarter of an hour ago is in it.
    expect(waitMinutes(samples.slice(1), 4, 20 * minuteMs)).toBe(3);
    expect(waitMinutes(samples.slice(1, 4), 4, 20 * minuteMs + 1)).toBeUndefined();
  });

  it('keeps one sample in fifteen seconds, and none that is too old', () => {
    const first = [{ atMs: 1000, totalOut: 1 }];
    expect(withSample(first, { atMs: 15_999, totalOut: 2 })).toBe(first);
    expect(withSample(first, { atMs: 16_000, totalOut: 2 })).toEqual([
      ...first,
      { atMs: 16_000, totalOut: 2 },
    ]);
    const later = { atMs: 1000 + 15 * minuteMs, totalOut: 3 };
    expect(withSample(first, later)).toEqual([...first, later]);
    expect(withSample(first, { ...later, atMs: later.atMs + 1 })).toEqual([
      { ...later, atMs: later.atMs + 1 },
    ]);
    expect(withSample([], later)).toEqual([later]);
  });
});
