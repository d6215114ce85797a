import { beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../reading.ts';
import { pushMemorySchema } from './push-memory.ts';
import { type PushChange, PushTotals } from './push-totals.ts';
import type { Pushed } from './pushed.ts';

const minute = 60_000;
const push = (fromMin: number, came: number, went: number): Pushed => ({
  intervals: [
    {
      channel: 'main',
      fromMs: fromMin * minute,
      toMs: (fromMin + 1) * minute,
      in: came,
      out: went,
      identity: `A1 ${fromMin}`,
    },
  ],
  levels: [],
  isHint: false,
});

const poll = (atMin: number, occupancy: number, came: number, went: number): Snapshot => ({
  deviceClockMs: atMin * minute - 1000,
  readings: [
    { kind: 'level', channel: 'main', occupancy, totals: { in: came, out: went } },
    { kind: 'count', channel: 'main', in: came, out: went },
  ],
});

let totals: PushTotals;
beforeEach(() => {
  totals = new PushTotals(new Set(['main']));
});

/** The readings of each snapshot. */
const apply = (pushed: Pushed) => readingsOf(totals.apply(pushed));
const readingsOf = ({ begin, snapshot }: PushChange) =>
  [begin, snapshot].flatMap((each) => (each === undefined ? [] : [each.readings]));

describe('pushes between polls', () => {
  beforeEach(() => totals.rebase(poll(10, 15, 100, 85)));

  it('are added to what the poll said, as the kinds of readings the poll gave', () => {
    expect(apply(push(10, 4, 1))).toEqual([
      [
        { kind: 'level', channel: 'main', occupancy: 18, totals: { in: 104, out: 86 } },
        { kind: 'count', channel: 'main', in: 104, out: 86 },
      ],
    ]);
    expect(apply(push(11, 2, 0))).toMatchObject([[{ occupancy: 20 }, { in: 106 }]]);
  });

  it('that come twice count once', () => {
    totals.apply(push(10, 4, 1));
    expect(apply(push(10, 4, 1))).toEqual([]);
  });

  it('of before the poll, or partly before it, are in it already', () => {
    expect(apply(push(9, 4, 1))).toEqual([]);
    expect(apply({ ...push(9.5, 4, 1) })).toEqual([]);
  });

  it('that began in the very second of the poll may be in it already', () => {
    totals.rebase({ ...poll(10, 15, 100, 85), deviceClockMs: 10 * minute });
    expect(apply(push(10, 4, 1))).toEqual([]);
  });

  it('give way to the next poll', () => {
    totals.apply(push(10, 4, 1));
    totals.rebase(poll(12, 20, 107, 87));
    expect(apply(push(12, 1, 0))).toMatchObject([[{ occupancy: 21 }, { in: 108, out: 87 }]]);
  });

  it('change nothing where the device reports no time', () => {
    totals.rebase({ readings: poll(12, 20, 107, 87).readings });
    expect(apply(push(13, 1, 0))).toEqual([]);
  });
});

describe('a device that can only push', () => {
  it('is counted from 0, its first people included', () => {
    expect(apply(push(10, 4, 1))).toEqual([
      [{ kind: 'count', channel: 'main', in: 0, out: 0 }],
      [{ kind: 'count', channel: 'main', in: 4, out: 1 }],
    ]);
    expect(apply(push(11, 1, 0))).toEqual([[{ kind: 'count', channel: 'main', in: 5, out: 1 }]]);
    totals.markSaved();
    expect(apply(push(11, 1, 0))).toEqual([]);
  });

  it("is not where somebody wants the device's own totals", () => {
    expect(new PushTotals(new Set()).apply(push(10, 4, 1))).toEqual({});
  });
});

describe('a restart', () => {
  /** The same device after a restart, from what was saved last. */
  const restarted = () => new PushTotals(new Set(['main']), totals.changedMemory());

  it('knows the pushes of before, and where a device that can only push was counted to', () => {
    apply(push(10, 4, 1));
    totals.markSaved();
    totals = restarted();
    expect(totals.isAlone).toBe(true);
    expect(apply(push(10, 4, 1))).toEqual([[{ kind: 'count', channel: 'main', in: 4, out: 1 }]]);
    totals.markSaved();
    expect(apply(push(10, 4, 1))).toEqual([]);
    expect(apply(push(11, 1, 0))).toEqual([[{ kind: 'count', channel: 'main', in: 5, out: 1 }]]);
  });

  it('leaves a device that was polled before to the next poll, whose totals hold what it pushes', () => {
    totals.rebase(poll(10, 15, 100, 85));
    apply(push(10, 4, 1));
    totals = restarted();
    expect(apply(push(11, 2, 0))).toEqual([]);
    totals.rebase(poll(12, 20, 106, 86));
    expect(apply(push(12, 1, 0))).toMatchObject([[{ occupancy: 21 }, { in: 107, out: 86 }]]);
  });

  it('has something to save only where that has changed', () => {
    expect(totals.changedMemory()).toBeUndefined();
    apply(push(10, 4, 1));
    const memory = totals.changedMemory();
    expect(memory).toEqual({ isPolled: false, alone: [['main', { in: 4, out: 1 }]], seen: ['A1 10'] });
    expect(pushMemorySchema.parse(JSON.parse(JSON.stringify(memory)))).toEqual(memory);
    apply(push(10, 4, 1));
    expect(totals.changedMemory()).toBeUndefined();
    totals.rebase(poll(11, 15, 100, 85));
    expect(totals.changedMemory()).toEqual({ isPolled: true, alone: [], seen: [] });
    totals.rebase(poll(12, 15, 100, 85));
    apply(push(12, 4, 1));
    expect(totals.changedMemory()).toBeUndefined();
  });
});

describe('levels', () => {
  const level = (occupancy: number, atMs?: number): Pushed => ({
    intervals: [],
    levels: [
      {
        reading: { kind: 'level', channel: 'hall', occupancy },
        ...(atMs === undefined ? {} : { atMs }),
      },
    ],
    isHint: false,
  });

  it('are taken where they are newer', () => {
    expect(apply(level(5, 2000))).toMatchObject([[{ occupancy: 5 }]]);
    expect(apply(level(4, 1000))).toEqual([]);
    expect(apply(level(6, 3000))).toMatchObject([[{ occupancy: 6 }]]);
  });

  it('without a time are taken as they come', () => {
    expect(apply(level(5))).toMatchObject([[{ occupancy: 5 }]]);
    expect(apply(level(4))).toMatchObject([[{ occupancy: 4 }]]);
  });
});
