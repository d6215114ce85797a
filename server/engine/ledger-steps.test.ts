import { describe, expect, it } from 'vitest';
import type { Reading } from '#lib/contract/reading.ts';
import { adjustLedger, keepSources, pendingOf, refuseAdjust } from './adjust-ledger.ts';
import { changeOfTotals, isOldAnswer } from './count-change.ts';
import { clocksWith, repeatsClock } from './device-clock.ts';
import { type Arrived, applyReading, keepAboveZero, type LedgerSource, rollDay } from './ledger.ts';
import {
  type CountSource,
  emptyLedger,
  type LedgerState,
  type LevelSource,
  occupancyOf,
} from './ledger-state.ts';
import { pendingLifeMs, resolvePending } from './pending.ts';
import { count, level } from './test-readings.ts';

const day = '2026-11-21';
const door: LedgerSource = { key: 'door/main', direction: 'normal' };
const minuteMs = 60_000;

const apply = (
  state: LedgerState,
  reading: Reading,
  arrived: Partial<Arrived> & { atMs: number },
  maxStep = 100,
) => applyReading(state, door, reading, { day, ...arrived }, { maxStep });

describe('what the ledger remembers of a counting source', () => {
  const first = apply(emptyLedger(day), count(10, 4, '20261121'), { atMs: 1000, clockMs: 500 });

  it('is its totals, when they came and what the device clock said', () => {
    expect(first.verdict).toBe('taken');
    expect(first.state.sources).toEqual({
      'door/main': {
        kind: 'count',
        net: 0,
        last: { in: 10, out: 4, atMs: 1000, epoch: '20261121', clockMs: 500 },
        atMs: 1000,
        clocks: [500],
      },
    });
    const plain = apply(emptyLedger(day), count(10, 4), { atMs: 1000 }).state.sources['door/main'];
    expect(plain).toEqual({
      kind: 'count',
      net: 0,
      last: { in: 10, out: 4, atMs: 1000 },
      atMs: 1000,
      clocks: [],
    });
  });

  it('is the same where it says the same again, but for when it was heard', () => {
    const again = apply(first.state, count(10, 4, '20261121'), { atMs: 2000, clockMs: 1500 });
    expect(again.verdict).toBe('same');
    expect(again.state).toEqual({
      ...first.state,
      sources: {
        'door/main': {
          kind: 'count',
          net: 0,
          last: { in: 10, out: 4, atMs: 2000, epoch: '20261121', clockMs: 1500 },
          atMs: 2000,
          clocks: [500, 1500],
          sum: { in: 0, out: 0 },
        },
      },
    });
  });

  it.each([
    [11, 4, '20261121'],
    [10, 5, '20261121'],
    [10, 4, '20261122'],
  ])('changes with any of its numbers: %i in, %i out, day %s', (peopleIn, left, epoch) => {
    const next = apply(first.state, count(peopleIn, left, epoch), { atMs: 2000, clockMs: 1500 });
    expect(next.verdict).toBe('taken');
  });

  it('is who came and went, also in all', () => {
    const next = apply(first.state, count(15, 6, '20261121'), { atMs: 2000, clockMs: 1500 }).state;
    expect(next).toMatchObject({ inToday: 5, outToday: 2, totalIn: 5, totalOut: 2, correction: 0, drift: 0 });
    expect(next.sources['door/main']).toMatchObject({ net: 3 });
    const later = apply(next, count(16, 9, '20261121'), { atMs: 3000, clockMs: 2500 }).state;
    expect(later).toMatchObject({ inToday: 6, outToday: 5, totalIn: 6, totalOut: 5 });
    expect(later.sources['door/main']).toMatchObject({ net: 1 });
  });

  it('is the level it reported before it counted', () => {
    const before = apply(emptyLedger(day), level(7), { atMs: 1000 }).state;
    const after = apply(before, count(100, 50), { atMs: 2000 });
    expect(after.verdict).toBe('taken');
    expect(after.state.sources['door/main']).toMatchObject({ kind: 'count', net: 7 });
    expect([after.state.inToday, occupancyOf(after.state)]).toEqual([0, 7]);
  });

  it('stays where it counted before it reported a level: the level stands', () => {
    const counted = apply(first.state, count(15, 4, '20261121'), { atMs: 2000, clockMs: 1500 }).state;
    const after = apply(counted, level(3), { atMs: 3000 });
    expect(after.verdict).toBe('taken');
    expect(occupancyOf(after.state)).toBe(3);
    expect(after.state.sources['door/main']).toEqual({
      kind: 'level',
      occupancy: 3,
      atMs: 3000,
      clocks: [500, 1500],
    });
  });

  it('is the first late answer, and nothing else of it', () => {
    const later = apply(first.state, count(12, 4, '20261121'), { atMs: 2000, clockMs: 1500 }).state;
    const late = apply(later, count(11, 4, '20261121'), { atMs: 3000, clockMs: 1000 });
    expect(late.verdict).toBe('late');
    expect(late.state.sources['door/main']).toEqual({
      ...later.sources['door/main'],
      late: { in: 11, out: 4, atMs: 3000, epoch: '20261121', clockMs: 1000 },
    });
    const again = apply(late.state, count(10, 4, '20261121'), { atMs: 4000, clockMs: 900 });
    expect(again.state).toEqual(late.state);
  });

  it('keeps the later of two days: a clock set back over midnight makes none new', () => {
    const next = apply(first.state, count(11, 4, '20261120'), { atMs: 2000, clockMs: 1500 }).state;
    expect(next.sources['door/main']).toMatchObject({ last: { in: 11, epoch: '20261121' } });
    const on = apply(first.state, count(11, 4, '20261122'), { atMs: 2000, clockMs: 1500 }).state;
    expect(on.sources['door/main']).toMatchObject({ last: { in: 11, epoch: '20261122' } });
    const without = apply(first.state, count(11, 4), { atMs: 2000, clockMs: 1500 }).state;
    expect(without.sources['door/main']).toMatchObject({ last: { in: 11, out: 4, atMs: 2000 } });
    expect(without.sources['door/main']).not.toHaveProperty('last.epoch');
  });
});

describe('what the ledger remembers of a level', () => {
  it('is the level, the totals behind it, and when it was heard', () => {
    const first = apply(emptyLedger(day), level(5, { in: 9, out: 4 }), { atMs: 1000, clockMs: 10 });
    expect(first.verdict).toBe('taken');
    expect(first.state.sources['door/main']).toEqual({
      kind: 'level',
      occupancy: 5,
      atMs: 1000,
      clocks: [10],
      totals: { in: 9, out: 4, atMs: 1000, clockMs: 10 },
    });
    // Who is inside when the source is first heard has not just come in.
    expect(first.state).toMatchObject({ inToday: 0, outToday: 0 });
  });

  it('takes a change for the least that it can have been, without totals', () => {
    const first = apply(emptyLedger(day), level(5), { atMs: 1000 }).state;
    const up = apply(first, level(8), { atMs: 2000 });
    expect(up).toMatchObject({ verdict: 'taken', state: { inToday: 3, outToday: 0 } });
    const down = apply(up.state, level(2), { atMs: 3000 });
    expect(down).toMatchObject({ verdict: 'taken', state: { inToday: 3, outToday: 6, totalOut: 6 } });
    const mixed = apply(first, level(8, { in: 70, out: 62 }), { atMs: 2000 });
    expect(mixed).toMatchObject({ verdict: 'taken', state: { inToday: 3, outToday: 0 } });
  });

  it('is the same only where the level and both totals are', () => {
    const first = apply(emptyLedger(day), level(5, { in: 9, out: 4 }), { atMs: 1000 }).state;
    expect(apply(first, level(5, { in: 9, out: 4 }), { atMs: 2000 }).verdict).toBe('same');
    expect(apply(first, level(5, { in: 10, out: 4 }), { atMs: 2000 }).verdict).toBe('taken');
    expect(apply(first, level(5, { in: 9, out: 5 }), { atMs: 2000 }).verdict).toBe('taken');
    expect(apply(first, level(6, { in: 9, out: 4 }), { atMs: 2000 }).verdict).toBe('taken');
    const same = apply(first, level(5, { in: 9, out: 4 }), { atMs: 2000 }).state;
    expect(same.sources['door/main']).toMatchObject({ atMs: 2000 });
  });

  it('changes nothing at all for an answer that was taken before', () => {
    const first = apply(emptyLedger(day), level(5), { atMs: 1000, clockMs: 10 }).state;
    const second = apply(first, level(6), { atMs: 2000, clockMs: 20 }).state;
    const repeated = apply(second, level(5), { atMs: 3000, clockMs: 10 });
    expect(repeated.verdict).toBe('late');
    expect(repeated.state).toBe(second);
  });
});

describe('a jump', () => {
  const first = apply(emptyLedger(day), count(0, 0), { atMs: 0 }, 10).state;
  const jump = (peopleIn: number, left: number, atMs: number, state = first) =>
    apply(state, count(peopleIn, left), { atMs }, 10);

  it('of as many as may walk in the time is none; of one more it is', () => {
    expect(jump(10, 0, 1000).verdict).toBe('taken');
    expect(jump(11, 0, 1000).verdict).toBe('suspect');
    expect(jump(0, 11, 1000).verdict).toBe('suspect');
    expect(jump(25, 0, 2.5 * minuteMs).verdict).toBe('taken');
    expect(jump(26, 0, 2.5 * minuteMs).verdict).toBe('suspect');
  });

  it('of a level counts up and down', () => {
    const at = apply(emptyLedger(day), level(50), { atMs: 0 }, 10).state;
    const step = (to: number) => apply(at, level(to), { atMs: 1000 }, 10).verdict;
    expect([step(60), step(61), step(40), step(39)]).toEqual(['taken', 'suspect', 'taken', 'suspect']);
    const flow = apply(emptyLedger(day), level(50, { in: 50, out: 0 }), { atMs: 0 }, 10).state;
    expect(apply(flow, level(50, { in: 61, out: 11 }), { atMs: 1000 }, 10).verdict).toBe('suspect');
  });

  it('is remembered as it was, and leaves the numbers alone', () => {
    const suspect = jump(50, 2, 1000).state;
    expect(suspect.sources['door/main']).toEqual({
      ...first.sources['door/main'],
      suspect: { in: 50, out: 2, occupancy: 0, agreed: 0 },
    });
    expect(suspect).toMatchObject({ inToday: 0, outToday: 0 });
    const agreed = jump(52, 2, 2000, suspect).state;
    expect(agreed.sources['door/main']).toMatchObject({
      suspect: { in: 52, out: 2, occupancy: 0, agreed: 1 },
    });
    const accepted = jump(53, 3, 3000, agreed);
    expect(accepted).toMatchObject({ verdict: 'taken', state: { inToday: 53, outToday: 3 } });
    expect(accepted.state.sources['door/main']).not.toHaveProperty('suspect');
  });

  it('begins anew where the next reading does not agree with it', () => {
    const suspect = jump(50, 20, 1000).state;
    const agreedAfter = (peopleIn: number, left: number) => {
      const { sources } = jump(peopleIn, left, 2000, suspect).state;
      return sources['door/main']?.suspect?.agreed;
    };
    expect(agreedAfter(60, 20)).toBe(1);
    expect(agreedAfter(61, 20)).toBe(0);
    expect(agreedAfter(49, 20)).toBe(0);
    expect(agreedAfter(50, 30)).toBe(1);
    expect(agreedAfter(50, 31)).toBe(0);
    expect(agreedAfter(50, 19)).toBe(0);
    const high = apply(emptyLedger(day), level(0), { atMs: 0 }, 10).state;
    const seen = apply(high, level(100), { atMs: 1000 }, 10).state;
    expect(seen.sources['door/main']).toMatchObject({
      suspect: { in: 0, out: 0, occupancy: 100, agreed: 0 },
    });
    const next = (to: number) =>
      apply(seen, level(to), { atMs: 2000 }, 10).state.sources['door/main']?.suspect?.agreed;
    expect([next(90), next(110), next(89), next(111)]).toEqual([1, 1, 0, 0]);
  });
});

describe('a day', () => {
  it('that is the same leaves the ledger as it is', () => {
    const state = { ...emptyLedger(day), inToday: 4 };
    expect(rollDay(state, day)).toBe(state);
    expect(rollDay({ ...state, outToday: 3, drift: 2 }, '2026-11-22')).toEqual({
      ...emptyLedger('2026-11-22'),
      startedWith: 0,
    });
  });

  it('of an arrival is the day of its people', () => {
    const state = apply(emptyLedger(day), count(0, 0), { atMs: 0 }).state;
    const next = apply(state, count(3, 1), { atMs: 1000, day: '2026-11-22' }).state;
    expect(next).toMatchObject({ day: '2026-11-22', inToday: 3, outToday: 1 });
  });
});

describe('a sum below nobody', () => {
  it('is raised to nobody, and what was missing is drift', () => {
    const below = { ...emptyLedger(day), correction: -3, drift: 1 };
    expect(keepAboveZero(below)).toEqual({ ...below, correction: 0, drift: 4 });
    const empty = emptyLedger(day);
    expect(keepAboveZero(empty)).toBe(empty);
    const some = { ...empty, correction: 2 };
    expect(keepAboveZero(some)).toBe(some);
  });
});

describe('totals of a device', () => {
  const seen = (peopleIn: number, left: number, more = {}) => ({ in: peopleIn, out: left, atMs: 0, ...more });

  it('that went down in either number began anew', () => {
    expect(changeOfTotals(seen(10, 5), seen(12, 5))).toEqual({ in: 2, out: 0 });
    expect(changeOfTotals(seen(10, 5), seen(10, 5))).toEqual({ in: 0, out: 0 });
    expect(changeOfTotals(seen(10, 5), seen(9, 6))).toEqual({ in: 9, out: 6 });
    expect(changeOfTotals(seen(10, 5), seen(11, 4))).toEqual({ in: 11, out: 4 });
  });

  it('of another day began anew where the device clock went on as time did', () => {
    const hour = 3_600_000;
    const before = seen(1, 0, { epoch: '20261121', clockMs: 0 });
    const change = (clockMs: number | undefined, epoch: string | undefined, atMs = hour) =>
      changeOfTotals(before, {
        in: 5,
        out: 1,
        atMs,
        ...(clockMs === undefined ? {} : { clockMs }),
        ...(epoch === undefined ? {} : { epoch }),
      });
    const anew = { in: 5, out: 1 };
    const on = { in: 4, out: 1 };
    expect(change(hour, '20261122')).toEqual(anew);
    expect(change(hour, '20261121')).toEqual(on);
    expect(change(hour, '20261120')).toEqual(on);
    expect(change(hour, undefined)).toEqual(on);
    expect(change(undefined, '20261122')).toEqual(on);
    // An hour of summer time, and as much again.
    expect(change(3 * hour, '20261122')).toEqual(anew);
    expect(change(3 * hour + 1, '20261122')).toEqual(on);
    expect(change(-hour, '20261122')).toEqual(anew);
    expect(change(-hour - 1, '20261122')).toEqual(on);
    // Whatever both clocks began with.
    const shifted = seen(1, 0, { epoch: '20261121', clockMs: 40 * hour, atMs: 90 * hour });
    const next = (clockMs: number) =>
      changeOfTotals(shifted, { in: 5, out: 1, atMs: 91 * hour, epoch: '20261122', clockMs });
    expect(next(41 * hour)).toEqual(anew);
    expect(next(44 * hour)).toEqual(on);
    const later = { in: 5, out: 1, atMs: hour, epoch: '20261122', clockMs: hour };
    expect(changeOfTotals({ in: 1, out: 0, atMs: 0, clockMs: 0 }, later)).toEqual(on);
    expect(changeOfTotals({ in: 1, out: 0, atMs: 0, epoch: '20261121' }, later)).toEqual(on);
  });

  it('that went down are an old answer for a minute, and longer only while they are the very same', () => {
    const source = (late?: CountSource['late']): CountSource => ({
      kind: 'count',
      net: 0,
      atMs: 0,
      clocks: [],
      last: { in: 10, out: 5, atMs: 1000, clockMs: 100_000 },
      ...(late === undefined ? {} : { late }),
    });
    const now = (clockMs: number | undefined, atMs: number, peopleIn = 9, left = 5) => ({
      in: peopleIn,
      out: left,
      atMs,
      ...(clockMs === undefined ? {} : { clockMs }),
    });
    expect(isOldAnswer(source(), now(99_999, 1000))).toBe(true);
    expect(isOldAnswer(source(), now(100_000, 1000))).toBe(false);
    expect(isOldAnswer(source(), now(100_001, 1000))).toBe(false);
    expect(isOldAnswer(source(), now(40_000, 1000))).toBe(true);
    expect(isOldAnswer(source(), now(39_999, 1000))).toBe(false);
    expect(isOldAnswer(source(), now(undefined, 1000))).toBe(false);
    expect(isOldAnswer(source(), now(99_999, 1000, 10, 5))).toBe(false);
    expect(isOldAnswer(source(), now(99_999, 61_000))).toBe(true);
    expect(isOldAnswer(source(), now(99_999, 61_001))).toBe(false);
    const late = { in: 9, out: 5, atMs: 5000, clockMs: 99_999 };
    expect(isOldAnswer(source(late), now(99_999, 999_999))).toBe(true);
    expect(isOldAnswer(source(late), now(99_998, 999_999))).toBe(false);
    expect(isOldAnswer(source(late), now(99_999, 999_999, 8, 5))).toBe(false);
    expect(isOldAnswer(source(late), now(99_999, 999_999, 9, 4))).toBe(false);
    const unclocked = { ...source(), last: { in: 10, out: 5, atMs: 1000 } };
    expect(isOldAnswer(unclocked, now(99_999, 1000))).toBe(false);
  });
});

describe('the clocks of a device', () => {
  it('are remembered for eight readings, each once', () => {
    expect(clocksWith(undefined, undefined)).toEqual([]);
    expect(clocksWith(undefined, 1)).toEqual([1]);
    const known = [1, 2, 3];
    expect(clocksWith(known, undefined)).toBe(known);
    expect(clocksWith(known, 3)).toBe(known);
    expect(clocksWith(known, 2)).toEqual([1, 2, 3, 2]);
    expect(clocksWith([1, 2, 3, 4, 5, 6, 7], 8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(clocksWith([1, 2, 3, 4, 5, 6, 7, 8], 9)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('that stood before, and have gone on since, show that an answer is old', () => {
    expect(repeatsClock([1, 2, 3], 1)).toBe(true);
    expect(repeatsClock([1, 2, 3], 2)).toBe(true);
    expect(repeatsClock([1, 2, 3], 3)).toBe(false);
    expect(repeatsClock([1, 2, 3], 4)).toBe(false);
    expect(repeatsClock([1, 2, 3], undefined)).toBe(false);
    expect(repeatsClock([], 1)).toBe(false);
  });
});

describe('a level that a device was set to', () => {
  const source = (
    targets: readonly number[],
    occupancy = 47,
    totals?: LevelSource['totals'],
  ): LevelSource => ({
    kind: 'level',
    occupancy,
    atMs: 0,
    clocks: [],
    pending: { adjustId: 'a', targets, sinceMs: 1000 },
    ...(totals === undefined ? {} : { totals }),
  });
  const shows = (
    before: LevelSource,
    occupancy: number,
    nowMs = 2000,
    totals?: { in: number; out: number },
  ) => {
    const reading = level(occupancy, totals);
    if (reading.kind !== 'level') throw new Error('a level');
    return resolvePending(before, reading, nowMs);
  };

  it('is seen where the device is nearer to it than to what it was', () => {
    expect(shows(source([0]), 0)).toEqual({ shift: -47, left: undefined });
    expect(shows(source([0]), 23)).toEqual({ shift: -47, left: undefined });
    const waiting = source([0]);
    expect(shows(waiting, 24)).toEqual({ shift: 0, left: waiting.pending });
    expect(shows(source([0], 46), 23)).toMatchObject({ shift: 0 });
  });

  it('that it shows already is seen at once', () => {
    expect(shows(source([47]), 47)).toEqual({ shift: 0, left: undefined });
    expect(shows(source([60, 47]), 47)).toEqual({ shift: 0, left: undefined });
    const waiting = source([47, 60]);
    expect(shows(waiting, 47)).toEqual({ shift: 0, left: waiting.pending });
  });

  it('leaves those after it waiting, with what they belong to', () => {
    expect(shows(source([0, 20, 30]), 0)).toEqual({
      shift: -47,
      left: { adjustId: 'a', targets: [20, 30], sinceMs: 1000 },
    });
    expect(shows(source([0, 20, 30]), 20)).toEqual({
      shift: -27,
      left: { adjustId: 'a', targets: [30], sinceMs: 1000 },
    });
    expect(shows(source([0, 20, 30]), 30)).toEqual({ shift: -17, left: undefined });
  });

  it('is waited for no longer than ten minutes', () => {
    const waiting = source([0]);
    expect(shows(waiting, 47, 1000 + pendingLifeMs)).toEqual({ shift: 0, left: waiting.pending });
    expect(shows(waiting, 47, 1001 + pendingLifeMs)).toEqual({ shift: 0, left: undefined });
    expect(pendingLifeMs).toBe(600_000);
    const { pending: _, ...none } = waiting;
    expect(shows(none, 47)).toEqual({ shift: 0, left: undefined });
  });

  it('may lie anywhere between the target and the target with all who walked', () => {
    const before = source([0], 47, { in: 100, out: 53, atMs: 0 });
    for (const occupancy of [0, 3, 6]) {
      expect(shows(before, occupancy, 2000, { in: 106, out: 53 }).shift, String(occupancy)).toBe(-47);
    }
    expect(shows(before, 53, 2000, { in: 106, out: 53 }).shift).toBe(0);
    const leaving = source([30], 47, { in: 100, out: 53, atMs: 0 });
    for (const occupancy of [30, 26, 24]) {
      expect(shows(leaving, occupancy, 2000, { in: 100, out: 59 }).shift, String(occupancy)).toBe(-17);
    }
    expect(shows(leaving, 41, 2000, { in: 100, out: 59 }).shift).toBe(0);
    // Totals on one side only say nothing.
    expect(shows(source([0]), 24, 2000, { in: 900, out: 0 }).shift).toBe(0);
    expect(shows(before, 24).shift).toBe(0);
  });
});

describe('an adjust of the ledger', () => {
  const before = apply(emptyLedger(day), level(47), { atMs: 1000 }).state;
  const counted = apply(emptyLedger(day), count(0, 0), { atMs: 1000 }).state;
  const adjust = (state: LedgerState, to: number, key = door.key, id = 'a', atMs = 5000) =>
    adjustLedger(state, { id, to, targets: new Map([[key, to]]), atMs });

  it('corrects at once and remembers what the device was sent, and when', () => {
    const after = adjust(before, 20);
    expect(after).toEqual({
      ...before,
      correction: -27,
      set: { atMs: 5000, to: 20 },
      setMs: 5000,
      sureTotal: 0,
      sources: {
        'door/main': {
          ...before.sources['door/main'],
          pending: { adjustId: 'a', targets: [20], sinceMs: 5000 },
        },
      },
    });
    const twice = adjust(after, 5, door.key, 'b', 6000);
    expect(twice.sources['door/main']).toMatchObject({
      pending: { adjustId: 'b', targets: [20, 5], sinceMs: 6000 },
    });
    expect(occupancyOf(twice)).toBe(5);
    expect([pendingOf(twice, door.key, 'b'), pendingOf(twice, door.key, 'a')]).toEqual([
      'waiting',
      'superseded',
    ]);
  });

  it('sends nothing to a source that counts or is not known', () => {
    const after = adjust(counted, 5);
    expect(after.sources).toEqual(counted.sources);
    expect(occupancyOf(after)).toBe(5);
    expect(adjust(before, 5, 'other/main').sources).toEqual(before.sources);
    expect(pendingOf(counted, door.key, 'a')).toBe('settled');
    expect(pendingOf(before, door.key, 'a')).toBe('settled');
    expect(pendingOf(before, 'other/main', 'a')).toBe('settled');
  });

  it('that a device refuses waits no longer, and leaves those before it waiting', () => {
    const after = adjust(before, 20);
    expect(refuseAdjust(after, door.key, 'a').sources).toEqual(before.sources);
    const twice = adjust(after, 5, door.key, 'b', 6000);
    expect(refuseAdjust(twice, door.key, 'b').sources['door/main']).toMatchObject({
      pending: { adjustId: 'b', targets: [20], sinceMs: 6000 },
    });
    expect(refuseAdjust(twice, door.key, 'a')).toBe(twice);
    expect(refuseAdjust(counted, door.key, 'a')).toBe(counted);
    expect(refuseAdjust(before, door.key, 'a')).toBe(before);
    expect(refuseAdjust(before, 'other/main', 'a')).toBe(before);
    expect(occupancyOf(refuseAdjust(after, door.key, 'a'))).toBe(20);
  });

  it('is settled by a reading that shows it, and its correction goes with it', () => {
    const after = adjust(before, 20);
    const shown = apply(after, level(20), { atMs: 6000 });
    expect(shown).toMatchObject({ verdict: 'taken', state: { correction: 0, inToday: 0, outToday: 0 } });
    expect(shown.state.sources['door/main']).not.toHaveProperty('pending');
    const waiting = apply(after, level(47), { atMs: 6000 });
    expect(waiting.verdict).toBe('same');
    expect(waiting.state.sources['door/main']).toMatchObject({ pending: { targets: [20] } });
    // One that the device shows already is no news, but for that.
    const already = adjust(before, 47);
    expect(apply(already, level(47), { atMs: 6000 }).verdict).toBe('taken');
    // A device that confirms is no jump.
    const far = apply(emptyLedger(day), level(500), { atMs: 1000 }, 10).state;
    expect(apply(adjust(far, 0), level(3), { atMs: 6000 }, 10)).toMatchObject({
      verdict: 'taken',
      state: { inToday: 3, outToday: 0 },
    });
  });
});

describe('the sources that a zone keeps', () => {
  it('leave the ledger as it is where all are there', () => {
    const state = apply(emptyLedger(day), count(0, 0), { atMs: 1000 }).state;
    expect(keepSources(state, new Set([door.key]))).toBe(state);
  });

  it('stay inside by the count of those that go, and never fewer than nobody', () => {
    let state = apply(emptyLedger(day), count(0, 0), { atMs: 0 }).state;
    state = apply(state, count(4, 1), { atMs: 1000 }).state;
    expect(keepSources(state, new Set())).toEqual({ ...state, correction: 3, sources: {} });
    const corrected = adjustLedger(apply(emptyLedger(day), level(9), { atMs: 0 }).state, {
      id: 'a',
      to: 4,
      targets: new Map(),
      atMs: 1,
    });
    expect(keepSources(corrected, new Set())).toMatchObject({ correction: 0, drift: 5, sources: {} });
  });
});
