import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MinuteRecord, type Moment, type OpenMinute, recordMoment } from './history-minute.ts';

const start = 60_000 * 1000;
const empty: Moment = {
  capacity: 120,
  atMs: start,
  occupancy: 0,
  isKnown: true,
  light: 'green',
  totalIn: 0,
  totalOut: 0,
};

/** Enters moments in order and gives the ended minutes and the one under way. */
function record(moments: readonly Partial<Moment>[]) {
  let open: OpenMinute | undefined;
  const finished: MinuteRecord[] = [];
  for (const moment of moments) {
    const next = recordMoment(open, { ...empty, ...moment });
    open = next.open;
    if (next.finished !== undefined) finished.push(next.finished);
  }
  if (open === undefined) throw new Error('a record needs a moment');
  return { open, finished };
}

describe('a minute of history', () => {
  it('holds least, most and the mean over time', () => {
    const { finished } = record([
      { occupancy: 2 },
      { atMs: start + 15_000, occupancy: 6 },
      { atMs: start + 60_000, occupancy: 6 },
    ]);
    expect(finished).toHaveLength(1);
    expect(finished[0]).toMatchObject({ min: 2, max: 6, area: 2 * 15_000 + 6 * 45_000, knownMs: 60_000 });
  });

  it('holds how long each light was shown', () => {
    const { finished } = record([
      { light: 'amber' },
      { atMs: start + 10_000, light: 'red' },
      { atMs: start + 30_000, light: 'unknown', isKnown: false },
      { atMs: start + 61_000 },
    ]);
    expect(finished[0]).toMatchObject({ amberMs: 10_000, redMs: 20_000, unknownMs: 30_000, knownMs: 30_000 });
  });

  it('leaves unrecorded the time in which nobody recorded, and loses no one who walked in it', () => {
    const { open, finished } = record([
      { totalIn: 5 },
      { atMs: start + 20_000, totalIn: 7 },
      { atMs: start + 10 * 60_000, totalIn: 12 },
    ]);
    expect(finished[0]).toMatchObject({ recordedMs: 20_000, came: 2 });
    expect(open).toMatchObject({ recordedMs: 0, came: 5 });
  });

  it('has no least and most while the number was never known', () => {
    const { finished } = record([
      { isKnown: false, light: 'unknown' },
      { atMs: start + 60_000, isKnown: false },
    ]);
    expect(finished[0]).toMatchObject({ min: null, max: null, knownMs: 0, unknownMs: 60_000 });
  });

  it('adds up to every person who walked, and to no more time than there was, whatever the clock does', () => {
    const step = fc.record({
      ms: fc.integer({ min: -90_000, max: 200_000 }),
      came: fc.nat(5),
      went: fc.nat(5),
      occupancy: fc.nat(50),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (steps) => {
        let atMs = start;
        let totalIn = 0;
        let totalOut = 0;
        const moments = [
          empty,
          ...steps.map((step) => {
            atMs += step.ms;
            totalIn += step.came;
            totalOut += step.went;
            return { atMs, totalIn, totalOut, occupancy: step.occupancy };
          }),
        ];
        const { open, finished } = record(moments);
        const all = [...finished, open];
        expect(all.reduce((sum, minute) => sum + minute.came, 0)).toBe(totalIn);
        expect(all.reduce((sum, minute) => sum + minute.went, 0)).toBe(totalOut);
        for (const minute of all) expect(minute.recordedMs).toBeLessThanOrEqual(60_000);
      }),
    );
  });
});
