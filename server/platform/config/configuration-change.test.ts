import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbound } from '#server/network/outbound.ts';
import { type EntryDocument, type EntryKey, isSame, type StoredEntry } from './config-entry.ts';
import type { SiteConfig } from './configuration.ts';
import type { ConfigurationFollower } from './configuration-switch.ts';
import { type EntryChange, saveLimitMs } from './entry-writer.ts';
import { type ConfigurationTrouble, LiveConfiguration } from './live-configuration.ts';
import { testFamilies } from './test-families.ts';

const door = { driver: 'axis-stereo', url: 'http://10.0.0.1', username: 'op', password: 'hunter2' };
const bern: EntryDocument = {
  id: 'bern',
  name: 'Bern',
  timezone: 'Europe/Zurich',
  sensors: [{ id: 'door', ...door }],
  zones: [{ id: 'store', name: 'Store', capacity: 20, sources: [{ sensor: 'door' }] }],
};
const zone = (capacity: number) => ({ name: 'Café', capacity, sources: [{ sensor: 'door' }] });
const cafe: EntryKey = { site: 'bern', kind: 'zone', id: 'cafe' };

/**
 * How a database may answer: `forgets` commits and reports a failure, `late` commits after the time limit,
 * `lost` reports a failure after that.
 */
const answers = ['good', 'refuses', 'forgets', 'late', 'lost'] as const;
type Answer = (typeof answers)[number];

const lateMs = 3 * saveLimitMs;

/** A database that answers as configured, and then works again. */
class Saver {
  rows: StoredEntry[] = [];
  readonly answers: Answer[] = [];

  async load() {
    return this.rows;
  }

  async replace({ saved, removed }: EntryChange) {
    const answer = this.answers.shift() ?? 'good';
    if (answer === 'late' || answer === 'lost') await new Promise((resolve) => setTimeout(resolve, lateMs));
    if (answer === 'refuses' || answer === 'lost') throw new Error('the disk is full');
    const touched = [...saved, ...removed];
    this.rows = [
      ...this.rows.filter((row) => !touched.some((other) => isSame(row, other))),
      ...saved.map(({ site, kind, id, document }) => ({ site, kind, id, document })),
    ];
    if (answer === 'forgets') throw new Error('the connection ended');
  }
}

/** A part of the server that fails where it is configured to. */
class Part implements ConfigurationFollower {
  readonly name: string;
  sites: readonly SiteConfig[] = [];
  finished = 0;
  fails: 'check' | 'replace' | 'finish' | undefined;

  constructor(name: string) {
    this.name = name;
  }

  check() {
    this.#failIn('check');
  }

  replace(sites: readonly SiteConfig[]) {
    this.#failIn('replace');
    const before = this.sites;
    this.sites = sites;
    return {
      undo: () => {
        this.sites = before;
      },
      finish: () => {
        this.finished++;
        this.#failIn('finish');
      },
    };
  }

  #failIn(step: 'check' | 'replace' | 'finish') {
    if (this.fails !== step) return;
    this.fails = undefined;
    throw new Error(`${this.name} is broken`);
  }
}

async function open() {
  const saver = new Saver();
  const parts = ['zones', 'sensors', 'displays'].map((name) => new Part(name));
  const troubles: ConfigurationTrouble[] = [];
  const configuration = await LiveConfiguration.load({
    base: [bern],
    baseOwner: 'file',
    families: testFamilies,
    saver,
    onLeftOut: (name) => {
      throw new Error(`${name} is left out`);
    },
    addresses: new Outbound().entered,
    onTrouble: (trouble) => troubles.push(trouble),
  });
  for (const part of parts) {
    part.sites = configuration.sites;
    configuration.follow(part);
  }
  /** What the API shows, what is on disk, and what runs. */
  const views = () => ({
    reportable: configuration
      .entries()
      .filter(({ managedBy }) => managedBy === 'console')
      .map(({ site, kind, id, document }) => `${site}/${kind}/${id} ${document.capacity ?? ''}`)
      .toSorted(),
    saved: saver.rows
      .map(({ site, kind, id, document }) => `${site}/${kind}/${id} ${document.capacity ?? ''}`)
      .toSorted(),
    isTogether: parts.every(({ sites }) => sites === configuration.sites),
  });
  return { configuration, saver, parts, troubles, views };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a change of the configuration that cannot be saved', () => {
  it.each(['refuses', 'forgets', 'late', 'lost'] as const)(
    'changes nothing where the database %s',
    async (answer) => {
      const { configuration, saver, views } = await open();
      await configuration.put(cafe, zone(8), 'mia');
      const before = views();
      saver.answers.push(answer);
      const change = configuration.put(cafe, zone(9), 'mia');
      await vi.advanceTimersByTimeAsync(saveLimitMs);
      expect(await change).toEqual({ kind: 'not-saved' });
      expect(views()).toMatchObject({ reportable: before.reportable, isTogether: true });
      await vi.advanceTimersByTimeAsync(2 * lateMs);
      expect(views()).toEqual(before);
    },
  );

  it('is taken back on disk again and again, and nothing else is saved before', async () => {
    const { configuration, saver, troubles, views } = await open();
    saver.answers.push(
      'forgets',
      'refuses',
      'refuses',
      'refuses',
      'refuses',
      'refuses',
      'refuses',
      'refuses',
    );
    expect(await configuration.put(cafe, zone(9), 'mia')).toEqual({ kind: 'not-saved' });
    const second = configuration.put({ ...cafe, id: 'bar' }, zone(4), 'mia');
    const third = configuration.put({ ...cafe, id: 'hall' }, zone(5), 'mia');
    await vi.advanceTimersByTimeAsync(saveLimitMs);
    expect([await second, await third]).toEqual([{ kind: 'not-saved' }, { kind: 'not-saved' }]);
    await vi.advanceTimersByTimeAsync(saveLimitMs);
    expect(views()).toEqual({ reportable: [], saved: [], isTogether: true });
    expect(troubles.map(({ level }) => level)).toEqual(['error', 'info']);
    expect(await configuration.put({ ...cafe, id: 'bar' }, zone(4), 'mia')).toEqual({ kind: 'done' });
  });

  it('leaves the demo where it is', async () => {
    const saver = new Saver();
    const configuration = await LiveConfiguration.load({
      base: [bern],
      baseOwner: 'demo',
      families: testFamilies,
      saver,
      onLeftOut: () => undefined,
      addresses: new Outbound().entered,
      onTrouble: () => undefined,
    });
    saver.answers.push('refuses');
    expect(await configuration.removeDemo('mia')).toEqual({ kind: 'not-saved' });
    expect(configuration.sites).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(0);
    // Another sidecar has changed it, and this one has not heard of that yet.
    const other = { site: 'bern', kind: 'site', id: 'bern', document: { name: 'Our Bern' } } as const;
    const own = { ...other, site: 'basel', id: 'basel' };
    saver.rows = [other, own];
    saver.answers.push('refuses');
    expect(await configuration.removeDemo('mia')).toEqual({ kind: 'not-saved' });
    await vi.advanceTimersByTimeAsync(0);
    expect(saver.rows).toEqual([own, other]);
    expect(await configuration.removeDemo('mia')).toEqual({ kind: 'done' });
    expect(saver.rows).toEqual([own]);
    expect(configuration.sites).toEqual([]);
  });
});

describe('a change of the configuration that a part cannot take over', () => {
  const cases = [0, 1, 2].flatMap((at) => (['check', 'replace'] as const).map((step) => ({ at, step })));
  it.each(cases)('is taken back by all others and on disk: part $at, in its $step', async ({ at, step }) => {
    const { configuration, parts, troubles, views } = await open();
    await configuration.put(cafe, zone(8), 'mia');
    const before = views();
    const part = parts[at];
    if (part === undefined) throw new Error('no such part');
    part.fails = step;
    await expect(configuration.put(cafe, zone(9), 'mia')).rejects.toThrow(`${part.name} is broken`);
    expect(views()).toEqual(before);
    expect(before).toMatchObject({ saved: ['bern/zone/cafe 8'], isTogether: true });
    expect(troubles[0]).toMatchObject({ level: 'error', follower: part.name });
    expect(await configuration.put(cafe, zone(10), 'mia')).toEqual({ kind: 'done' });
    expect(views()).toEqual({
      reportable: ['bern/zone/cafe 10'],
      saved: ['bern/zone/cafe 10'],
      isTogether: true,
    });
  });

  it('stands where only what follows fails, is in the log, and keeps nobody else from it', async () => {
    const { configuration, parts, troubles } = await open();
    const [first, , last] = parts;
    if (first !== undefined) first.fails = 'finish';
    expect(await configuration.put(cafe, zone(8), 'mia')).toEqual({ kind: 'done' });
    expect(last?.finished).toBe(1);
    expect(troubles).toMatchObject([{ level: 'error', follower: 'zones' }]);
  });

  it('names a part that holds everything up', async () => {
    const { configuration, troubles } = await open();
    const now = vi.spyOn(performance, 'now');
    configuration.follow({
      name: 'slow one',
      replace: () => {
        now.mockReturnValueOnce(1000);
        return { undo: () => undefined };
      },
    });
    now.mockReturnValue(0);
    await configuration.put(cafe, zone(8), 'mia');
    now.mockRestore();
    expect(troubles).toMatchObject([{ level: 'warn', follower: 'slow one', ms: 1000 }]);
  });
});

describe('changes of the configuration', () => {
  it('that come together are each complete, in their order', async () => {
    const { configuration, views } = await open();
    const ids = ['a', 'b', 'c', 'd'];
    const all = ids.map((id) => configuration.put({ ...cafe, id }, zone(8), 'mia'));
    const removal = configuration.remove({ ...cafe, id: 'b' }, 'mia');
    await Promise.all([...all, removal]);
    const names = ['a', 'c', 'd'].map((id) => `bern/zone/${id} 8`);
    expect(views()).toEqual({ reportable: names, saved: names, isTogether: true });
  });

  it('take the rows of a site along that do not fit, so that they do not come back with it', async () => {
    const saver = new Saver();
    const site: StoredEntry = {
      site: 'basel',
      kind: 'site',
      id: 'basel',
      document: { name: 'Basel', timezone: 'Europe/Zurich' },
    };
    saver.rows = [site, { site: 'basel', kind: 'zone', id: 'hall', document: { ...zone(5), id: 'hall' } }];
    const leftOut: string[] = [];
    const configuration = await LiveConfiguration.load({
      base: [bern],
      baseOwner: 'file',
      families: testFamilies,
      saver,
      onLeftOut: (name) => leftOut.push(name),
      addresses: new Outbound().entered,
      onTrouble: () => undefined,
    });
    expect(leftOut).toEqual(['zone basel/hall']);
    await configuration.remove(site, 'mia');
    expect(saver.rows).toEqual([]);
  });

  it('end in one state that all agree on, whatever fails', async () => {
    const id = fc.constantFrom('a', 'b', 'c');
    const change = fc.oneof(
      fc.record({ kind: fc.constant('put' as const), id, capacity: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ kind: fc.constant('remove' as const), id }),
      fc.record({ kind: fc.constant('import' as const), ids: fc.uniqueArray(id) }),
    );
    const step = fc.record({
      change,
      answers: fc.array(fc.constantFrom(...answers), { maxLength: 3 }),
      part: fc.nat({ max: 2 }),
      fails: fc.constantFrom(undefined, undefined, 'check', 'replace', 'finish'),
      waits: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { configuration, saver, parts, views } = await open();
        const apply = (order: (typeof steps)[number]['change']) => {
          switch (order.kind) {
            case 'put':
              return configuration.put({ ...cafe, id: order.id }, zone(order.capacity), 'mia');
            case 'remove':
              return configuration.remove({ ...cafe, id: order.id }, 'mia');
            case 'import':
              return configuration.importYaml(imported(order.ids), 'mia');
          }
        };
        const under: Promise<unknown>[] = [];
        for (const { change: order, answers: wrong, part, fails, waits } of steps) {
          const reportable = views().reportable;
          saver.answers.splice(0, saver.answers.length, ...wrong);
          for (const each of parts) each.fails = undefined;
          Object.assign(parts[part] ?? {}, { fails });
          const done = apply(order).then(
            ({ kind }) => kind,
            () => 'broken',
          );
          under.push(done);
          if (!waits) continue;
          await vi.advanceTimersByTimeAsync(saveLimitMs * (under.length + 1));
          const kind = await done;
          // A change that was not made must not appear, now or later.
          if (under.length === 1 && kind !== 'done') expect(views().reportable).toEqual(reportable);
          under.length = 0;
          expect(views().isTogether).toBe(true);
        }
        await vi.advanceTimersByTimeAsync(60 * lateMs);
        await Promise.all(under);
        const { reportable, saved, isTogether } = views();
        expect(isTogether).toBe(true);
        expect(saved).toEqual(reportable);
      }),
      { numRuns: 150 },
    );
  });
});

/** A file with the site of the base and these additional zones. */
function imported(ids: readonly string[]): string {
  const zones = [...(Array.isArray(bern.zones) ? bern.zones : []), ...ids.map((id) => ({ id, ...zone(3) }))];
  return JSON.stringify({ sites: [{ ...bern, zones }] });
}
