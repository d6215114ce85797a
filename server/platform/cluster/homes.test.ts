import { beforeEach, describe, expect, it } from 'vitest';
import type { AcquiredSite, LivingSidecar, SiteHome } from './cluster-store.ts';
import { candidatesOf, Homes } from './homes.ts';
import { homeOf } from './rendezvous.ts';

const sites = Array.from({ length: 40 }, (_, at) => `site-${at}`);
const sidecar = (id: string, weight = 1): LivingSidecar => ({
  ...{ id, weight, version: '1.0.0', at: { machine: 'here' }, sinceMs: 0, installation: { secret: 's' } },
});

/** The table of homes, as the database keeps it. */
class Table {
  readonly rows = new Map<string, { sidecar: string | undefined; epoch: number; handedOver?: string }>();
  living = new Set<string>();

  store() {
    return {
      acquire: async (id: string, wanted: readonly string[]): Promise<AcquiredSite[]> =>
        wanted.flatMap((site) => {
          const row = this.rows.get(site);
          if (row?.sidecar !== undefined && row.sidecar !== id && this.living.has(row.sidecar)) return [];
          const epoch = (row?.epoch ?? 0) + 1;
          this.rows.set(site, { ...row, sidecar: id, epoch });
          return [{ site, epoch, handedOver: row?.handedOver }];
        }),
      begun: async (id: string, begun: readonly string[]) => {
        for (const site of begun) {
          const row = this.rows.get(site);
          if (row?.sidecar === id) this.rows.set(site, { sidecar: id, epoch: row.epoch });
        }
      },
      release: async (id: string, released: ReadonlyMap<string, string>) => {
        for (const [site, handedOver] of released) {
          const row = this.rows.get(site);
          if (row?.sidecar === id) this.rows.set(site, { sidecar: undefined, epoch: row.epoch, handedOver });
        }
      },
      homes: async (): Promise<SiteHome[]> =>
        [...this.rows].map(([site, row]) => ({ site, sidecar: row.sidecar, epoch: row.epoch })),
    };
  }
}

describe('the homes of sites', () => {
  let table: Table;
  let living: LivingSidecar[];
  let configured: readonly string[];

  beforeEach(() => {
    table = new Table();
    living = [];
    configured = sites;
  });

  function start(id: string) {
    living = [...living, sidecar(id)];
    table.living.add(id);
    const running = new Map<string, AcquiredSite>();
    const errors: unknown[] = [];
    const portions: number[] = [];
    const fate = { failsToBegin: false, failsToEnd: false, failures: 0 };
    const homes = new Homes({
      store: table.store(),
      membership: {
        id,
        get sidecars() {
          return living;
        },
        now: () => 0,
        isHeld: () => living.some((each) => each.id === id),
      },
      host: {
        configured: () => configured,
        begin: async (acquired) => {
          if (fate.failsToBegin) throw new Error('no database');
          portions.push(acquired.length);
          for (const each of acquired) running.set(each.site, each);
        },
        end: async (site) => {
          if (fate.failsToEnd || fate.failures-- > 0) return undefined;
          running.delete(site);
          return `{"from":"${id}"}`;
        },
        lose: (site) => running.delete(site),
        runs: (site) => running.has(site),
      },
      onError: (error) => errors.push(error),
    });
    return { id, homes, running, errors, fate, portions };
  }

  /** Every site runs exactly where it belongs. */
  function expectSpread(...all: ReturnType<typeof start>[]) {
    for (const site of sites) {
      const at = all.filter(({ running }) => running.has(site)).map(({ id }) => id);
      expect(at).toEqual([homeOf(site, living)]);
    }
  }

  it('all come to the first one, and then those that belong to the second move, with what is handed over', async () => {
    const a = start('a');
    await a.homes.round();
    expectSpread(a);
    const b = start('b');
    await b.homes.round();
    expect(b.running.size, 'nothing is taken from who lives').toBe(0);
    await a.homes.round();
    await b.homes.round();
    expectSpread(a, b);
    expect(
      [...b.running.values()].every(({ handedOver, epoch }) => handedOver === '{"from":"a"}' && epoch === 2),
    ).toBe(true);
    await a.homes.round();
    expect(sites.map((site) => a.homes.homeOf(site)?.id)).toEqual(sites.map((site) => homeOf(site, living)));
  });

  it('of a dead one go to those that live, without anything handed over', async () => {
    const [a, b] = [start('a'), start('b')];
    await a.homes.round();
    await b.homes.round();
    expectSpread(a, b);
    living = [sidecar('a')];
    table.living.delete('b');
    await a.homes.round();
    expect(a.running.size).toBe(sites.length);
    expect(a.homes.moves.takeover).toBe(sites.length - a.homes.moves.begin);
  });

  it('leave a sidecar that retires, while it still answers', async () => {
    const [a, b] = [start('a'), start('b')];
    await a.homes.round();
    await b.homes.round();
    living = [sidecar('a'), sidecar('b', 0)];
    await b.homes.leave();
    expect(b.running.size).toBe(0);
    await a.homes.round();
    expect(a.running.size).toBe(sites.length);
    await b.homes.round();
    expect(b.running.size, 'it takes nothing any more').toBe(0);
  });

  it('leave a drained sidecar, come back when that is undone, and all to it where nobody else is left', async () => {
    const [a, b] = [start('a'), start('b')];
    const rounds = async () => {
      for (const each of [a, b, a, b]) await each.homes.round();
      return [a.running.size, b.running.size];
    };
    const before = await rounds();
    const drained = { ...sidecar('b', 0), drained: { weight: 1 } };
    living = [sidecar('a'), drained];
    expect(await rounds()).toEqual([sites.length, 0]);
    living = [sidecar('a'), sidecar('b')];
    expect(await rounds()).toEqual(before);
    // The other one dies, or ends: better a drained one than lights that nobody decides.
    living = [drained];
    table.living.delete('a');
    await b.homes.round();
    expect(b.running.size).toBe(sites.length);
    // One of NODE_WEIGHT 0 never runs sites.
    expect(candidatesOf([{ ...drained, drained: { weight: 0 } }, sidecar('c', 0)])).toEqual([]);
  });

  it('are given back where they cannot begin, and stay where they cannot end', async () => {
    const a = start('a');
    a.fate.failsToBegin = true;
    await a.homes.round();
    expect(a.errors).toHaveLength(1);
    expect([...table.rows.values()].every(({ sidecar: home }) => home === undefined)).toBe(true);
    a.fate.failsToBegin = false;
    await a.homes.round();
    expect(a.running.size).toBe(sites.length);
    a.fate.failsToEnd = true;
    const b = start('b');
    await a.homes.round();
    await b.homes.round();
    expect(a.running.size).toBe(sites.length);
    expect(b.running.size).toBe(0);
  });

  it('are handed over by one that leaves also if that fails at first; what cannot be saved is given up', async () => {
    const a = start('a');
    await a.homes.round();
    const b = start('b');
    await a.homes.round();
    await b.homes.round();
    b.fate.failures = 3;
    await b.homes.leave();
    expect(b.running.size).toBe(0);
    expect([...table.rows.values()].filter((row) => row.sidecar === 'b')).toEqual([]);
    a.fate.failsToEnd = true;
    await a.homes.leave();
    expect(a.homes.own.size).toBeGreaterThan(0);
  });

  it('end at once where the database names another home, and come back to where they belong', async () => {
    const [a, b] = [start('a'), start('b')];
    await a.homes.round();
    await b.homes.round();
    const [stolen = ''] = a.running.keys();
    table.rows.set(stolen, { sidecar: 'b', epoch: 7 });
    await a.homes.round();
    expect(a.running.has(stolen)).toBe(false);
    expect(a.homes.isHere(stolen)).toBe(false);
    // It belongs to a, and is given back by b, which does not run it.
    await b.homes.round();
    await a.homes.round();
    expectSpread(a, b);
    expect(table.rows.get(stolen)).toMatchObject({ sidecar: 'a', epoch: 8 });
  });

  it('begin again where a save that was refused late has ended them', async () => {
    const a = start('a');
    await a.homes.round();
    const [ended = ''] = a.running.keys();
    a.running.delete(ended);
    await a.homes.round();
    expectSpread(a);
    expect(table.rows.get(ended)).toMatchObject({ sidecar: 'a', epoch: 2 });
  });

  it('are not touched by who is not sure to live', async () => {
    const a = start('a');
    await a.homes.round();
    living = [];
    await a.homes.round();
    expect(a.running.size).toBe(sites.length);
  });

  it('begin in portions, and the next round knows who has joined meanwhile', async () => {
    configured = Array.from({ length: 1000 }, (_, at) => `store-${at}`);
    const first = start('a');
    const alone = first.homes.round();
    while (first.portions.length < 2) await Promise.resolve();
    const second = start('b');
    await alone;
    const begun = first.portions.reduce((sum, portion) => sum + portion, 0);
    expect(Math.max(...first.portions)).toBe(200);
    expect(begun).toBeLessThan(1000);
    for (let round = 0; round < 4; round++) for (const each of [second, first]) await each.homes.round();
    for (const site of configured) expect(first.running.has(site)).not.toBe(second.running.has(site));
    expect(second.running.size).toBeGreaterThan(300);
    expect([...first.errors, ...second.errors]).toEqual([]);
  });
});
