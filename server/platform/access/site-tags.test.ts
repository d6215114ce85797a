import { describe, expect, it } from 'vitest';
import { SiteTags, type TaggedSite } from './site-tags.ts';

const bern = { id: 'bern', tags: { region: 'west', format: 'city' } };
const genf = { id: 'genf', tags: { region: 'west' } };
const chur = { id: 'chur', tags: { region: 'east: Alps' } };

describe('roles by tag', () => {
  it('hold at every site that carries it, and at no other', () => {
    const tags = new SiteTags(() => [bern, genf, chur, { id: 'basel' }]);
    expect(tags.scope({ sites: { 'region:west': 'staff' } })).toEqual({
      role: 'staff',
      sites: { bern: 'staff', genf: 'staff' },
    });
    // Split at the first colon: a value may have more.
    expect(tags.scope({ sites: { 'region:east: Alps': 'viewer' } }).sites).toEqual({ chur: 'viewer' });
    expect(tags.scope({ role: 'manager' })).toEqual({ role: 'manager' });
  });

  it('of several that apply at a site the highest holds, in whatever order they are given', () => {
    const tags = new SiteTags(() => [bern, genf]);
    const given = [
      ['region:west', 'staff'],
      ['format:city', 'manager'],
      ['bern', 'viewer'],
      ['genf', 'manager'],
    ] as const;
    const sites = { bern: 'manager', genf: 'manager' };
    for (const order of [given, given.toReversed()]) {
      expect(tags.scope({ sites: Object.fromEntries(order) })).toEqual({ role: 'manager', sites });
    }
  });

  it('give nothing where no site carries the tag, not even a role somewhere', () => {
    const tags = new SiteTags(() => [bern]);
    const nothing = { role: 'viewer', sites: {} };
    expect(tags.scope({ sites: { 'region:south': 'manager' } })).toEqual(nothing);
    expect(tags.scope({ sites: { 'region:West': 'manager' } })).toEqual(nothing);
    expect(tags.scope({ sites: { 'constructor:name': 'manager' } })).toEqual(nothing);
    // A site may not be called by a tag's name.
    expect(tags.scope({ sites: { region: 'manager' } }).sites).toEqual({ region: 'manager' });
  });

  it('follow the sites of now', () => {
    let sites: readonly TaggedSite[] = [bern, chur];
    const tags = new SiteTags(() => sites);
    const roles = { sites: { 'region:west': 'manager' } } as const;
    expect(tags.scope(roles).sites).toEqual({ bern: 'manager' });
    sites = [{ id: 'bern', tags: { format: 'city' } }, genf, chur];
    expect(tags.scope(roles).sites).toEqual({ genf: 'manager' });
    sites = [];
    expect(tags.scope(roles)).toEqual({ role: 'viewer', sites: {} });
  });

  it('are worked out once for each state of 10,000 sites', () => {
    const sites = Array.from({ length: 10_000 }, (_, index) => ({
      id: `s${index}`,
      tags: { region: `r${index % 10}` },
    }));
    const tags = new SiteTags(() => sites);
    const scope = tags.scope({ sites: { 'region:r3': 'staff' } });
    expect(Object.keys(scope.sites ?? {})).toHaveLength(1000);
    expect(tags.scope({ sites: { 'region:r3': 'staff' } })).toBe(scope);
  });
});
