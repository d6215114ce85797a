import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runStore } from '#server/test-support/miscounting-store.ts';
import { isFreeDay, realDoor } from '#server/test-support/real-door.ts';
import { adjustLedger, takeBackExtra } from './adjust-ledger.ts';
import { type Closing, errorOf, learn, maxFactor, printFactors } from './calibration.ts';
import { applyReading, type Factor } from './ledger.ts';
import { emptyLedger, type LedgerState, occupancyOf, passagesOf } from './ledger-state.ts';
import { plausibleRange } from './plausible.ts';

const dateOf = (day: number) =>
  new Date(Date.parse('2026-01-05') + day * 86_400_000).toISOString().slice(0, 10);
const closing = (day: number, flows: Closing['flows']): Closing => ({
  day: dateOf(day),
  kind: day % 7 > 4 ? 'weekend' : 'workday',
  flows,
});

function realClosings(): Closing[] {
  const days = new Map<string, { in: number; out: number }>();
  for (const half of realDoor()) {
    const day = half.from.slice(0, 10);
    const sum = days.get(day) ?? { in: 0, out: 0 };
    days.set(day, { in: sum.in + half.in, out: sum.out + half.out });
  }
  return [...days].map(([day, flow]) => ({
    day,
    kind: isFreeDay(day) ? 'weekend' : 'workday',
    flows: { 'door/main': flow },
  }));
}

describe('what closings teach', () => {
  it('distinguishes a door that misses from one that does not, as far as their traffic differs', () => {
    const closings = Array.from({ length: 40 }, (_, day) => {
      const a = 400 + ((day * 37) % 300);
      const b = 300 + ((day * 53) % 400);
      return closing(day, { a: { in: a, out: a }, b: { in: b, out: Math.round(b * 0.95) } });
    });
    const { factors, misses, advice } = learn(closings);
    expect(advice).toBe('correct');
    expect(factors.workday.b?.out).toBeCloseTo(1 / 0.95, 1);
    expect(factors.workday.a?.out ?? 1).toBeLessThan(1.01);
    expect(misses.find(({ key, kind }) => key === 'b' && kind === 'workday')).toMatchObject({ side: 'out' });
  });

  it('stays within a tenth, and is little moved by a day on which a door failed', () => {
    const broken = Array.from({ length: 30 }, (_, day) =>
      closing(day, { a: { in: 500, out: day === 20 ? 0 : 490 } }),
    );
    expect(learn(broken).factors.workday.a?.out).toBeCloseTo(500 / 490, 2);
    const blind = Array.from({ length: 30 }, (_, day) => closing(day, { a: { in: 500, out: 250 } }));
    expect(learn(blind).factors.workday.a?.out).toBe(1 + maxFactor);
  });

  it('advises nothing where errors are by chance, or known too shortly', () => {
    const noise = [7, -9, 4, -3, 8, -6, 2, -8, 5, -1];
    const chance = Array.from({ length: 40 }, (_, day) =>
      closing(day, { a: { in: 500 + (noise[day % 10] ?? 0), out: 500 } }),
    );
    expect(learn(chance).advice).toBe('no-help');
    expect(learn(chance.slice(0, 9)).advice).toBe('too-early');
  });

  it('learns the same with what was judged before at hand', () => {
    const closings = realClosings().slice(0, 50);
    const before = learn(closings.slice(0, -1));
    expect(learn(closings, before)).toEqual(learn(closings));
  });

  it('says its factors in few words', () => {
    const none = { a: { in: 1, out: 1.05 } };
    expect(printFactors({ workday: none, weekend: none })).toBe('a out ×1.050');
    expect(printFactors({ workday: none, weekend: { a: { in: 1.02, out: 1 } } })).toBe(
      'a out ×1.050; weekend: a in ×1.020',
    );
  });
});

describe('on the real door, learning from the days before only', () => {
  const closings = realClosings();
  const judged = closings.slice(28).map((now, at) => {
    const learnt = learn(closings.slice(0, 28 + at));
    const passages = Object.values(now.flows).reduce((sum, flow) => sum + flow.in + flow.out, 0);
    const error = errorOf(now, learnt.factors[now.kind]);
    return { error, isInside: Math.abs(error) <= (learnt.spread.with?.perRoot ?? 0) * Math.sqrt(passages) };
  });
  const fortnight = closings.slice(28).map((now, at) => {
    const before = closings.slice(14 + at, 28 + at).flatMap(({ flows }) => Object.values(flows));
    const ratio =
      before.reduce((sum, flow) => sum + flow.in, 0) / before.reduce((sum, flow) => sum + flow.out, 0);
    return errorOf(now, { 'door/main': { in: 1, out: ratio } });
  });
  const size = (errors: readonly number[]) =>
    errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length;

  it('errs less at closing than as counted, and than with the ratio of two weeks', () => {
    const ours = size(judged.map(({ error }) => error));
    expect(ours).toBeLessThan(0.65 * size(closings.slice(28).map((each) => errorOf(each))));
    expect(ours).toBeLessThan(0.9 * size(fortnight));
  });

  it('promises a range that holds what it says', () => {
    const share = judged.filter(({ isInside }) => isInside).length / judged.length;
    expect(share).toBeGreaterThanOrEqual(0.8);
    expect(share).toBeLessThanOrEqual(0.97);
  });
});

describe('a store with a door that misses 3 of 100 who come in', () => {
  const model = { misses: [{ in: 0.03, out: 0 }] };
  const run = (calibration: 'off' | 'auto', careful: boolean) =>
    runStore(model, { calibration, careful, seed: 11 });

  it('errs by a fifth at most when it is corrected, and is careful ten times as seldom falsely green', () => {
    const without = run('off', false);
    const corrected = run('auto', false);
    const careful = run('auto', true);
    expect(corrected.closing).toBeLessThan(0.2 * without.closing);
    expect(corrected.wrongMinutes).toBeLessThan(without.wrongMinutes);
    expect(careful.falseGreenMinutes).toBeLessThanOrEqual(0.1 * corrected.falseGreenMinutes);
    expect(careful.falseGreenMinutes).toBeLessThanOrEqual(0.1 * without.falseGreenMinutes);
  });
});

describe('a source with a factor', () => {
  const day = '2026-11-21';
  const step = fc.record({ in: fc.nat(40), out: fc.nat(40) });
  const factor = fc.record({
    in: fc.double({ min: 0.9, max: 1.1, noNaN: true }),
    out: fc.double({ min: 0.9, max: 1.1, noNaN: true }),
  });
  const walk = (steps: readonly Factor[], by: Factor | undefined, correction = 0): LedgerState => {
    let state: LedgerState = { ...emptyLedger(day), correction };
    const totals = { in: 0, out: 0 };
    for (const [at, { in: came, out: went }] of [{ in: 0, out: 0 }, ...steps].entries()) {
      totals.in += came;
      totals.out += went;
      const reading = { kind: 'count', channel: 'main', ...totals } as const;
      const source = { key: 'a', direction: 'normal', factor: by } as const;
      state = applyReading(state, source, reading, { atMs: at * 60_000, day }, { maxStep: 1000 }).state;
    }
    return state;
  };

  it('never changes what was counted, and is never below 0', () => {
    fc.assert(
      fc.property(fc.array(step), factor, (steps, by) => {
        const [plain, corrected] = [walk(steps, undefined), walk(steps, by)];
        expect(occupancyOf(corrected)).toBeGreaterThanOrEqual(0);
        expect(Number.isInteger(occupancyOf(corrected))).toBe(true);
        for (const key of ['inToday', 'outToday', 'totalIn', 'totalOut'] as const) {
          expect(corrected[key]).toBe(plain[key]);
        }
      }),
    );
  });

  it('is taken back to what would have been counted without it, where nothing was cut off at 0', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), factor, (steps, by) => {
        const corrected = walk(steps, by, 5000);
        expect(occupancyOf(takeBackExtra(corrected, () => true))).toBe(
          occupancyOf(walk(steps, undefined, 5000)),
        );
      }),
    );
  });

  it('shows exactly the number that is set, and is sure of it', () => {
    fc.assert(
      fc.property(fc.array(step), factor, fc.nat(500), (steps, by, to) => {
        const set = adjustLedger(walk(steps, by), { id: 'x', to, targets: new Map(), atMs: 0 });
        expect(occupancyOf(set)).toBe(to);
        expect(passagesOf(set)).toBe(0);
        expect(plausibleRange(to, passagesOf(set), undefined)).toEqual({ low: to, high: to });
      }),
    );
  });
});
