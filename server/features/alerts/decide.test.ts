import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cause, causeKey } from './causes.ts';
import { type AlertState, decide } from './decide.ts';

const cause = (condition: Cause['condition'], more: Partial<Cause> = {}): Cause => ({
  site: 'bern',
  kind: 'sensor',
  subject: 'door-a',
  name: 'Door A',
  facts: {},
  opensAfterMs: 5000,
  closesAfterMs: 3000,
  condition,
  ...more,
});
const full = (condition: Cause['condition']) => cause(condition, { kind: 'full', opensAfterMs: 0 });
const nearlyFull = (condition: Cause['condition']) =>
  cause(condition, { kind: 'nearly-full', opensAfterMs: 0, coveredBy: causeKey(full('right')) });

/** What happened, second by second. */
function run(steps: readonly (readonly Cause[])[]): string[] {
  let state: AlertState = new Map();
  return steps.flatMap((causes, second) => {
    const decision = decide(state, causes, second * 1000);
    state = decision.state;
    return [
      ...decision.closed.map((key) => `${second} closed ${key.split('/')[1]}`),
      ...decision.opened.map(({ kind }) => `${second} opened ${kind}`),
    ];
  });
}

const times = (count: number, ...causes: Cause[]) => Array.from({ length: count }, () => causes);

describe('decide', () => {
  it('opens when it was wrong for long enough, and closes when it was right for long enough', () => {
    expect(run([...times(6, cause('wrong')), ...times(5, cause('right'))])).toEqual([
      '5 opened sensor',
      '9 closed sensor',
    ]);
  });

  it('does not open for what is over before its time', () => {
    expect(
      run([...times(5, cause('wrong')), ...times(1, cause('right')), ...times(5, cause('wrong'))]),
    ).toEqual([]);
  });

  it('closes at once when somebody has dealt with it: a reset, or another limit', () => {
    const before = cause('wrong', { opensAfterMs: 0, basis: '50' });
    expect(run([[before], [cause('right', { basis: '80' })]])).toEqual([
      '0 opened sensor',
      '1 closed sensor',
    ]);
    expect(run([[before], [cause('wrong', { basis: '80' })]])).toEqual(['0 opened sensor']);
    const waiting = decide(
      new Map([[causeKey(before), { isOpen: true }]]),
      [cause('right', { basis: '50' })],
      0,
    );
    expect(waiting.closed).toEqual([]);
    expect(waiting.state.get(causeKey(before))).toMatchObject({
      isOpen: true,
      closesAtMs: 3000,
      basis: '50',
    });
  });

  it('keeps an alert as it is while nothing can be said', () => {
    expect(run([...times(6, cause('wrong')), ...times(60, cause('unsure'))])).toEqual(['5 opened sensor']);
  });

  it('closes at once where the cause has gone from the configuration', () => {
    expect(run([...times(6, cause('wrong')), []])).toEqual(['5 opened sensor', '6 closed sensor']);
  });

  it('says full instead of nearly full, and not nearly full again on the way down', () => {
    const steps = [
      ...times(2, full('right'), nearlyFull('wrong')),
      ...times(2, full('wrong'), nearlyFull('wrong')),
      ...times(20, full('right'), nearlyFull('wrong')),
      ...times(1, full('right'), nearlyFull('right')),
      ...times(1, full('right'), nearlyFull('wrong')),
    ];
    expect(run(steps)).toEqual([
      '0 opened nearly-full',
      '2 closed nearly-full',
      '2 opened full',
      '7 closed full',
      '25 opened nearly-full',
    ]);
  });

  it('holds for any course of things: never two open of one cause, and no flicker', () => {
    const condition = fc.constantFrom('wrong', 'right', 'unsure') as fc.Arbitrary<Cause['condition']>;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2500), condition), { maxLength: 200 }), (course) => {
        let state: AlertState = new Map();
        let nowMs = 0;
        let isOpen = false;
        let changedMs = Number.NEGATIVE_INFINITY;
        for (const [passedMs, now] of course) {
          nowMs += passedMs;
          const { opened, closed, state: next } = decide(state, [cause(now)], nowMs);
          state = next;
          expect(opened.length + closed.length).toBeLessThanOrEqual(1);
          if (opened.length === 1) {
            expect(isOpen).toBe(false);
            expect(now).toBe('wrong');
            expect(nowMs - changedMs).toBeGreaterThanOrEqual(5000);
          }
          if (closed.length === 1) {
            expect(isOpen).toBe(true);
            expect(now).toBe('right');
            expect(nowMs - changedMs).toBeGreaterThanOrEqual(3000);
          }
          if (opened.length + closed.length > 0) {
            isOpen = !isOpen;
            changedMs = nowMs;
          }
        }
      }),
    );
  });

  it('closes by itself: whatever came before, what stays right has no alert in the end', () => {
    const condition = fc.constantFrom('wrong', 'right', 'unsure') as fc.Arbitrary<Cause['condition']>;
    fc.assert(
      fc.property(fc.array(fc.tuple(condition, condition), { maxLength: 100 }), (course) => {
        let state: AlertState = new Map();
        let second = 0;
        const step = (causes: Cause[]) => {
          second += 1;
          const decision = decide(state, causes, second * 1000);
          state = decision.state;
          return decision;
        };
        for (const [a, b] of course) {
          step([full(a), nearlyFull(b)]);
          const open = [...state.values()].filter((each) => each.isOpen);
          expect(open.length).toBeLessThanOrEqual(1);
        }
        for (let rest = 0; rest < 5; rest += 1) step([full('right'), nearlyFull('right')]);
        expect([...state.values()].some((each) => each.isOpen)).toBe(false);
      }),
    );
  });
});
