import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MinuteRecord, type Moment, type OpenMinute, recordMoment } from './history-minute.ts';

const start = 60_000 * 1000;
const empty: Moment = { atMs: start, occupancy: 0, isKnown: true, light: 'green', totalIn: 0, totalOut: 0 };

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

  it('begins with nothing, at the moment it was begun', () => {
    expect(record([{ atMs: start + 5000, occupancy: 3, light: 'amber', totalIn: 8, totalOut: 5 }])).toEqual({
      finished: [],
      open: {
        minute: 1000,
        min: null,
        max: null,
        area: 0,
        knownMs: 0,
        amberMs: 0,
        redMs: 0,
        unknownMs: 0,
        closedMs: 0,
        recordedMs: 0,
        came: 0,
        went: 0,
        atMs: start + 5000,
        occupancy: 3,
        isKnown: true,
        light: 'amber',
        totalIn: 8,
        totalOut: 5,
      },
    });
  });

  it('goes on in the next minute with what was true, from its beginning on', () => {
    const { open, finished } = record([
      { atMs: start + 50_000, occupancy: 3, light: 'red', totalIn: 8, totalOut: 5 },
      { atMs: start + 65_000, occupancy: 9, light: 'green', totalIn: 15, totalOut: 6 },
    ]);
    expect(finished).toEqual([
      {
        ...{ minute: 1000, min: 3, max: 3, area: 30_000, knownMs: 10_000, amberMs: 0, redMs: 10_000 },
        ...{ unknownMs: 0, closedMs: 0, recordedMs: 10_000, came: 0, went: 0, atMs: start + 60_000 },
        ...{ occupancy: 3, isKnown: true, light: 'red', totalIn: 8, totalOut: 5 },
      },
    ]);
    expect(open).toEqual({
      ...{ minute: 1001, min: 3, max: 9, area: 15_000, knownMs: 5000, amberMs: 0, redMs: 5000 },
      ...{ unknownMs: 0, closedMs: 0, recordedMs: 5000, came: 7, went: 1, atMs: start + 65_000 },
      ...{ occupancy: 9, isKnown: true, light: 'green', totalIn: 15, totalOut: 6 },
    });
  });

  it('leaves alone what is over where minutes are missing, whichever way the clock went', () => {
    for (const minute of [1002, 998]) {
      const { open, finished } = record([
        { atMs: start + 20_000, occupancy: 3, light: 'red' },
        { atMs: minute * 60_000 + 30_000, occupancy: 9, totalIn: 4, totalOut: 1 },
      ]);
      expect(finished).toMatchObject([{ minute: 1000, recordedMs: 0, redMs: 0 }]);
      expect(open).toMatchObject({ minute, recordedMs: 0, redMs: 0, min: 9, max: 9, came: 4, went: 1 });
    }
  });

  it('takes no time back where the clock goes back within the minute', () => {
    const { open } = record([
      { atMs: start + 30_000, occupancy: 2, light: 'closed' },
      { atMs: start + 10_000, occupancy: 4, light: 'closed' },
      { atMs: start + 31_000, occupancy: 1 },
    ]);
    expect(open).toMatchObject({ atMs: start + 31_000, closedMs: 1000, recordedMs: 1000, area: 4000 });
    expect(open).toMatchObject({ min: 1, max: 4 });
  });

  it('counts no number while it is not known, and what follows it anew', () => {
    const { open } = record([
      { occupancy: 5, isKnown: false, light: 'unknown' },
      { atMs: start + 10_000, occupancy: 90, isKnown: false, light: 'unknown' },
      { atMs: start + 20_000, occupancy: 7 },
      { atMs: start + 30_000, occupancy: 6, isKnown: false, light: 'unknown' },
    ]);
    expect(open).toMatchObject({ min: 7, max: 7, area: 70_000, knownMs: 10_000, unknownMs: 20_000 });
    expect(open).toMatchObject({ amberMs: 0, redMs: 0, closedMs: 0, isKnown: false, occupancy: 6 });
  });
});
