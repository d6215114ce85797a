import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from '#lib/contract/reading.ts';
import { adjustLedger, keepSources, pendingOf, refuseAdjust } from './adjust-ledger.ts';
import { type Arrived, applyReading, type LedgerSource, rollDay } from './ledger.ts';
import { emptyLedger, type LedgerState, occupancyOf } from './ledger-state.ts';

const day = '2026-11-21';
const door: LedgerSource = { key: 'door/main', direction: 'normal' };
const rules = { maxStep: 100 };

/** Books with readings entered one a second. */
class Books {
  state: LedgerState = emptyLedger(day);
  atMs = 1_000_000;

  take(reading: Reading, arrived: Partial<Arrived> = {}, source = door, maxStep = rules.maxStep) {
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

const count = (came: number, left: number, epoch?: string): Reading => ({
  kind: 'count',
  channel: 'main',
  in: came,
  out: left,
  ...(epoch === undefined ? {} : { epoch }),
});
const level = (occupancy: number, totals?: { in: number; out: number }): Reading => ({
  kind: 'level',
  channel: 'main',
  occupancy,
  ...(totals === undefined ? {} : { totals }),
});

describe('a source that counts', () => {
  it('starts with nobody inside, whatever its totals say', () => {
    const books = new Books();
    books.take(count(318, 12));
    expect(books.occupancy).toBe(0);
    expect(books.state.inToday).toBe(0);
  });

  it('adds the change of in less out', () => {
    const books = new Books();
    books.take(count(10, 4));
    books.take(count(15, 6));
    expect(books.occupancy).toBe(3);
    expect([books.state.inToday, books.state.outToday]).toEqual([5, 2]);
  });

  it('takes the new value as the change when the counter restarted', () => {
    const books = new Books();
    books.take(count(100, 90));
    books.take(count(110, 90));
    books.take(count(3, 1));
    expect(books.occupancy).toBe(12);
  });

  it('keeps the people inside at midnight and begins a new day of numbers', () => {
    const books = new Books();
    books.take(count(0, 0, '20261121'));
    books.take(count(7, 0, '20261121'));
    books.take(count(1, 0, '20261122'), { day: '2026-11-22' });
    expect(books.occupancy).toBe(8);
    expect(books.state.inToday).toBe(1);
  });

  it('sees a restart at midnight even when the new totals are higher', () => {
    const books = new Books();
    books.take(count(1, 0, '20261121'), { clockMs: 0 });
    books.atMs += 900_000 - 1000;
    books.take(count(3, 0, '20261122'), { clockMs: 900_000 });
    expect(books.occupancy).toBe(3);
  });

  it('counts nothing anew when the device clock jumps to another day', () => {
    const books = new Books();
    books.take(count(50, 0, '20261121'), { clockMs: 0 });
    books.take(count(51, 0, '20261122'), { clockMs: 86_400_000 });
    books.take(count(52, 0, '20261121'), { clockMs: 3000 });
    expect(books.occupancy).toBe(2);
  });

  it('swaps in and out for a reverse direction', () => {
    const books = new Books();
    const reverse: LedgerSource = { ...door, direction: 'reverse' };
    books.take(count(0, 0), {}, reverse);
    books.take(count(1, 6), {}, reverse);
    expect(books.occupancy).toBe(5);
    expect([books.state.inToday, books.state.outToday]).toEqual([6, 1]);
  });

  it('ignores an old answer that arrives late, and does not take it for a sign of life', () => {
    const books = new Books();
    books.take(count(10, 0), { clockMs: 1000 });
    books.take(count(12, 0), { clockMs: 2000 });
    expect(books.take(count(10, 0), { clockMs: 1000 })).toBe('late');
    expect(books.take(count(11, 0), { clockMs: 1500 })).toBe('late');
    books.take(count(13, 0), { clockMs: 3000 });
    expect(books.occupancy).toBe(3);
  });

  it('believes a restart after a minute although the device clock was set back a little', () => {
    const books = new Books();
    books.take(count(10, 0), { clockMs: 50_000 });
    expect(books.take(count(1, 0), { clockMs: 40_000 })).toBe('late');
    books.atMs += 61_000;
    expect(books.take(count(2, 0), { clockMs: 49_000 })).toBe('taken');
    expect(books.occupancy).toBe(2);
  });
});

describe('a source that reports a level', () => {
  it('contributes its level as it is, and several add up', () => {
    const books = new Books();
    books.take(level(5));
    books.take(level(7), {}, { key: 'other/main', direction: 'normal' });
    expect(books.occupancy).toBe(12);
  });

  it('never shows less than nobody, and books what was missing as drift', () => {
    const books = new Books();
    books.take(level(-3));
    expect(books.occupancy).toBe(0);
    expect(books.state.drift).toBe(3);
    books.take(level(-1));
    expect(books.occupancy).toBe(2);
  });

  it('takes people in and out from the totals behind the level', () => {
    const books = new Books();
    books.take(level(5, { in: 10, out: 5 }));
    books.take(level(6, { in: 13, out: 7 }));
    expect([books.state.inToday, books.state.outToday]).toEqual([3, 2]);
  });
});

describe('a jump beyond maxStep', () => {
  it('is taken only when the next two readings agree', () => {
    const books = new Books();
    books.take(level(5));
    expect(books.take(level(500))).toBe('suspect');
    expect(books.take(level(501))).toBe('suspect');
    expect(books.occupancy).toBe(5);
    expect(books.take(level(502))).toBe('taken');
    expect(books.occupancy).toBe(502);
  });

  it('is forgotten when the device comes to its senses', () => {
    const books = new Books();
    books.take(count(5, 0));
    expect(books.take(count(50_000, 0))).toBe('suspect');
    books.take(count(6, 0));
    expect(books.take(count(50_000, 0))).toBe('suspect');
    expect(books.occupancy).toBe(1);
  });

  it('is believed after a silence long enough for so many people', () => {
    const books = new Books();
    books.take(count(0, 0));
    books.atMs += 10 * 60_000;
    expect(books.take(count(900, 0))).toBe('taken');
  });
});

describe('adjust', () => {
  const adjust = (books: Books, to: number, target = to, id = 'a') => {
    const targets = new Map([[door.key, target]]);
    books.state = adjustLedger(books.state, { id, to, targets, atMs: books.atMs });
  };

  it('shows the number at once and drops the correction when the device shows it', () => {
    const books = new Books();
    books.take(level(47));
    adjust(books, 0);
    expect(books.occupancy).toBe(0);
    expect(pendingOf(books.state, door.key, 'a')).toBe('waiting');
    books.take(level(1));
    expect(books.occupancy).toBe(1);
    expect(books.state.correction).toBe(0);
    expect(pendingOf(books.state, door.key, 'a')).toBe('settled');
  });

  it('keeps who walked in before the device obeyed, whom the device itself forgets', () => {
    const books = new Books();
    books.take(level(47));
    adjust(books, 0);
    books.take(level(48));
    expect(books.occupancy).toBe(1);
    books.take(level(0));
    expect(books.occupancy).toBe(1);
  });

  it('shows no wrong number when a device obeys late', () => {
    const books = new Books();
    books.take(level(47));
    adjust(books, 20);
    for (let poll = 0; poll < 30; poll++) books.take(level(47));
    expect(books.occupancy).toBe(20);
    books.take(level(20));
    expect(books.occupancy).toBe(20);
    expect(books.state.drift).toBe(0);
  });

  it('tells walking from obeying by the totals', () => {
    const books = new Books();
    books.take(level(10, { in: 100, out: 90 }));
    adjust(books, 20);
    books.take(level(18, { in: 108, out: 90 }));
    expect(pendingOf(books.state, door.key, 'a')).toBe('waiting');
    expect(books.occupancy).toBe(28);
    books.take(level(20, { in: 108, out: 90 }));
    expect(pendingOf(books.state, door.key, 'a')).toBe('settled');
    expect(books.occupancy).toBe(28);
  });

  it.each([
    ['before it obeyed', 12],
    ['after it obeyed', 17],
  ])('knows a device that obeyed by its totals, when five walked in %s', (_when, shown) => {
    const books = new Books();
    books.take(level(9, { in: 9, out: 0 }));
    adjust(books, 12);
    books.take(level(shown, { in: 14, out: 0 }));
    expect(pendingOf(books.state, door.key, 'a')).toBe('settled');
    expect(books.occupancy).toBe(shown);
    expect(books.state.correction).toBe(0);
  });

  it('follows two adjusts through the device, in order', () => {
    const books = new Books();
    books.take(level(47));
    adjust(books, 0, 0, 'a');
    adjust(books, 20, 20, 'b');
    books.take(level(0));
    expect(books.occupancy).toBe(20);
    books.take(level(20));
    expect(books.occupancy).toBe(20);
    expect(books.state.correction).toBe(0);
  });

  it('keeps the correction for a device that refuses', () => {
    const books = new Books();
    books.take(level(47));
    adjust(books, 0);
    books.state = refuseAdjust(books.state, door.key, 'a');
    books.take(level(48));
    expect(books.occupancy).toBe(1);
    expect(books.state.correction).toBe(-47);
  });
});

describe('the sources of a zone', () => {
  it('leave counted people inside when a counting source is removed', () => {
    const books = new Books();
    books.take(count(0, 0));
    books.take(count(4, 0));
    expect(occupancyOf(keepSources(books.state, new Set()))).toBe(4);
  });

  it('take their level along when a level source is removed', () => {
    const books = new Books();
    books.take(level(4));
    expect(occupancyOf(keepSources(books.state, new Set()))).toBe(0);
  });
});

describe('whatever devices report', () => {
  const walk = fc.record({ in: fc.nat(5), out: fc.nat(5) });
  const anyReading = fc.oneof(
    fc.tuple(fc.nat(1000), fc.nat(1000)).map(([came, left]) => count(came, left)),
    fc.integer({ min: -50, max: 500 }).map((occupancy) => level(occupancy)),
    fc
      .tuple(fc.integer({ min: -50, max: 500 }), fc.nat(1000), fc.nat(1000))
      .map(([occupancy, came, left]) => level(occupancy, { in: came, out: left })),
  );

  it('is never below 0 and always whole', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(anyReading, fc.constantFrom('a/main', 'b/x'), fc.integer({ min: -5000, max: 5000 })),
        ),
        fc.integer({ min: 1, max: 600 }),
        (readings, maxStep) => {
          const books = new Books();
          for (const [reading, key, clockMs] of readings) {
            books.take(reading, { clockMs }, { key, direction: 'normal' }, maxStep);
            expect(books.occupancy).toBeGreaterThanOrEqual(0);
            expect(Number.isInteger(books.occupancy)).toBe(true);
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
        const books = new Books();
        const device = { in: 0, out: 0, clockMs: 1_000_000 };
        const answers = [{ ...device }];
        let truth = { in: 0, out: 0 };
        books.take(count(0, 0), { clockMs: device.clockMs });
        // Nobody may leave who is not inside, else the books rightly drift.
        let inside = 0;
        for (const event of events) {
          device.clockMs += 1000;
          if (event.kind === 'late') {
            const old = answers.at(-1 - event.back);
            if (old !== undefined) books.take(count(old.in, old.out), { clockMs: old.clockMs });
            continue;
          }
          if (event.kind === 'save-and-load') books.state = JSON.parse(JSON.stringify(books.state));
          if (event.kind === 'restart') Object.assign(device, { in: 0, out: 0 });
          if (event.kind === 'walk') {
            const out = Math.min(event.people.out, inside + event.people.in);
            inside += event.people.in - out;
            truth = { in: truth.in + event.people.in, out: truth.out + out };
            device.in += event.people.in;
            device.out += out;
          }
          books.take(count(device.in, device.out), { clockMs: device.clockMs });
          answers.push({ ...device });
          if (event.kind === 'duplicate')
            books.take(count(device.in, device.out), { clockMs: device.clockMs });
        }
        expect(books.occupancy).toBe(inside);
        expect([books.state.totalIn, books.state.totalOut]).toEqual([truth.in, truth.out]);
      }),
      { numRuns: 500 },
    );
  });

  it('counts the same whatever the device clock says', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(walk, fc.integer({ min: -1e9, max: 1e9 }))), (steps) => {
        const books = new Books();
        let came = 0;
        let left = 0;
        books.take(count(0, 0), { clockMs: 0 });
        for (const [people, jumpMs] of steps) {
          came += people.in + people.out;
          left += people.out;
          books.take(count(came, left), { clockMs: books.atMs + jumpMs });
        }
        expect(books.occupancy).toBe(came - left);
      }),
    );
  });

  it('starts a new day with empty numbers and the same people', () => {
    const books = new Books();
    books.take(level(9, { in: 9, out: 0 }));
    const next = rollDay(books.state, '2026-11-22');
    expect(occupancyOf(next)).toBe(9);
    expect([next.inToday, next.outToday, next.drift]).toEqual([0, 0, 0]);
    expect(next.startedWith).toBe(9);
  });

  it('remembers for the day when the number was set, and to what', () => {
    const books = new Books();
    books.take(level(9, { in: 9, out: 0 }));
    const set = adjustLedger(books.state, { id: 'a', to: 3, targets: new Map(), atMs: 5000 });
    expect(set.set).toEqual({ atMs: 5000, to: 3 });
    expect(rollDay(set, '2026-11-22')).not.toHaveProperty('set');
  });
});
