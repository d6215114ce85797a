import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTally, minuteMs, type Tally } from '../tally.ts';
import type { BackfillRecord, StoredBin } from './backfill-record.ts';
import { type MinuteChange, mergeBackfills } from './merge.ts';

const base = 1000;
const at = (minute: number, ms = 0) => (base + minute) * minuteMs + ms;
const bin = (minute: number, peopleIn: number, peopleOut = 0, length = 1): StoredBin => [
  at(minute),
  at(minute + length),
  { in: peopleIn, out: peopleOut },
  null,
];
const level = (minute: number, occupancy: number): StoredBin => [at(minute), at(minute + 1), null, occupancy];

function silence(change: Partial<BackfillRecord> = {}): BackfillRecord {
  return {
    site: 'bern',
    zone: 'store',
    sensor: 'door',
    channel: 'main',
    fromMs: at(0),
    toMs: at(10, 20_000),
    reason: 'silence',
    state: 'settled',
    direction: 'normal',
    isRequired: true,
    live: { in: 0, out: 0 },
    isWhole: true,
    fetchedMs: at(10),
    bins: [],
    attempts: 0,
    dueMs: 0,
    ...change,
  };
}

function minutesOf(numbers: Readonly<Record<number, Partial<Tally>>>): Map<number, Tally> {
  return new Map(
    Object.entries(numbers).map(([minute, change]) => [
      base + Number(minute),
      { ...emptyTally(base + Number(minute)), recordedMs: minuteMs, ...change },
    ]),
  );
}

/** People in by minute after the merge. */
function inAfter(known: ReadonlyMap<number, Tally>, changes: readonly MinuteChange[]) {
  const peopleIn = new Map([...known].map(([minute, tally]) => [minute - base, tally.came]));
  for (const change of changes) {
    const minute = change.minute - base;
    peopleIn.set(minute, (peopleIn.get(minute) ?? 0) + change.came);
  }
  return Object.fromEntries([...peopleIn].filter(([, people]) => people !== 0));
}

describe('merging what a device remembers', () => {
  it('moves people from the minute in which the sensor was heard again to those in which they walked', () => {
    const known = minutesOf({ 10: { came: 9, went: 2 } });
    const record = silence({ live: { in: 7, out: 2 }, bins: [bin(2, 3, 0), bin(3, 0, 0), bin(8, 4, 2)] });
    const { changes, filled } = mergeBackfills([record], known, 1);
    expect(inAfter(known, changes)).toEqual({ 2: 3, 8: 4, 10: 2 });
    expect(changes.find(({ minute }) => minute === base + 3)).toMatchObject({ came: 0, isFilled: true });
    expect(filled.get(record)).toEqual({ in: 7, out: 2, minutes: 3 });
  });

  it('leaves where they are those whom the device does not remember', () => {
    const known = minutesOf({ 10: { came: 5 } });
    const { changes } = mergeBackfills([silence({ live: { in: 5, out: 0 }, bins: [bin(4, 2)] })], known, 1);
    expect(inAfter(known, changes)).toEqual({ 4: 2, 10: 3 });
  });

  it('never moves more than the live readings brought', () => {
    const known = minutesOf({ 10: { came: 5 } });
    const { changes } = mergeBackfills([silence({ live: { in: 3, out: 0 }, bins: [bin(4, 9)] })], known, 1);
    expect(inAfter(known, changes)).toEqual({ 4: 3, 10: 2 });
  });

  it('finds people who were believed only in the next minute', () => {
    const known = minutesOf({ 10: { came: 1 }, 11: { came: 40 } });
    const { changes } = mergeBackfills([silence({ live: { in: 41, out: 0 }, bins: [bin(4, 41)] })], known, 1);
    expect(inAfter(known, changes)).toEqual({ 4: 41 });
  });

  it('adds people where the device’s totals have started over meanwhile', () => {
    const known = minutesOf({ 10: { came: 3 } });
    const record = silence({ live: { in: 3, out: 0 }, isWhole: false, bins: [bin(1, 20), bin(9, 3)] });
    expect(inAfter(known, mergeBackfills([record], known, 1).changes)).toEqual({ 1: 20, 9: 3 });
  });

  it('spreads a long bin over its minutes, and gives one that reaches over an end only who is left', () => {
    const known = minutesOf({ 10: { came: 7 } });
    const record = silence({ fromMs: at(5), live: { in: 7, out: 0 }, bins: [bin(0, 20, 0, 15)] });
    expect(inAfter(known, mergeBackfills([record], known, 1).changes)).toEqual({
      5: 2,
      6: 1,
      7: 1,
      8: 1,
      9: 1,
      10: 1,
    });
  });

  it('turns the ways round for a door that belongs to the zone in reverse', () => {
    const known = minutesOf({ 10: { went: 4 } });
    const record = silence({ direction: 'reverse', live: { in: 4, out: 0 }, bins: [bin(3, 4)] });
    const { changes } = mergeBackfills([record], known, 1);
    expect(changes).toEqual([
      { minute: base + 3, came: 0, went: 4, isFilled: true },
      { minute: base + 10, came: 0, went: -4, isFilled: false },
    ]);
  });

  it('fills no minute in which another required source is not remembered', () => {
    const known = minutesOf({ 10: { came: 8 } });
    const door = silence({ live: { in: 5, out: 0 }, bins: [bin(2, 2), bin(6, 3)] });
    const gate = silence({ sensor: 'gate', live: { in: 3, out: 0 }, bins: [bin(6, 3)] });
    expect(inAfter(known, mergeBackfills([door, gate], known, 2).changes)).toEqual({ 6: 6, 10: 2 });
    const optional = { ...gate, isRequired: false, bins: [] };
    expect(inAfter(known, mergeBackfills([door, optional], known, 2).changes)).toEqual({
      2: 2,
      6: 3,
      10: 3,
    });
  });

  it('fills in the number of people where every source reports a level, and only where it was not known', () => {
    const known = minutesOf({
      3: { min: 1, max: 1, area: minuteMs, knownMs: minuteMs },
      4: { unknownMs: minuteMs },
    });
    const bins = [level(3, 9), level(4, 9), level(5, -4)];
    const hall = silence({ live: { in: 0, out: 0 }, isWhole: false, correction: 2, bins });
    const occupancies = (sources: number) =>
      mergeBackfills([hall], known, sources)
        .changes.filter(({ occupancy }) => occupancy !== undefined)
        .map(({ minute, occupancy }) => [minute - base, occupancy]);
    expect(occupancies(1)).toEqual([
      [4, 11],
      [5, 0],
    ]);
    expect(occupancies(2)).toEqual([]);
  });

  it('gives a new sensor no past where something was recorded, and none from before it ever counted', () => {
    const known = minutesOf({ 6: { came: 1 } });
    const bins = [bin(1, 0), bin(4, 3), bin(5, 0), bin(6, 8)];
    const { changes } = mergeBackfills([silence({ reason: 'new', isWhole: false, bins })], known, 1);
    expect(changes.map(({ minute, came: peopleIn }) => [minute - base, peopleIn])).toEqual([
      [4, 3],
      [5, 0],
    ]);
  });

  it('keeps everybody, adds nobody, and leaves no minute below zero, whatever devices say', () => {
    const anyBins = fc
      .array(
        fc.record({
          gap: fc.nat(2),
          length: fc.integer({ min: 1, max: 6 }),
          coming: fc.nat(9),
          going: fc.nat(9),
        }),
        { maxLength: 8 },
      )
      .map((pieces) => {
        let minute = -3;
        return pieces.map(({ gap, length, coming: peopleIn, going: peopleOut }) => {
          minute += gap + length;
          return bin(minute - length, peopleIn, peopleOut, length);
        });
      });
    const anySilence = fc
      .record({
        from: fc.integer({ min: 0, max: 5 * minuteMs }),
        lasts: fc.integer({ min: 2 * minuteMs, max: 12 * minuteMs }),
        live: fc.record({ in: fc.nat(30), out: fc.nat(30) }),
        direction: fc.constantFrom('normal', 'reverse'),
        isRequired: fc.boolean(),
        bins: anyBins,
      })
      .map(({ from, lasts, ...rest }) =>
        silence({ ...rest, fromMs: at(0) + from, toMs: at(0) + from + lasts }),
      );
    const anyKnown = fc.dictionary(
      fc.integer({ min: 0, max: 20 }).map(String),
      fc.record({ came: fc.nat(20), went: fc.nat(20) }),
    );
    fc.assert(
      fc.property(fc.array(anySilence, { minLength: 1, maxLength: 3 }), anyKnown, (records, numbers) => {
        const known = minutesOf(numbers);
        const { changes } = mergeBackfills(records, known, records.length);
        for (const column of ['came', 'went'] as const) {
          expect(changes.reduce((sum, change) => sum + change[column], 0)).toBe(0);
          for (const change of changes) {
            expect((known.get(change.minute)?.[column] ?? 0) + change[column]).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
