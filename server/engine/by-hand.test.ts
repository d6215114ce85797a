import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountReading, Passage } from '#lib/contract/reading.ts';
import { adjustLedger } from './adjust-ledger.ts';
import { applyPassages, applyUncounted, type HandArrived } from './by-hand.ts';
import { applyReading } from './ledger.ts';
import { emptyLedger, type LedgerState, occupancyOf, passagesOf } from './ledger-state.ts';

const source = { key: 'door/main', direction: 'normal' as const };
const dayMs = 86_400_000;
const today = '2026-11-21';
const noonMs = Date.parse(`${today}T12:00:00Z`);

const arrivedAt = (atMs: number): HandArrived => ({
  atMs,
  dayOf: (ms) => new Date(ms).toISOString().slice(0, 10),
});

/** A reading of all passages, or of the last ones. */
function readingOf(passages: readonly Passage[], given = passages): CountReading {
  const sum = (way: 'in' | 'out') => passages.reduce((total, passage) => total + passage[way], 0);
  const sequence = passages.at(-1)?.sequence ?? 0;
  return { kind: 'count', channel: 'main', in: sum('in'), out: sum('out'), sequence, passages: given };
}

function begun(): LedgerState {
  return applyPassages(emptyLedger(today), source, readingOf([]), arrivedAt(noonMs)).state;
}

function passage(sequence: number, over: Partial<Passage> = {}): Passage {
  return { sequence, in: 1, out: 0, atMs: noonMs, isPlaced: false, ...over };
}

describe('passages counted by hand', () => {
  it('count once, whatever is repeated, in whatever portions they come', () => {
    const ways = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });
    const portions = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 12 });
    fc.assert(
      fc.property(ways, portions, (isIn, cuts) => {
        // People who go out were inside: nobody is below 0, which the ledger would correct.
        const all = [...isIn.map(() => true), ...isIn].map((each, at) =>
          passage(at + 1, each ? {} : { in: 0, out: 1 }),
        );
        let state = begun();
        let known = 0;
        for (const [length, again] of cuts) {
          const from = Math.max(0, known - again);
          known = Math.min(all.length, known + length);
          const some = all.slice(0, known);
          state = applyPassages(state, source, readingOf(some, some.slice(from)), arrivedAt(noonMs)).state;
          // What a crash kept from the zone comes again with all the others.
          state = applyPassages(state, source, readingOf(some), arrivedAt(noonMs)).state;
        }
        state = applyPassages(state, source, readingOf(all), arrivedAt(noonMs)).state;
        const came = all.filter((each) => each.in === 1).length;
        expect([state.inToday, state.outToday]).toEqual([came, all.length - came]);
        expect(occupancyOf(state)).toBe(came - (all.length - came));
      }),
    );
  });

  it('of yesterday change neither today’s people nor a number that was set since', () => {
    const set = adjustLedger(begun(), { id: 'morning', to: 0, targets: new Map(), atMs: noonMs - 3_600_000 });
    const late = passage(1, { in: 7, atMs: noonMs - dayMs, isPlaced: true });
    const { state, verdict } = applyPassages(set, source, readingOf([late]), arrivedAt(noonMs));
    expect(verdict).toBe('taken');
    expect([occupancyOf(state), state.inToday, state.totalIn]).toEqual([0, 0, 0]);
    expect(passagesOf(state)).toBe(0);
    const next = applyPassages(state, source, readingOf([late, passage(2)]), arrivedAt(noonMs)).state;
    expect([occupancyOf(next), next.inToday]).toEqual([1, 1]);
  });

  it('of yesterday, where nobody has set the number since, are still inside', () => {
    const late = passage(1, { in: 7, atMs: noonMs - dayMs, isPlaced: true });
    const { state } = applyPassages(begun(), source, readingOf([late]), arrivedAt(noonMs));
    expect([occupancyOf(state), state.inToday, state.totalIn]).toEqual([7, 0, 0]);
    // Entered into history elsewhere, they make the number less sure all the same.
    expect(passagesOf(state)).toBe(7);
  });

  it('are taken back with what they did', () => {
    const undone = [passage(1), passage(2), passage(3, { in: -1 })];
    const { state } = applyPassages(begun(), source, readingOf(undone), arrivedAt(noonMs));
    expect([occupancyOf(state), state.inToday, state.totalIn]).toEqual([1, 1, 1]);
  });

  it('go on from whoever counted before, and through a door that leads the other way', () => {
    const device = { kind: 'count', channel: 'main', in: 500, out: 480 } as const;
    const arrived = { atMs: noonMs, day: today };
    let state = applyReading(emptyLedger(today), source, device, arrived, { maxStep: 100 }).state;
    state = applyReading(state, source, { ...device, in: 510 }, arrived, { maxStep: 100 }).state;
    const reverse = { ...source, direction: 'reverse' as const };
    state = applyPassages(state, reverse, readingOf([passage(1)]), arrivedAt(noonMs)).state;
    expect(occupancyOf(state)).toBe(10);
    state = applyPassages(state, reverse, readingOf([passage(1), passage(2)]), arrivedAt(noonMs)).state;
    expect([occupancyOf(state), state.outToday]).toEqual([9, 1]);
  });
});

describe('what the ledger keeps of passages', () => {
  const counter = (state: LedgerState) => state.sources[source.key];

  it('begins with who was inside, and with nothing known of clocks', () => {
    const { state, verdict } = applyPassages(
      emptyLedger(today),
      source,
      { kind: 'count', channel: 'main', in: 4, out: 1 },
      arrivedAt(noonMs),
    );
    expect(verdict).toBe('taken');
    expect(counter(state)).toStrictEqual({
      kind: 'count',
      net: 0,
      last: { in: 4, out: 1, atMs: noonMs },
      atMs: noonMs,
      clocks: [],
    });
  });

  it('goes on from a level, and from the sums of a count', () => {
    const arrived = { atMs: noonMs, day: today };
    const level = { kind: 'level', channel: 'main', occupancy: 6 } as const;
    const after = applyReading(emptyLedger(today), source, level, arrived, { maxStep: 9 }).state;
    expect(counter(applyPassages(after, source, readingOf([]), arrivedAt(noonMs)).state)).toMatchObject({
      kind: 'count',
      net: 6,
    });
    const factored = { ...source, factor: { in: 1, out: 1.5 } };
    const totals = (out: number) => ({ kind: 'count', channel: 'main', in: 20, out }) as const;
    let state = applyReading(emptyLedger(today), factored, totals(0), arrived, { maxStep: 99 }).state;
    state = applyReading(state, factored, totals(4), arrived, { maxStep: 99 }).state;
    const { sum } = counter(state) as { sum?: object };
    expect(sum).toBeDefined();
    const next = applyPassages(state, factored, readingOf([]), arrivedAt(noonMs)).state;
    expect(counter(next)).toMatchObject({ sum });
  });

  it('adds up both ways, and what a factor adds to them', () => {
    const factored = { ...source, factor: { in: 1, out: 1.5 } };
    const all = [passage(1, { in: 9 }), passage(2, { in: 0, out: 2 }), passage(3, { in: 0, out: 2 })];
    const { state, verdict } = applyPassages(begun(), factored, readingOf(all), arrivedAt(noonMs + 5));
    expect(verdict).toBe('taken');
    expect(state).toMatchObject({ inToday: 9, outToday: 4, totalIn: 9, totalOut: 4 });
    expect(counter(state)).toStrictEqual({
      kind: 'count',
      net: 5,
      sum: { in: 9, out: 4 },
      extra: -2,
      last: { in: 9, out: 4, atMs: noonMs + 5, sequence: 3 },
      atMs: noonMs + 5,
      clocks: [],
    });
    expect(occupancyOf(state)).toBe(3);
    const plain = applyPassages(begun(), source, readingOf(all), arrivedAt(noonMs)).state;
    expect(counter(plain)).not.toHaveProperty('extra');
  });

  it('is the same when nothing new is reported', () => {
    const state = applyPassages(begun(), source, readingOf([passage(1)]), arrivedAt(noonMs)).state;
    const again = applyPassages(state, source, readingOf([passage(1)]), arrivedAt(noonMs + 7));
    expect(again.verdict).toBe('same');
    expect(counter(again.state)).toMatchObject({ atMs: noonMs + 7, last: { sequence: 1 } });
    const silent = { kind: 'count', channel: 'main', in: 1, out: 0, sequence: 1 } as const;
    expect(applyPassages(state, source, silent, arrivedAt(noonMs)).verdict).toBe('same');
  });

  it('is known for sure as long as nobody has passed since the number was set', () => {
    const set = adjustLedger(begun(), { id: 'a', to: 5, targets: new Map(), atMs: noonMs });
    const before = applyPassages(set, source, readingOf([passage(1)]), arrivedAt(noonMs + 9)).state;
    // Who passed in the very moment was seen by whoever set the number.
    expect([occupancyOf(before), passagesOf(before), before.correction]).toEqual([5, 0, 4]);
    const since = [passage(1), passage(2, { in: 2, out: 1, atMs: noonMs + 1 })];
    const after = applyPassages(set, source, readingOf(since), arrivedAt(noonMs + 9)).state;
    expect([occupancyOf(after), passagesOf(after)]).toEqual([6, 3]);
  });

  it('are those who went when nobody was inside, oldest first, and not for ever', () => {
    const out = (sequence: number, atMs: number, people = 1) =>
      passage(sequence, { in: 0, out: people, atMs });
    const applied = (...all: Passage[]) =>
      applyPassages(begun(), source, readingOf(all), arrivedAt(noonMs)).state;
    const state = applied(out(1, noonMs - 1000, 2), out(2, noonMs - 3000));
    expect(state).toMatchObject({
      drift: 3,
      owed: [
        { atMs: noonMs - 3000, people: 1 },
        { atMs: noonMs - 1000, people: 2 },
      ],
    });
    // Nobody comes in at the very moment in which others go, and is one of them.
    const came = (atMs: number) => passage(3, { in: 2, atMs });
    const both = [out(1, noonMs - 1000, 2), out(2, noonMs - 3000)];
    expect(applied(...both, came(noonMs - 3000))).toMatchObject({ drift: 1, owed: [{ people: 1 }] });
    expect(applied(...both, came(noonMs - 1000)).owed).toHaveLength(2);
    expect(applied(...both, came(noonMs - 2000))).toMatchObject({
      drift: 1,
      owed: [{ atMs: noonMs - 3000, people: 1 }],
    });
    const aged = applied(out(1, noonMs - 8 * dayMs), out(2, noonMs - 8 * dayMs + 1), out(3, noonMs));
    expect(aged.owed).toMatchObject([{ atMs: noonMs - 8 * dayMs + 1 }, { atMs: noonMs }]);
    expect(applied(passage(1))).not.toHaveProperty('owed');
    const many = Array.from({ length: 501 }, (_, at) => out(at + 1, noonMs - 1000 + at));
    expect(applied(...many).owed).toMatchObject({ length: 500, 0: { atMs: noonMs - 999 } });
  });
});

describe('phones that send what they have counted in another order than people passed', () => {
  /** People of a day: each comes in once and goes out later, if at all. Sorted by time. */
  const people = fc
    .array(fc.tuple(fc.nat(600), fc.option(fc.nat(600))), { minLength: 1, maxLength: 40 })
    .map((all) =>
      all
        .flatMap(([comes, stays]) => [
          { minute: comes, in: 1, out: 0 },
          ...(stays === null ? [] : [{ minute: comes + 1 + stays, in: 0, out: 1 }]),
        ])
        .toSorted((a, b) => a.minute - b.minute || b.in - a.in),
    );
  type Passed = { readonly minute: number; readonly in: number; readonly out: number };
  const startMs = noonMs - 12 * 3_600_000;

  function entered(
    all: readonly Passed[],
    between = (state: LedgerState, _at: number) => state,
  ): LedgerState {
    const passages = all.map(({ minute, ...flow }, at) =>
      passage(at + 1, { ...flow, atMs: startMs + minute * 60_000 }),
    );
    return passages.reduce((state, _, at) => {
      const known = passages.slice(0, at + 1);
      return between(applyPassages(state, source, readingOf(known), arrivedAt(noonMs)).state, at);
    }, begun());
  }
  const truthOf = (all: readonly Passed[]) => all.reduce((sum, each) => sum + each.in - each.out, 0);

  it('come to the number that is true, whoever is first, where the outs come in their order', () => {
    fc.assert(
      fc.property(
        people,
        fc.array(fc.boolean(), { maxLength: 120 }),
        fc.infiniteStream(fc.nat()),
        (all, isOutNext, at) => {
          const outs = all.filter((each) => each.out === 1);
          // Those who count the people who come in send in any order, before, between and after.
          const ins = all.filter((each) => each.in === 1);
          const arriving: Passed[] = [];
          for (const isOut of isOutNext) {
            const next = isOut
              ? outs.shift()
              : ins.splice((at.next().value ?? 0) % Math.max(1, ins.length), 1)[0];
            if (next !== undefined) arriving.push(next);
          }
          const state = entered([...arriving, ...outs, ...ins]);
          expect(occupancyOf(state)).toBe(truthOf(all));
          expect([state.owed, state.drift]).toEqual([undefined, 0]);
        },
      ),
    );
  });

  it('never come to less than is true, in whatever order, and to no more than without taking back', () => {
    const orders = people.chain((all) => fc.shuffledSubarray([...all], { minLength: all.length }));
    fc.assert(
      fc.property(orders, (arriving) => {
        // Without the memory of who is owed, each raise would stay.
        const forgetful = entered(arriving, ({ owed: _, ...state }) => state);
        const number = occupancyOf(entered(arriving));
        expect(number).toBeGreaterThanOrEqual(truthOf(arriving));
        expect(number).toBeLessThanOrEqual(occupancyOf(forgetful));
      }),
    );
  });

  it('take nothing back of people who came in later, nor of a number that staff has set since', () => {
    const out = { minute: 10, in: 0, out: 3 };
    expect(occupancyOf(entered([out, { minute: 11, in: 2, out: 0 }]))).toBe(2);
    expect(occupancyOf(entered([out, { minute: 10.01, in: 2, out: 0 }]))).toBe(2);
    expect(occupancyOf(entered([out, { minute: 9.99, in: 2, out: 0 }]))).toBe(0);
    const set = (state: LedgerState, at: number) =>
      at === 0 ? adjustLedger(state, { id: 'a', to: 5, targets: new Map(), atMs: startMs }) : state;
    expect(occupancyOf(entered([out, { minute: 9, in: 2, out: 0 }], set))).toBe(7);
  });
});

describe('a device in whose place people count', () => {
  const arrived = { atMs: noonMs, day: today };
  const rules = { maxStep: 50 };
  const count = (came: number, went: number) =>
    ({ kind: 'count', channel: 'main', in: came, out: went }) as const;

  it('changes nothing with its counts, and goes on from them', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.nat(40), (came, went, more) => {
        let state = applyReading(emptyLedger(today), source, count(100, 100), arrived, rules).state;
        state = applyReading(state, source, count(130, 100), arrived, rules).state;
        const before = [occupancyOf(state), state.inToday, state.outToday, state.totalIn];
        state = applyUncounted(state, source, count(came, went), arrived).state;
        expect([occupancyOf(state), state.inToday, state.outToday, state.totalIn]).toEqual(before);
        state = applyReading(state, source, count(came + more, went), arrived, rules).state;
        expect([occupancyOf(state), state.inToday]).toEqual([30 + more, 30 + more]);
      }),
    );
  });

  it('reports what it could not take, and that there is something new', () => {
    const dated = (clockMs: number) => ({ ...arrived, clockMs });
    let state = applyReading(emptyLedger(today), source, count(100, 100), dated(1000), rules).state;
    const taken = applyUncounted(state, source, count(130, 100), dated(2000));
    expect(taken.verdict).toBe('taken');
    state = taken.state;
    const back = applyUncounted(state, source, count(100, 100), dated(1000));
    expect(back.verdict).toBe('late');
    expect(back.state.sources[source.key]).toMatchObject({ last: { in: 130, clockMs: 2000 } });
    const first = applyUncounted(emptyLedger(today), source, count(7, 3), arrived);
    expect([first.verdict, occupancyOf(first.state)]).toEqual(['taken', 0]);
  });

  it('changes nothing with its level either', () => {
    const level = (occupancy: number) => ({ kind: 'level', channel: 'main', occupancy }) as const;
    let state = applyReading(emptyLedger(today), source, level(20), arrived, rules).state;
    state = applyUncounted(state, source, level(3), arrived).state;
    expect(occupancyOf(state)).toBe(20);
    state = applyReading(state, source, level(5), arrived, rules).state;
    expect(occupancyOf(state)).toBe(22);
  });
});

describe('a passage that is known late', () => {
  const earlier = noonMs - 600_000;

  it('leaves a number that was set since as it is, also where people were counted before', () => {
    const three = passage(1, { in: 3, atMs: earlier - 60_000 });
    let state = applyPassages(begun(), source, readingOf([three]), arrivedAt(noonMs)).state;
    state = adjustLedger(state, { id: 'count', to: 10, targets: new Map(), atMs: noonMs - 60_000 });
    const late = passage(2, { in: 2, out: 1, atMs: earlier });
    state = applyPassages(state, source, readingOf([three, late]), arrivedAt(noonMs)).state;
    expect([occupancyOf(state), state.inToday, state.outToday]).toEqual([10, 5, 1]);
  });

  it('makes the number less sure by everybody who passed, in either direction', () => {
    const both = passage(1, { in: 2, out: 3, isPlaced: true });
    const { state } = applyPassages(begun(), source, readingOf([passage(1, { in: 5 })]), arrivedAt(noonMs));
    const before = passagesOf(state);
    const next = applyPassages(
      state,
      source,
      readingOf([passage(1, { in: 5 }), { ...both, sequence: 2 }]),
      arrivedAt(noonMs),
    ).state;
    expect(passagesOf(next) - before).toBe(5);
  });

  it('pays back by and by for those who went out before it was known that they had come', () => {
    const gone = passage(1, { in: 0, out: 3 });
    const one = passage(2, { in: 1, atMs: earlier });
    const three = passage(3, { in: 3, atMs: earlier + 60_000 });
    const knownBy = (...known: Passage[]) =>
      known.reduce(
        (state, _, at) =>
          applyPassages(state, source, readingOf(known.slice(0, at + 1)), arrivedAt(noonMs)).state,
        begun(),
      );
    expect(occupancyOf(knownBy(gone))).toBe(0);
    expect(occupancyOf(knownBy(gone, one))).toBe(0);
    // Two of the three were still missing: one of these is inside.
    expect(occupancyOf(knownBy(gone, one, three))).toBe(1);
  });
});
