import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideLight,
  type LightInput,
  type LightRules,
  type LightState,
  peopleFree,
  peopleToLeave,
} from './light.ts';

const rules: LightRules = {
  capacity: 100,
  amberAt: 0.8,
  redAt: 1,
  release: 0.05,
  minHoldMs: 3000,
  onStale: 'unknown',
};
const trusted: LightInput = {
  occupancy: 0,
  untrustedReason: undefined,
  isOpen: true,
  hold: undefined,
  nowMs: 0,
};

/** The light after a row of moments. */
function lightAfter(moments: readonly Partial<LightInput>[], change: Partial<LightRules> = {}): LightState {
  let state: LightState | undefined;
  for (const moment of moments)
    state = decideLight(state, { ...trusted, ...moment }, { ...rules, ...change });
  if (state === undefined) throw new Error('a light needs a moment');
  return state;
}

describe('the light', () => {
  it.each([
    [0, 'green'],
    [79, 'green'],
    [80, 'amber'],
    [99, 'amber'],
    [100, 'red'],
    [250, 'red'],
  ])('at %i of 100 is %s', (occupancy, light) => {
    expect(lightAfter([{ occupancy }]).light).toBe(light);
  });

  it('meets its limits exactly although shares are no binary fractions', () => {
    expect(lightAfter([{ occupancy: 84 }], { capacity: 120, amberAt: 0.7 }).light).toBe('amber');
    expect(lightAfter([{ occupancy: 83 }], { capacity: 120, amberAt: 0.7 }).light).toBe('green');
  });

  it('goes up at once', () => {
    expect(lightAfter([{ occupancy: 0 }, { occupancy: 100, nowMs: 1 }]).light).toBe('red');
  });

  it('goes back only below the margin', () => {
    expect(lightAfter([{ occupancy: 100 }, { occupancy: 96, nowMs: 60_000 }]).light).toBe('red');
    expect(lightAfter([{ occupancy: 100 }, { occupancy: 95, nowMs: 60_000 }]).light).toBe('amber');
  });

  it('goes back only after the minimum time', () => {
    expect(lightAfter([{ occupancy: 100 }, { occupancy: 0, nowMs: 2999 }]).light).toBe('red');
    expect(lightAfter([{ occupancy: 100 }, { occupancy: 0, nowMs: 3000 }]).light).toBe('green');
  });

  it('is green for an empty zone of any capacity', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (capacity, at) => {
          expect(lightAfter([{}], { capacity, amberAt: at, redAt: at }).light).toBe('green');
        },
      ),
    );
  });

  it('changes at most once in minHold however the number dances at the limit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 94, max: 103 }), { minLength: 2, maxLength: 200 }), (dance) => {
        let state: LightState | undefined;
        let backs = 0;
        dance.forEach((occupancy, index) => {
          const next = decideLight(state, { ...trusted, occupancy, nowMs: index * 100 }, rules);
          if (state?.light === 'red' && next.light === 'amber') backs++;
          state = next;
        });
        expect(backs).toBeLessThanOrEqual(Math.floor((dance.length * 100) / rules.minHoldMs));
      }),
    );
  });

  it('is never green when the count cannot be trusted, unless staff holds it', () => {
    const moment = fc.record({
      occupancy: fc.nat(200),
      untrustedReason: fc.option(fc.constantFrom('stale:a', 'starting:b'), { nil: undefined }),
      isOpen: fc.boolean(),
      hold: fc.constant(undefined),
      nowMs: fc.nat(100_000),
    });
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1 }), (moments) => {
        const { light } = lightAfter(moments.toSorted((a, b) => a.nowMs - b.nowMs));
        const last = moments.toSorted((a, b) => a.nowMs - b.nowMs).at(-1);
        if (last?.untrustedReason !== undefined && last.isOpen) expect(light).toBe('unknown');
        if (last?.isOpen === false) expect(light).toBe('closed');
        if (light === 'green') expect(last?.occupancy).toBeLessThan(80);
      }),
    );
  });

  it('is red instead of unknown where the owner wants it so, as long as a sensor is silent', () => {
    const state = lightAfter([{ untrustedReason: 'stale:door-b' }], { onStale: 'red' });
    expect(state).toMatchObject({ light: 'red', reason: 'stale:door-b' });
  });

  it.each(['starting:door-b', 'no-sources', 'storage', 'count-lost'] as const)(
    'is unknown for %s, whatever a silent sensor makes of it',
    (untrustedReason) => {
      const state = lightAfter([{ untrustedReason }], { onStale: 'red' });
      expect(state).toMatchObject({ light: 'unknown', reason: untrustedReason });
    },
  );

  it('is what staff holds, even outside opening hours', () => {
    const hold = { light: 'red', by: 'admin' } as const;
    expect(lightAfter([{ hold, isOpen: false }])).toMatchObject({ light: 'red', reason: 'hold:admin' });
  });

  it('is red in a full zone although staff holds green', () => {
    const hold = { light: 'green', by: 'admin' } as const;
    expect(lightAfter([{ hold, occupancy: 100 }]).light).toBe('red');
    expect(lightAfter([{ hold, occupancy: 90 }]).light).toBe('green');
  });

  it('returns from unknown to what the count says', () => {
    expect(
      lightAfter([{ occupancy: 10 }, { untrustedReason: 'stale:a' }, { occupancy: 100, nowMs: 10 }]).light,
    ).toBe('red');
  });

  it('says why it is what the count says', () => {
    expect(lightAfter([{ occupancy: 0 }]).reason).toBe('free');
    expect(lightAfter([{ occupancy: 80 }]).reason).toBe('nearly-full');
    expect(lightAfter([{ occupancy: 100 }]).reason).toBe('full');
    expect(lightAfter([{ isOpen: false }])).toMatchObject({ light: 'closed', reason: 'hours' });
  });

  it('is the very same object while nothing is different, and another one when anything is', () => {
    const before: LightState = { light: 'amber', reason: 'nearly-full', level: 'amber', levelSinceMs: 5000 };
    const decide = (now: Partial<LightInput>, from = before) =>
      decideLight(from, { ...trusted, occupancy: 85, nowMs: 60_000, ...now }, rules);
    expect(decide({})).toBe(before);
    const closed: LightState = { ...before, light: 'closed', reason: 'hours' };
    expect(decide({ isOpen: false })).toEqual(closed);
    expect(decide({ isOpen: false }, closed)).toBe(closed);
    // One field each that differs.
    expect(decide({}, { ...before, light: 'green' })).toEqual(before);
    expect(decide({}, { ...before, reason: 'free' })).toEqual(before);
    const held: LightState = { ...closed, light: 'red', reason: 'hold:ann' };
    const hold = { light: 'red', by: 'ann' } as const;
    expect(decide({ hold, occupancy: 100 }, held)).toEqual({ ...held, level: 'red', levelSinceMs: 60_000 });
    // Green and amber by turns, under the same hold.
    expect(decide({ hold, occupancy: 10 }, held)).toEqual({ ...held, level: 'green', levelSinceMs: 60_000 });
    expect(decideLight(held, { ...trusted, hold, occupancy: 10, nowMs: 60_000 }, rules)).not.toBe(held);
  });

  it('keeps what the count said last while it cannot be trusted', () => {
    const first = lightAfter([{ untrustedReason: 'starting:a', occupancy: 100, nowMs: 7 }]);
    expect(first).toEqual({ light: 'unknown', reason: 'starting:a', level: 'green', levelSinceMs: 7 });
    const red = lightAfter([
      { occupancy: 100, nowMs: 10 },
      { untrustedReason: 'stale:a', occupancy: 0, nowMs: 60_000 },
    ]);
    expect(red).toEqual({ light: 'unknown', reason: 'stale:a', level: 'red', levelSinceMs: 10 });
  });

  it('stays since it came, however often the same is counted', () => {
    const steady = lightAfter([
      { occupancy: 85, nowMs: 10 },
      { occupancy: 86, nowMs: 20_000 },
      { occupancy: 84, nowMs: 40_000 },
    ]);
    expect(steady).toMatchObject({ level: 'amber', levelSinceMs: 10 });
  });

  it('waits for the minimum time from the change on, whenever that was', () => {
    const red = { occupancy: 100, nowMs: 100_000 };
    expect(lightAfter([red, { occupancy: 0, nowMs: 102_999 }]).light).toBe('red');
    expect(lightAfter([red, { occupancy: 0, nowMs: 103_000 }]).light).toBe('green');
  });

  it('does not go up on the way down: near a limit from below it is what it was', () => {
    expect(lightAfter([{ occupancy: 85 }, { occupancy: 97, nowMs: 60_000 }]).light).toBe('amber');
    expect(lightAfter([{ occupancy: 70 }, { occupancy: 78, nowMs: 60_000 }]).light).toBe('green');
  });

  it('goes from amber to green only below the margin', () => {
    expect(lightAfter([{ occupancy: 80 }, { occupancy: 76, nowMs: 60_000 }]).light).toBe('amber');
    expect(lightAfter([{ occupancy: 80 }, { occupancy: 75, nowMs: 60_000 }]).light).toBe('green');
  });

  it('has a margin of one person at least', () => {
    const small = { capacity: 4, release: 0 };
    expect(lightAfter([{ occupancy: 4 }, { occupancy: 3, nowMs: 60_000 }], small).light).toBe('green');
    expect(lightAfter([{ occupancy: 4 }, { occupancy: 4, nowMs: 60_000 }], small).light).toBe('red');
  });

  it('is what staff holds in a full zone, as long as that is not green', () => {
    const hold = { light: 'amber', by: 'admin' } as const;
    expect(lightAfter([{ hold, occupancy: 100 }])).toMatchObject({ light: 'amber', reason: 'hold:admin' });
  });

  it('is the green that staff holds where the sensors of a full zone are not trusted', () => {
    const hold = { light: 'green', by: 'admin' } as const;
    expect(lightAfter([{ occupancy: 100 }, { hold, untrustedReason: 'stale:a', occupancy: 100 }]).light).toBe(
      'green',
    );
  });
});

describe('people and the red light', () => {
  it('have to leave until it ends: below the limit by the margin', () => {
    expect(peopleToLeave(100, rules)).toBe(5);
    expect(peopleToLeave(103, rules)).toBe(8);
    expect(peopleToLeave(95, rules)).toBe(0);
    expect(peopleToLeave(10, rules)).toBe(0);
  });

  it('may come in until it begins', () => {
    expect(peopleFree(0, rules)).toBe(100);
    expect(peopleFree(99, rules)).toBe(1);
    expect(peopleFree(130, rules)).toBe(0);
  });
});
