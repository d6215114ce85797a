import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, homeOf } from './rendezvous.ts';

const sites = Array.from({ length: 4000 }, (_, at) => `site-${at}`);
const equal = (...ids: string[]): Candidate[] => ids.map((id) => ({ id, weight: 1 }));
const shares = (candidates: readonly Candidate[]) => {
  const counts = new Map<string, number>();
  for (const site of sites) {
    const home = homeOf(site, candidates) ?? '';
    counts.set(home, (counts.get(home) ?? 0) + 1);
  }
  return counts;
};

describe('the home of a site', () => {
  it('is one of those that live, and none where none lives', () => {
    expect(homeOf('bern', [])).toBeUndefined();
    expect(homeOf('bern', equal('a'))).toBe('a');
  });

  it('is the same for everybody, in whatever order they know the others', () => {
    fc.assert(
      fc.property(fc.string(), fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 }), (site, ids) => {
        expect(homeOf(site, equal(...ids))).toBe(homeOf(site, equal(...ids.toReversed())));
      }),
    );
  });

  it('moves only to a sidecar that comes, and only from one that goes', () => {
    const [before, after] = [equal('a', 'b', 'c'), equal('a', 'b', 'c', 'd')];
    for (const site of sites) {
      const [from, to] = [homeOf(site, before), homeOf(site, after)];
      if (from !== to) expect(to).toBe('d');
    }
  });

  it('spreads evenly, and by weight', () => {
    for (const count of shares(equal('a', 'b', 'c', 'd')).values()) {
      expect(count).toBeGreaterThan(850);
      expect(count).toBeLessThan(1150);
    }
    const weighted = shares([...equal('a'), { id: 'b', weight: 3 }]);
    expect(weighted.get('b') ?? 0).toBeGreaterThan(2850);
    expect(weighted.get('b') ?? 0).toBeLessThan(3150);
  });
});
