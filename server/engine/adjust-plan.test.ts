import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planAdjust } from './adjust-plan.ts';

describe('an adjust', () => {
  it('gives all to the first device that can be set, and 0 to the rest', () => {
    const targets = planAdjust(12, [
      { key: 'a', level: 5, canSet: true },
      { key: 'b', level: 9, canSet: true },
    ]);
    expect([...targets]).toEqual([
      ['a', 12],
      ['b', 0],
    ]);
  });

  it('leaves the first device what the others keep', () => {
    const targets = planAdjust(12, [
      { key: 'hall', level: 4, canSet: false },
      { key: 'a', level: 5, canSet: true },
    ]);
    expect([...targets]).toEqual([['a', 8]]);
  });

  it('sends no device a level below 0', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(
          fc.record({
            key: fc.string(),
            level: fc.option(fc.integer({ min: -100, max: 1000 }), { nil: undefined }),
            canSet: fc.boolean(),
          }),
        ),
        (to, sources) => {
          for (const level of planAdjust(to, sources).values()) expect(level).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('sends nothing where no device can be set', () => {
    expect(planAdjust(3, [{ key: 'a', level: undefined, canSet: false }]).size).toBe(0);
  });

  it('asks the first device for nobody where the others keep more than is wanted', () => {
    const targets = planAdjust(2, [
      { key: 'hall', level: 4, canSet: false },
      { key: 'attic', level: 1, canSet: false },
      { key: 'a', level: 5, canSet: true },
      { key: 'b', level: 5, canSet: true },
    ]);
    expect([...targets]).toEqual([
      ['a', 0],
      ['b', 0],
    ]);
  });

  it('counts a device that reports fewer than nobody, or was never heard, as empty', () => {
    const targets = planAdjust(12, [
      { key: 'hall', level: -4, canSet: false },
      { key: 'attic', level: undefined, canSet: false },
      { key: 'cellar', level: 3, canSet: false },
      { key: 'a', level: undefined, canSet: true },
    ]);
    expect([...targets]).toEqual([['a', 9]]);
  });
});
