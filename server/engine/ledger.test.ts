import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from '#lib/contract/reading.ts';
import { adjustLedger, keepSources, pendingOf, refuseAdjust } from './adjust-ledger.ts';
import { type Arrived, applyReading, type LedgerSource, rollDay } from './ledger.ts';
import { emptyLedger, type LedgerState, occupancyOf } from './ledger-state.ts';
import { count, level } from './test-readings.ts';

const day = '2026-11-21';
const door: LedgerSource = { key: 'door/main', direction: 'normal' };
const rules = { maxStep: 100 };

/** A ledger with one reading per second. */
class LedgerUnderTest {
  state: LedgerState = emptyLedger(day);
  atMs = 1_000_000;

  apply(reading: Reading, arrived: Partial<Arrived> = {}, source = door, maxStep = rules.maxStep) {
    this.atMs += 1000;
    const applied = applyReading(
      this.state,
      source,
      reading,
      { atMs: this.atMs, day, ...arrived },
      { maxStep },
    );
    this.state = applied.state;
    return applied.verdict;
  }
  get occupancy() {
    return occupancyOf(this.state);
  }
}

describe('a source that counts', () => {
  it('starts with nobody inside, whatever its totals say', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(count(318, 12));
    expect(ledger.occupancy).toBe(0);
    expect(ledger.state.inToday).toBe(0);
  });

  it('adds the change of in less out', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(count(10, 4));
    ledger.apply(count(15, 6));
    expect(ledger.occupancy).toBe(3);
    expect([ledger.state.inToday, ledger.state.outToday]).toEqual([5, 2]);
  });

  it('takes the new value as the change when the counter restarted', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(count(100, 90));
    ledger.apply(count(110, 90));
    ledger.apply(count(3, 1));
    expect(ledger.occupancy).toBe(12);
  });

  it('keeps the people inside at midnight and begins a new day of numbers', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(count(0, 0, '20261121'));
    ledger.apply(count(7, 0, '20261121'));
    ledger.apply(count(1, 0, '20261122'), { day: '2026-11-22' });
    expect(ledger.occupancy).toBe(8);
    expect(ledger.state.inToday).toBe(1);
  });

  it('sees a restart at midnight even when the new totals are higher', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(count(1, 0, '20261121'), { clockMs: 0 });
    ledger.atMs += 900_000 - 1000;
    ledger.apply(count(3, 0, '20261122'), { clockMs: 900_000 });
    expect(ledger.occupancy).toBe(3);
  });

  it('counts nothing anew when the device clock jumps to another day', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(count(50, 0, '20261121'), { clockMs: 0 });
    ledger.apply(count(51, 0, '20261122'), { clockMs: 86_400_000 });
    ledger.apply(count(52, 0, '20261121'), { clockMs: 3000 });
    expect(ledger.occupancy).toBe(2);
  });

  it('swaps in and out for a reverse direction', () => {
    const ledger = new LedgerUnderTest();
    const reverse: LedgerSource = { ...door, direction: 'reverse' };
    ledger.apply(count(0, 0), {}, reverse);
    ledger.apply(count(1, 6), {}, reverse);
    expect(ledger.occupancy).toBe(5);
    expect([ledger.state.inToday, ledger.state.outToday]).toEqual([6, 1]);
  });

  it('ignores an old answer that arrives late, and does not take it for a sign of life', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(count(10, 0), { clockMs: 1000 });
    ledger.apply(count(12, 0), { clockMs: 2000 });
    expect(ledger.apply(count(10, 0), { clockMs: 1000 })).toBe('late');
    expect(ledger.apply(count(11, 0), { clockMs: 1500 })).toBe('late');
    ledger.apply(count(13, 0), { clockMs: 3000 });
    expect(ledger.occupancy).toBe(3);
  });

  it('believes a restart after a minute although the device clock was set back a little', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(count(10, 0), { clockMs: 50_000 });
    expect(ledger.apply(count(1, 0), { clockMs: 40_000 })).toBe('late');
    ledger.atMs += 61_000;
    expect(ledger.apply(count(2, 0), { clockMs: 49_000 })).toBe('taken');
    expect(ledger.occupancy).toBe(2);
  });
});

describe('a source that reports a level', () => {
  it('contributes its level as it is, and several add up', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(5));
    ledger.apply(level(7), {}, { key: 'other/main', direction: 'normal' });
    expect(ledger.occupancy).toBe(12);
  });

  it('never shows less than nobody, and books what was missing as drift', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(-3));
    expect(ledger.occupancy).toBe(0);
    expect(ledger.state.drift).toBe(3);
    ledger.apply(level(-1));
    expect(ledger.occupancy).toBe(2);
  });

  it('takes people in and out from the totals behind the level', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(5, { in: 10, out: 5 }));
    ledger.apply(level(6, { in: 13, out: 7 }));
    expect([ledger.state.inToday, ledger.state.outToday]).toEqual([3, 2]);
  });
});

describe('a jump beyond maxStep', () => {
  it('is taken only when the next two readings agree', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(5));
    expect(ledger.apply(level(500))).toBe('suspect');
    expect(ledger.apply(level(501))).toBe('suspect');
    expect(ledger.occupancy).toBe(5);
    expect(ledger.apply(level(502))).toBe('taken');
    expect(ledger.occupancy).toBe(502);
  });

  it('is forgotten when the device comes to its senses', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(count(5, 0));
    expect(ledger.apply(count(50_000, 0))).toBe('suspect');
    ledger.apply(count(6, 0));
    expect(ledger.apply(count(50_000, 0))).toBe('suspect');
    expect(ledger.occupancy).toBe(1);
  });

  it('is believed after a silence long enough for so many people', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(count(0, 0));
    ledger.atMs += 10 * 60_000;
    expect(ledger.apply(count(900, 0))).toBe('taken');
  });
});

describe('adjust', () => {
  const adjust = (ledger: LedgerUnderTest, to: number, target = to, id = 'a') => {
    const targets = new Map([[door.key, target]]);
    ledger.state = adjustLedger(ledger.state, { id, to, targets, atMs: ledger.atMs });
  };

  it('shows the number at once and drops the correction when the device shows it', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(47));
    adjust(ledger, 0);
    expect(ledger.occupancy).toBe(0);
    expect(pendingOf(ledger.state, door.key, 'a')).toBe('waiting');
    ledger.apply(level(1));
    expect(ledger.occupancy).toBe(1);
    expect(ledger.state.correction).toBe(0);
    expect(pendingOf(ledger.state, door.key, 'a')).toBe('settled');
  });

  it('keeps who walked in before the device confirmed, whom the device itself forgets', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(47));
    adjust(ledger, 0);
    ledger.apply(level(48));
    expect(ledger.occupancy).toBe(1);
    ledger.apply(level(0));
    expect(ledger.occupancy).toBe(1);
  });

  it('shows no wrong number when a device confirms late', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(47));
    adjust(ledger, 20);
    for (let poll = 0; poll < 30; poll++) ledger.apply(level(47));
    expect(ledger.occupancy).toBe(20);
    ledger.apply(level(20));
    expect(ledger.occupancy).toBe(20);
    expect(ledger.state.drift).toBe(0);
  });

  it('distinguishes walking from a confirmation by the totals', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(10, { in: 100, out: 90 }));
    adjust(ledger, 20);
    ledger.apply(level(18, { in: 108, out: 90 }));
    expect(pendingOf(ledger.state, door.key, 'a')).toBe('waiting');
    expect(ledger.occupancy).toBe(28);
    ledger.apply(level(20, { in: 108, out: 90 }));
    expect(pendingOf(ledger.state, door.key, 'a')).toBe('settled');
    expect(ledger.occupancy).toBe(28);
  });

  it.each([
    ['before it obeyed', 12],
    ['after it obeyed', 17],
  ])('knows a device that confirmed by its totals, when five walked in %s', (_when, shown) => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(9, { in: 9, out: 0 }));
    adjust(ledger, 12);
    ledger.apply(level(shown, { in: 14, out: 0 }));
    expect(pendingOf(ledger.state, door.key, 'a')).toBe('settled');
    expect(ledger.occupancy).toBe(shown);
    expect(ledger.state.correction).toBe(0);
  });

  it('follows two adjusts through the device, in order', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(47));
    adjust(ledger, 0, 0, 'a');
    adjust(ledger, 20, 20, 'b');
    ledger.apply(level(0));
    expect(ledger.occupancy).toBe(20);
    ledger.apply(level(20));
    expect(ledger.occupancy).toBe(20);
    expect(ledger.state.correction).toBe(0);
  });

  it('keeps the correction for a device that refuses', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(47));
    adjust(ledger, 0);
    ledger.state = refuseAdjust(ledger.state, door.key, 'a');
    ledger.apply(level(48));
    expect(ledger.occupancy).toBe(1);
    expect(ledger.state.correction).toBe(-47);
  });
});

describe('the sources of a zone', () => {
  it('leave counted people inside when a counting source is removed', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(count(0, 0));
    ledger.apply(count(4, 0));
    expect(occupancyOf(keepSources(ledger.state, new Set()))).toBe(4);
  });

  it('take their level along when a level source is removed', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(4));
    expect(occupancyOf(keepSources(ledger.state, new Set()))).toBe(0);
  });
});

describe('whatever devices report', () => {
  const walk = fc.record({ in: fc.nat(5), out: fc.nat(5) });
  const anyReading = fc.oneof(
    fc.tuple(fc.nat(1000), fc.nat(1000)).map(([peopleIn, left]) => count(peopleIn, left)),
    fc.integer({ min: -50, max: 500 }).map((occupancy) => level(occupancy)),
    fc
      .tuple(fc.integer({ min: -50, max: 500 }), fc.nat(1000), fc.nat(1000))
      .map(([occupancy, peopleIn, left]) => level(occupancy, { in: peopleIn, out: left })),
  );

  it('is never below 0 and always whole', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(anyReading, fc.constantFrom('a/main', 'b/x'), fc.integer({ min: -5000, max: 5000 })),
        ),
        fc.integer({ min: 1, max: 600 }),
        (readings, maxStep) => {
          const ledger = new LedgerUnderTest();
          for (const [reading, key, clockMs] of readings) {
            ledger.apply(reading, { clockMs }, { key, direction: 'normal' }, maxStep);
            expect(ledger.occupancy).toBeGreaterThanOrEqual(0);
            expect(Number.isInteger(ledger.occupancy)).toBe(true);
          }
        },
      ),
    );
  });

  it('counts every person once over restarts, duplicates and late answers', () => {
    const event = fc.oneof(
      { weight: 6, arbitrary: walk.map((people) => ({ kind: 'walk' as const, people })) },
      { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
      { weight: 2, arbitrary: fc.constant({ kind: 'duplicate' as const }) },
      { weight: 2, arbitrary: fc.nat(3).map((back) => ({ kind: 'late' as const, back })) },
      { weight: 1, arbitrary: fc.constant({ kind: 'save-and-load' as const }) },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const ledger = new LedgerUnderTest();
        const device = { in: 0, out: 0, clockMs: 1_000_000 };
        const answers = [{ ...device }];
        let truth = { in: 0, out: 0 };
        ledger.apply(count(0, 0), { clockMs: device.clockMs });
        // Nobody may leave who is not inside: that would correctly count as drift.
        let inside = 0;
        for (const event of events) {
          device.clockMs += 1000;
          if (event.kind === 'late') {
            const old = answers.at(-1 - event.back);
            if (old !== undefined) ledger.apply(count(old.in, old.out), { clockMs: old.clockMs });
            continue;
          }
          if (event.kind === 'save-and-load') ledger.state = JSON.parse(JSON.stringify(ledger.state));
          if (event.kind === 'restart') Object.assign(device, { in: 0, out: 0 });
          if (event.kind === 'walk') {
            const out = Math.min(event.people.out, inside + event.people.in);
            inside += event.people.in - out;
            truth = { in: truth.in + event.people.in, out: truth.out + out };
            device.in += event.people.in;
            device.out += out;
          }
          ledger.apply(count(device.in, device.out), { clockMs: device.clockMs });
          answers.push({ ...device });
          if (event.kind === 'duplicate')
            ledger.apply(count(device.in, device.out), { clockMs: device.clockMs });
        }
        expect(ledger.occupancy).toBe(inside);
        expect([ledger.state.totalIn, ledger.state.totalOut]).toEqual([truth.in, truth.out]);
      }),
      { numRuns: fc.readConfigureGlobal().numRuns ?? 500 },
    );
  });

  it('counts the same whatever the device clock says', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(walk, fc.integer({ min: -1e9, max: 1e9 }))), (steps) => {
        const ledger = new LedgerUnderTest();
        let peopleIn = 0;
        let left = 0;
        ledger.apply(count(0, 0), { clockMs: 0 });
        for (const [people, jumpMs] of steps) {
          peopleIn += people.in + people.out;
          left += people.out;
          ledger.apply(count(peopleIn, left), { clockMs: ledger.atMs + jumpMs });
        }
        expect(ledger.occupancy).toBe(peopleIn - left);
      }),
    );
  });

  it('starts a new day with empty numbers and the same people', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(9, { in: 9, out: 0 }));
    const next = rollDay(ledger.state, '2026-11-22');
    expect(occupancyOf(next)).toBe(9);
    expect([next.inToday, next.outToday, next.drift]).toEqual([0, 0, 0]);
    expect(next.startedWith).toBe(9);
  });

  it('remembers for the day how many a level found inside, whom nobody counted in', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(3));
    expect(ledger.state.found).toMatchObject({ occupancy: 3 });
    ledger.apply(level(5));
    expect([ledger.state.found?.occupancy, ledger.state.inToday]).toEqual([3, 2]);
    const next = rollDay(ledger.state, '2026-11-22');
    expect([next.found, next.startedWith]).toEqual([undefined, 5]);
    const empty = new LedgerUnderTest();
    empty.apply(level(0));
    expect(empty.state.found).toBeUndefined();
  });

  it('remembers for the day when the number was set, and to what', () => {
    const ledger = new LedgerUnderTest();
    ledger.apply(level(9, { in: 9, out: 0 }));
    const set = adjustLedger(ledger.state, { id: 'a', to: 3, targets: new Map(), atMs: 5000 });
    expect(set.set).toEqual({ atMs: 5000, to: 3 });
    expect(rollDay(set, '2026-11-22')).not.toHaveProperty('set');
  });
});
