import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTally, type Tally } from './tally.ts';
import { estimateLights } from './what-if.ts';

const minute = (change: Partial<Tally>): Tally => ({
  ...emptyTally(0),
  knownMs: 60_000,
  recordedMs: 60_000,
  ...change,
});
const limits = { capacity: 100, amberAt: 0.8, redAt: 1 };

describe('what other limits would have meant', () => {
  it('is exact where a minute stays on one side of a limit', () => {
    const minutes = [
      minute({ min: 100, max: 110, area: 105 * 60_000, redMs: 1 }),
      minute({ min: 80, max: 99, area: 90 * 60_000, amberMs: 2 }),
      minute({ min: 0, max: 79, area: 40 * 60_000 }),
    ];
    expect(estimateLights(minutes, limits)).toEqual({
      redMs: 60_000,
      amberMs: 60_000,
      knownMs: 180_000,
      before: { redMs: 1, amberMs: 2 },
      careful: { redMs: 60_000, amberMs: 60_000 },
    });
  });

  it('divides a minute that crosses a limit by its mean', () => {
    const minutes = [minute({ min: 90, max: 110, area: 95 * 60_000 })];
    expect(estimateLights(minutes, limits)).toMatchObject({ redMs: 15_000, amberMs: 45_000 });
  });

  it('leaves closed hours closed, and unknown ones out', () => {
    const full = { min: 100, max: 100, area: 100 * 60_000 };
    expect(
      estimateLights(
        [
          minute({ ...full, closedMs: 60_000 }),
          minute({ min: null, max: null, knownMs: 0, unknownMs: 60_000 }),
        ],
        limits,
      ),
    ).toMatchObject({ redMs: 0, amberMs: 0 });
  });

  it('counts a limit that a decimal share misses by a hair, and never calls an empty zone full', () => {
    const minutes = [minute({ min: 84, max: 84, area: 84 * 60_000 })];
    expect(estimateLights(minutes, { capacity: 120, amberAt: 0.5, redAt: 0.7 }).redMs).toBe(60_000);
    const empty = [minute({ min: 0, max: 0, area: 0 })];
    expect(estimateLights(empty, { capacity: 1, amberAt: 0, redAt: 0 }).redMs).toBe(0);
  });

  it('is never less with lower limits, and never more than the time that is known', () => {
    const anyMinute = fc
      .record({ min: fc.nat(50), more: fc.nat(50), share: fc.double({ min: 0, max: 1, noNaN: true }) })
      .map(({ min, more, share }) =>
        minute({ min, max: min + more, area: Math.round((min + more * share) * 60_000) }),
      );
    fc.assert(
      fc.property(fc.array(anyMinute), fc.integer({ min: 1, max: 100 }), (minutes, capacity) => {
        const wide = estimateLights(minutes, { capacity: capacity + 1, amberAt: 0.8, redAt: 1 });
        const tight = estimateLights(minutes, { capacity, amberAt: 0.8, redAt: 1 });
        expect(tight.redMs).toBeGreaterThanOrEqual(wide.redMs);
        expect(tight.redMs + tight.amberMs).toBeLessThanOrEqual(tight.knownMs + 1);
        expect(Math.min(tight.redMs, tight.amberMs)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('a careful light', () => {
  it('is red for longer the more people have passed since it was closed', () => {
    const busy = minute({ min: 90, max: 90, area: 90 * 60_000, came: 100, went: 100 });
    const closed = minute({ min: 0, max: 0, closedMs: 60_000 });
    const spread = { perRoot: 1 };
    expect(estimateLights([busy], limits, { perRoot: 0.5 }).careful.redMs).toBe(0);
    expect(estimateLights([busy], limits, spread)).toMatchObject({ redMs: 0, careful: { redMs: 60_000 } });
    expect(estimateLights([busy, closed, { ...busy, came: 1, went: 1 }], limits, spread).careful.redMs).toBe(
      60_000,
    );
  });
});
