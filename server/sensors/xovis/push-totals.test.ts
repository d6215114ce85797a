import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../reading.ts';
import { emptyPush, type Push } from './push.ts';
import { PushTotals } from './push-totals.ts';

const minuteMs = 60_000;

function interval(minute: number, coming: number, going = 0, channel = '1') {
  const [fromMs, toMs] = [minute * minuteMs, (minute + 1) * minuteMs];
  return { channel, fromMs, toMs, in: coming, out: going, identity: `${channel}|${minute}` };
}

const pushOf = (...intervals: Push['intervals']): Push => ({ ...emptyPush, intervals });
const polled = (atMs: number, coming: number, out = 0): Snapshot => ({
  readings: [{ kind: 'count', channel: '1', in: coming, out }],
  deviceClockMs: atMs,
});

describe('totals between polls', () => {
  it('grow by what is pushed', () => {
    const totals = new PushTotals();
    totals.rebase(polled(0, 100, 90));
    expect(totals.take(pushOf(interval(0, 3, 1), interval(1, 2)))).toEqual([
      { kind: 'count', channel: '1', in: 105, out: 91 },
    ]);
    expect(totals.take(pushOf(interval(2, 1)))).toEqual([{ kind: 'count', channel: '1', in: 106, out: 91 }]);
  });

  it('count a push once, however often it comes', () => {
    const totals = new PushTotals();
    totals.rebase(polled(0, 100));
    totals.take(pushOf(interval(0, 3)));
    expect(totals.take(pushOf(interval(0, 3)))).toEqual([]);
  });

  it('leave an interval that the poll lies in to the next poll', () => {
    const totals = new PushTotals();
    totals.rebase(polled(minuteMs / 2, 100));
    expect(totals.take(pushOf(interval(0, 3)))).toEqual([]);
  });

  it('know nothing before a poll, of a device without a clock, or after a reset', () => {
    const totals = new PushTotals();
    expect(totals.take(pushOf(interval(0, 3)))).toEqual([]);
    totals.rebase({ readings: polled(0, 1).readings });
    expect(totals.take(pushOf(interval(0, 3)))).toEqual([]);
    totals.rebase(polled(0, 100));
    totals.clear();
    expect(totals.take(pushOf(interval(0, 3)))).toEqual([]);
  });

  it('take a level that is newer, and none that is late', () => {
    const totals = new PushTotals();
    const level = (atMs: number | undefined, occupancy: number): Push => ({
      ...emptyPush,
      levels: [
        { reading: { kind: 'level', channel: 'a', occupancy }, ...(atMs === undefined ? {} : { atMs }) },
      ],
    });
    totals.rebase({ readings: [{ kind: 'level', channel: 'a', occupancy: 1 }], deviceClockMs: 1000 });
    expect(totals.take(level(900, 5))).toEqual([]);
    expect(totals.take(level(1100, 6))).toEqual([{ kind: 'level', channel: 'a', occupancy: 6 }]);
    expect(totals.take(level(1100, 6))).toEqual([]);
    expect(totals.take(level(undefined, 7))).toEqual([{ kind: 'level', channel: 'a', occupancy: 7 }]);
  });

  it('are never above what the device counted and never go back, in whatever order pushes come', () => {
    const step = fc.oneof(
      fc.record({ passes: fc.nat({ max: 5 }) }),
      fc.constant('poll' as const),
      fc.record({ push: fc.nat({ max: 30 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const totals = new PushTotals();
        const counted: number[] = [];
        let shown = 0;
        for (const each of steps) {
          const all = counted.reduce((sum, people) => sum + people, 0);
          if (each === 'poll') {
            totals.rebase(polled(counted.length * minuteMs, all));
            expect(all).toBeGreaterThanOrEqual(shown);
            shown = all;
          } else if ('passes' in each) counted.push(each.passes);
          else if (each.push < counted.length) {
            for (const reading of totals.take(pushOf(interval(each.push, counted[each.push]!)))) {
              const now = reading.kind === 'count' ? reading.in : Number.NaN;
              expect(now).toBeLessThanOrEqual(all);
              expect(now).toBeGreaterThanOrEqual(shown);
              shown = now;
            }
          }
        }
      }),
    );
  });
});
