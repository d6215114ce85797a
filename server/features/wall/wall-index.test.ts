import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type SiteSummary,
  type SummaryMessage,
  type WallFilter,
  type WallZone,
  wallGroupOf,
  wallRankOf,
} from '#lib/contract/wall.ts';
import { wallGroups, wallOrders } from '#lib/contract/wall-groups.ts';
import { WallIndex, type WallSite } from './wall-index.ts';

const site = (id: string, name = id, tags: Record<string, string> = {}): WallSite => ({
  id,
  name,
  zones: [{ id: 'store', name: 'Store', capacity: 10 }],
  tags,
});
const zone = (light: WallZone['light'], occupancy = 1): WallZone => ({
  zone: 'store',
  name: 'Store',
  light,
  occupancy,
  capacity: 10,
});
const summary = (id: string, zones: readonly WallZone[], more: Partial<SiteSummary> = {}): SiteSummary => ({
  site: id,
  seq: 1,
  zones: [...zones],
  faulty: 0,
  gone: 0,
  ...more,
});
const message = (sites: readonly SiteSummary[], more: Partial<SummaryMessage> = {}): SummaryMessage => ({
  sidecar: 'a',
  run: 'r',
  number: 1,
  asOf: '2026-11-21T10:00:00.000Z',
  validForMs: 6000,
  isAll: false,
  sites: [...sites],
  ended: [],
  ...more,
});
const all = () => true;
const filter: WallFilter = { search: '', tags: [], order: 'trouble' };

const sites = [
  site('aarau', 'aarau', { region: 'west' }),
  site('bern', 'bern', { region: 'west', format: 'city' }),
  site('chur', 'Chür', { region: 'east' }),
  site('davos'),
  site('emmen'),
];

function indexOf(...summaries: SiteSummary[]): WallIndex {
  const index = new WallIndex();
  index.setSites(sites);
  index.apply(message(summaries), 5000, 0);
  index.rearrange();
  return index;
}

const usual = () =>
  indexOf(
    summary('aarau', [zone('green', 9)]),
    summary('bern', [zone('red', 10), zone('closed')]),
    summary('chur', [zone('green', 2)], { faulty: 1 }),
    summary('davos', [zone('unknown')]),
    summary('emmen', [zone('closed')], { gone: 2 }),
  );

describe('the index of the wall', () => {
  test('has problems first: unknown lights, faulty sensors, then what is full', () => {
    const index = usual();
    expect(index.view(filter, all).sites).toEqual(['davos', 'chur', 'bern', 'aarau', 'emmen']);
    expect(index.view({ ...filter, order: 'name' }, all).sites).toEqual([
      'aarau',
      'bern',
      'chur',
      'davos',
      'emmen',
    ]);
    expect(index.view({ ...filter, order: 'full' }, all).sites.slice(0, 2)).toEqual(['bern', 'aarau']);
    expect(index.view({ ...filter, group: 'trouble' }, all)).toEqual({
      counts: { all: 5, trouble: 2, red: 1, amber: 0, green: 1, closed: 1 },
      sites: ['davos', 'chur'],
    });
  });

  test('has an emergency among the first, although its light is closed', () => {
    const index = usual();
    index.apply(message([summary('emmen', [{ ...zone('closed'), emergency: 'leave' }])]), 5000, 0);
    index.rearrange();
    expect(index.view(filter, all).sites.slice(0, 2)).toEqual(['davos', 'emmen']);
  });

  test('has a display that is gone as a problem while the site is open', () => {
    const index = indexOf(summary('aarau', [zone('green')], { gone: 1 }));
    expect(index.row('aarau')?.rank).toBe(1);
    expect(usual().row('emmen')?.rank).toBe(5);
  });

  test('counts in names as people do', () => {
    const index = new WallIndex();
    index.setSites([site('a', 'Store 10'), site('b', 'Store 2'), site('c', 'Store 1')]);
    expect(index.view({ ...filter, order: 'name' }, all).sites).toEqual(['c', 'b', 'a']);
  });

  test('finds a site by parts of its name, zones and tags, without accents', () => {
    const found = (search: string, ...tags: string[]) => usual().view({ ...filter, search, tags }, all).sites;
    expect(found('CHUR')).toEqual(['chur']);
    expect(found('ber sto')).toEqual(['bern']);
    expect(found('basel')).toEqual([]);
    expect(found('', 'region:west')).toEqual(['bern', 'aarau']);
    expect(found('', 'region:west', 'format:city')).toEqual(['bern']);
    expect(usual().tags((id) => id !== 'chur')).toEqual({ format: ['city'], region: ['west'] });
  });

  test('shows and counts only the sites that somebody may see', () => {
    const { counts, sites: seen } = usual().view(filter, (id) => id === 'bern' || id === 'davos');
    expect(seen).toEqual(['davos', 'bern']);
    expect(counts.all).toBe(2);
  });

  test('keeps every site in its place until it is arranged again', () => {
    const index = usual();
    expect(index.view(filter, all).sites[0]).toBe('davos');
    index.apply(message([summary('davos', [zone('green')])]), 6000, 0);
    expect(index.view(filter, all).sites[0]).toBe('davos');
    expect(index.row('davos')?.rank).toBe(4);
    index.rearrange();
    expect(index.view(filter, all).sites[0]).toBe('chur');
  });
});

describe('a light on the wall', () => {
  const lightOf = (index: WallIndex, id = 'aarau') => index.row(id)?.zones[0]?.light;

  test('is unknown before its home has said anything', () => {
    const index = new WallIndex();
    index.setSites(sites);
    expect(index.row('aarau')).toMatchObject({ rank: 0, zones: [{ zone: 'store', light: 'unknown' }] });
  });

  test('is unknown when its home was silent for too long, and true again when it speaks', () => {
    const index = usual();
    index.age(4999);
    expect(lightOf(index)).toBe('green');
    index.age(5000);
    expect(lightOf(index)).toBe('unknown');
    expect(index.row('aarau')?.rank).toBe(0);
    index.apply(message([]), 9000, 6000);
    expect(lightOf(index)).toBe('green');
  });

  test('is not kept by an old home that runs other sites', () => {
    const index = usual();
    index.apply(message([], { ended: ['aarau'] }), 9000, 4000);
    index.age(5000);
    expect(lightOf(index)).toBe('unknown');
    expect(lightOf(index, 'chur')).toBe('green');
  });

  test('is not kept by an old home that does not name the site any more', () => {
    const index = usual();
    index.apply(message([summary('bern', [zone('red')])], { isAll: true }), 9000, 4000);
    index.age(5000);
    expect([lightOf(index), lightOf(index, 'bern')]).toEqual(['unknown', 'red']);
  });

  test('is what the new home says, whatever the old one says late', () => {
    const index = usual();
    const next = message([summary('aarau', [zone('red')], { seq: 2_000_000_000 })], { sidecar: 'b' });
    index.apply(next, 6000, 0);
    index.apply(message([summary('aarau', [zone('green')], { seq: 7 })]), 7000, 0);
    index.apply(message([], { ended: ['aarau'] }), 8000, 0);
    expect(lightOf(index)).toBe('red');
    index.age(6000);
    expect(lightOf(index)).toBe('unknown');
    expect(lightOf(index, 'bern')).toBe('red');
  });

  test('stays as it was said when the configuration changes', () => {
    const index = usual();
    index.setSites([site('aarau', 'Aarau neu'), site('neu')]);
    expect(index.row('aarau')).toMatchObject({ name: 'Aarau neu', rank: 4 });
    expect(index.row('neu')?.rank).toBe(0);
    expect(index.row('bern')).toBeUndefined();
  });
});

test('whatever happens, the index finds what a search through all sites would find', () => {
  const ids = Array.from({ length: 12 }, (_, at) => `s${at}`);
  const configured = ids.map((id, at) =>
    site(id, `Store ${at % 7}`, { region: at % 2 === 0 ? 'west' : 'east' }),
  );
  const said = fc.record({
    at: fc.nat(11),
    sidecar: fc.constantFrom('a', 'b'),
    seq: fc.nat(5),
    lights: fc.array(fc.tuple(fc.constantFrom('green', 'amber', 'red', 'unknown', 'closed'), fc.nat(12)), {
      maxLength: 2,
    }),
    faulty: fc.nat(1),
    gone: fc.nat(1),
    isEnd: fc.boolean(),
    afterMs: fc.nat(3000),
  });
  const asked = fc.record({
    search: fc.constantFrom('', 'store 1', '3', 'nothing'),
    tags: fc.subarray(['region:west', 'region:east']),
    group: fc.option(fc.constantFrom(...wallGroups), { nil: undefined }),
    order: fc.constantFrom(...wallOrders),
  });
  fc.assert(
    fc.property(fc.array(said, { maxLength: 40 }), asked, fc.func(fc.boolean()), (news, query, seen) => {
      const index = new WallIndex();
      index.setSites(configured);
      /** The same, as simply as can be. */
      const known = new Map<string, { home: string; seq: number; endsMs?: number; said: SiteSummary }>();
      const untilMs: Record<string, number> = { a: 0, b: 0 };
      let nowMs = 0;
      for (const { at, sidecar, seq, lights, isEnd, afterMs, ...more } of news) {
        nowMs += afterMs;
        const id = ids[at]!;
        const now = summary(
          id,
          lights.map(([light, occupancy]) => zone(light, occupancy)),
          { seq, ...more },
        );
        const before = known.get(id);
        const beforeMs = untilMs[sidecar]!;
        untilMs[sidecar] = nowMs + 4000;
        if (isEnd) {
          index.apply(message([], { sidecar, ended: [id] }), nowMs + 4000, nowMs);
          if (before?.home === sidecar) before.endsMs ??= beforeMs;
        } else {
          index.apply(message([now], { sidecar }), nowMs + 4000, nowMs);
          if (before === undefined || before.home === sidecar || seq >= before.seq)
            known.set(id, { home: sidecar, seq, said: now });
        }
      }
      index.age(nowMs);
      index.rearrange();
      const { search, tags, group, order } = query;
      const rows = configured
        .map(({ id, name, tags: own = {}, zones }) => {
          const last = known.get(id);
          const until = last && (last.endsMs ?? untilMs[last.home]!);
          const isValid = until !== undefined && until > nowMs;
          const shown = (last?.said.zones ?? zones.map(() => zone('unknown', 0))).map((each) =>
            isValid ? each : { ...each, light: 'unknown' as const },
          );
          const counts = { faulty: last?.said.faulty ?? 0, gone: last?.said.gone ?? 0 };
          const rank = wallRankOf({ zones: shown, ...counts });
          const full = Math.max(0, ...shown.map(({ occupancy }) => occupancy / 10));
          return { id, name, rank, full, region: `region:${own.region}` };
        })
        .filter(({ id, name, region }) => {
          const text = `${name} ${id} store ${region.slice(7)}`.toLowerCase();
          return (
            search.split(' ').every((word) => text.includes(word)) &&
            tags.every((tag) => tag === region) &&
            seen(id)
          );
        });
      const matching = rows
        .filter(({ rank }) => group === undefined || wallGroupOf(rank) === group)
        .sort(
          (a, b) =>
            (order === 'trouble' ? a.rank - b.rank : order === 'full' ? b.full - a.full : 0) ||
            a.name.localeCompare(b.name) ||
            (a.id < b.id ? -1 : 1),
        );
      const view = index.view(query, seen);
      expect(view.sites).toEqual(matching.map(({ id }) => id));
      expect(view.counts.all).toBe(rows.length);
      for (const each of wallGroups)
        expect(view.counts[each]).toBe(rows.filter(({ rank }) => wallGroupOf(rank) === each).length);
      for (const { id, rank } of rows) expect(index.row(id)?.rank).toBe(rank);
    }),
  );
});
