import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyLedger } from '#server/engine/ledger-state.ts';
import { HandStore } from '#server/features/hand/hand-store.ts';
import type { BackfillRecord } from '#server/features/history/backfill/backfill-record.ts';
import { BackfillStore } from '#server/features/history/backfill/backfill-store.ts';
import type { SavedZone } from '#server/site/saved-zone.ts';
import { ZoneStore } from '#server/site/zone-store.ts';
import { PostgresServer } from '#server/test-support/postgres-server.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import type { Database } from '../database/database.ts';
import { ClusterStore, fenceOf, NotMemberError, requireHome } from './cluster-store.ts';

const card = { at: { machine: 'here' }, version: '1.0.0', weight: 1, installation: { secret: 's' } };
const savedAt = '2026-11-27T10:00:00.000Z';
const people = (correction: number): SavedZone => ({
  version: 1,
  ledger: { ...emptyLedger('2026-11-27'), correction },
});
const zone = (correction: number) => [
  { site: 'bern', zone: 'store', saved: people(correction), minutes: [] },
];

const gapOf = (site: string): BackfillRecord => ({
  ...{
    site,
    zone: 'store',
    sensor: 'door',
    channel: 'main',
    fromMs: 60_000,
    toMs: 180_000,
    fetchedMs: 60_000,
  },
  ...{ reason: 'silence', state: 'waiting', direction: 'normal', isRequired: false, isWhole: false },
  ...{ live: { in: 0, out: 0 }, bins: [], attempts: 0, dueMs: 0 },
});

let server: PostgresServer;
let kept: TestDatabase;
let database: Database;
let other: Database;
let cluster: ClusterStore;

beforeAll(async () => {
  server = await PostgresServer.start();
});
afterAll(() => server.stop());
beforeEach(async () => {
  kept = await TestDatabase.create(server.url);
  database = await kept.open();
  other = await kept.open();
  cluster = new ClusterStore(database.db);
});
afterEach(async () => {
  await database.close();
  await other.close();
  await kept.remove();
});

/** The lease of a sidecar has run out a moment ago. */
const silence = (id: string) =>
  sql`update sidecar set ends_at = clock_timestamp() - interval '1 ms' where id = ${id}`.execute(database.db);
const living = async (id: string) => (await cluster.renew(id)).sidecars.map((each) => each.id).toSorted();

describe('those that live', () => {
  it('are all whose lease lasts; one that was silent is revived as long as nobody has buried it', async () => {
    await cluster.join('a', card);
    await cluster.join('b', { ...card, version: '1.1.0' });
    expect(await living('a')).toEqual(['a', 'b']);
    await silence('b');
    expect(await cluster.renew('a')).toMatchObject({
      isMember: true,
      hasDead: true,
      sidecars: [{ id: 'a' }],
    });
    expect(await living('b')).toEqual(['a', 'b']);
    await silence('b');
    await cluster.buryDead();
    expect(await cluster.renew('b')).toMatchObject({ isMember: false, sidecars: [{ id: 'a' }] });
    expect(await cluster.renew('a')).toMatchObject({ isMember: true, hasDead: false });
  });

  it('report the clock of the database, and since when they live', async () => {
    await cluster.join('a', card);
    const { nowMs, sidecars } = await cluster.renew('a');
    expect(Math.abs(nowMs - (sidecars[0]?.sinceMs ?? 0))).toBeLessThan(60_000);
  });

  it('nobody is alive and dead at once, however a renewal and a burial meet', async () => {
    const theirs = new ClusterStore(other.db);
    for (let round = 0; round < 25; round++) {
      await cluster.join(`a${round}`, card);
      await silence(`a${round}`);
      const [view] = await Promise.all([cluster.renew(`a${round}`), theirs.buryDead()]);
      expect((await cluster.renew(`a${round}`)).isMember).toBe(view.isMember);
      await cluster.leave(`a${round}`);
    }
  });
});

describe('a drained sidecar', () => {
  const weights = async () =>
    (await cluster.renew('a')).sidecars
      .map(({ id, weight, drained }) => [id, weight, drained?.weight])
      .toSorted();

  it('runs no sites by its own row, which also an older version understands, until that is undone', async () => {
    await cluster.join('a', card);
    await cluster.join('b', { ...card, weight: 3 });
    expect(await cluster.drain('b', true)).toBe('done');
    expect(await cluster.drain('b', true), 'again').toBe('done');
    expect(await weights()).toEqual([
      ['a', 1, undefined],
      ['b', 0, 3],
    ]);
    expect(await cluster.drain('b', false)).toBe('done');
    expect(await weights()).toEqual([
      ['a', 1, undefined],
      ['b', 3, undefined],
    ]);
    expect(await cluster.drain('c', true)).toBe('unknown');
    // Nothing of it is left over in the row of the next start.
    await cluster.drain('b', true);
    await cluster.leave('b');
    await cluster.join('b2', { ...card, weight: 3 });
    expect(await weights()).toContainEqual(['b2', 3, undefined]);
  });

  it('is never the last that would run sites, also where two are drained at once, and one is dead', async () => {
    const theirs = new ClusterStore(other.db);
    await cluster.join('a', card);
    await cluster.join('served', { ...card, weight: 0 });
    expect(await cluster.drain('a', true)).toBe('last');
    for (let round = 0; round < 10; round++) {
      const id = `b${round}`;
      await cluster.join(id, card);
      const results = await Promise.all([cluster.drain('a', true), theirs.drain(id, true)]);
      expect(results.toSorted()).toEqual(['done', 'last']);
      await cluster.drain('a', false);
      await cluster.leave(id);
    }
    await cluster.join('dead', card);
    await silence('dead');
    expect(await cluster.drain('a', true)).toBe('last');
    expect(await cluster.drain('dead', true)).toBe('unknown');
  });

  it('goes on saving while it is drained', async () => {
    await cluster.join('a', card);
    await cluster.join('b', card);
    await other.db.transaction().execute(async (db) => {
      await requireHome(db, 'b', new Set());
      expect(await cluster.drain('b', true)).toBe('done');
    });
  });
});

describe('a site', () => {
  it('has one home: the first that takes it, until it is released or its home is buried', async () => {
    await cluster.join('a', card);
    await cluster.join('b', card);
    expect(await cluster.acquire('a', ['bern', 'basel'])).toHaveLength(2);
    expect(await cluster.acquire('b', ['bern'])).toEqual([]);
    await cluster.release('a', new Map([['bern', '{"light":"green"}']]));
    expect(await cluster.acquire('b', ['bern'])).toEqual([
      { site: 'bern', epoch: 2, handedOver: '{"light":"green"}' },
    ]);
    // What was handed over is true once.
    await cluster.release('b', new Map());
    await silence('a');
    expect(await cluster.acquire('b', ['basel']), 'a is silent, and not buried').toEqual([]);
    await cluster.buryDead();
    expect(await cluster.acquire('b', ['basel'])).toEqual([
      { site: 'basel', epoch: 2, handedOver: undefined },
    ]);
    expect((await cluster.homes()).toSorted((x, y) => x.site.localeCompare(y.site))).toEqual([
      { site: 'basel', sidecar: 'b', epoch: 2 },
      { site: 'bern', sidecar: 'b', epoch: 2 },
    ]);
  });

  it('is not released by who is not its home, and not taken by who is dead', async () => {
    await cluster.join('a', card);
    await cluster.acquire('a', ['bern']);
    await cluster.release('b', new Map([['bern', '{}']]));
    expect(await cluster.homes()).toMatchObject([{ site: 'bern', sidecar: 'a' }]);
    await expect(cluster.acquire('b', ['chur'])).rejects.toThrow(NotMemberError);
  });

  it('goes to one of two that ask at the same time', async () => {
    const theirs = new ClusterStore(other.db);
    await cluster.join('a', card);
    await cluster.join('b', card);
    const sites = Array.from({ length: 50 }, (_, at) => `site-${at}`);
    const [mine, yours] = await Promise.all([cluster.acquire('a', sites), theirs.acquire('b', sites)]);
    expect(mine.length + yours.length).toBe(50);
  });

  it('is read again only where its home has changed lately', async () => {
    await cluster.join('a', card);
    await cluster.acquire('a', ['bern']);
    await sql`update site_home set changed_at = clock_timestamp() - interval '1 minute'`.execute(database.db);
    const { nowMs } = await cluster.renew('a');
    expect(await cluster.homes(nowMs)).toEqual([]);
    await cluster.acquire('a', ['chur']);
    expect(await cluster.homes(nowMs)).toMatchObject([{ site: 'chur' }]);
  });
});

describe('the fence', () => {
  it('lets nobody save who is buried, and has whoever buries wait for what is being saved', async () => {
    await cluster.join('a', card);
    let end = (): void => undefined;
    const saving = new Promise<void>((resolve) => {
      end = resolve;
    });
    const order: string[] = [];
    const held = other.db.transaction().execute(async (db) => {
      await requireHome(db, 'a', new Set(['bern']));
      order.push('saving');
      await saving;
      order.push('saved');
    });
    await expect.poll(() => order).toEqual(['saving']);
    await silence('a');
    const buried = cluster.buryDead().then(() => order.push('buried'));
    await sleep(100);
    end();
    await Promise.all([held, buried]);
    expect(order.slice(0, 2)).toEqual(['saving', 'saved']);
  });

  it('lets only the home of a site save it, of two that both believe to be home; their other sites are saved', async () => {
    const lost: string[] = [];
    const savers = new Map(
      [
        { id: 'a', db: database.saves },
        { id: 'b', db: other.saves },
      ].map(({ id, db }) => [
        id,
        new ZoneStore(db, { id, onNotHome: (sites) => lost.push(`${id} ${sites.join()}`) }),
      ]),
    );
    const both = (correction: number) =>
      ['bern', 'chur'].map((site) => ({ site, zone: 'store', saved: people(correction), minutes: [] }));
    await cluster.join('a', card);
    await cluster.join('b', card);
    await cluster.acquire('a', ['bern', 'chur']);
    await savers.get('a')?.save(both(1), savedAt);
    await savers.get('b')?.save(zone(9), savedAt);
    expect(lost).toEqual(['b bern']);
    // Given to b, while a saves all the time: it waits for what is being saved.
    let count = 1;
    const saving = (async () => {
      while (!lost.includes('a bern')) await savers.get('a')?.save(both(++count), savedAt);
    })();
    await sql`update site_home set sidecar = 'b', epoch = epoch + 1 where site = 'bern'`.execute(other.db);
    const seen = (await new ZoneStore(other.saves).load()).get('bern/store');
    await saving;
    const after = await new ZoneStore(database.saves).load();
    expect(after.get('bern/store')).toEqual(seen);
    expect(after.get('chur/store')).toEqual(people(count));
    // What is handed over, or renewed, waits for nobody who saves.
    const held = other.db.transaction().execute(async (db) => {
      await requireHome(db, 'a', new Set(['chur']));
      await cluster.begun('a', ['chur']);
      await cluster.renew('a');
    });
    await held;
  });

  it('keeps out what is filled in and counted by hand, too: of a site that another has taken over nothing is written', async () => {
    await cluster.join('a', card);
    await cluster.join('b', card);
    await cluster.acquire('a', ['bern', 'chur']);
    const fills = new BackfillStore(database.history, fenceOf('a'));
    const hands = new HandStore(database.db, 'postgres', fenceOf('a'));
    const door = { site: 'bern', sensor: 'door' };
    const doorZones = [{ zone: 'store', direction: 'normal' as const }];
    const passage = (id: string) => [{ id, atMs: 60_000, in: 2, out: 0 }];
    const gap = gapOf('bern');
    expect(await fills.addAll([gap, gapOf('chur')])).toHaveLength(2);
    await hands.add(door, doorZones, passage('first'), 600_000);
    const minutes = () =>
      database.db.selectFrom('history_minute').select(['site', 'minute', 'came']).execute();
    const before = await minutes();
    expect(before).toEqual([{ site: 'bern', minute: 1, came: 2 }]);

    await sql`update site_home set sidecar = 'b', epoch = epoch + 1 where site = 'bern'`.execute(other.db);
    const isRefused = { code: 'NOT_HOME' };
    await expect(hands.add(door, doorZones, passage('second'), 600_000)).rejects.toMatchObject(isRefused);
    const change = { minute: 1, came: 5, went: 0, isFilled: true };
    await expect(fills.merge({ site: 'bern', zone: 'store' }, [change], [])).rejects.toMatchObject(isRefused);
    await expect(fills.update({ ...gap, attempts: 9 })).rejects.toMatchObject(isRefused);
    const later = await fills.addAll([
      { ...gap, fromMs: 120_000 },
      { ...gapOf('chur'), fromMs: 120_000 },
    ]);
    expect(later.map(({ site }) => site)).toEqual(['chur']);
    expect(await minutes()).toEqual(before);
    expect((await fills.open()).filter(({ site }) => site === 'bern')).toEqual([gap]);

    // The new home does it, and one that was given up altogether does nothing more.
    await new HandStore(other.db, 'postgres', fenceOf('b')).add(door, doorZones, passage('second'), 600_000);
    expect(await minutes()).toEqual([{ site: 'bern', minute: 1, came: 4 }]);
    await silence('a');
    await cluster.buryDead();
    await expect(fills.update(gapOf('chur'))).rejects.toMatchObject(isRefused);
  });

  it('shows the next home all that the one before could save, however they meet', async () => {
    const nobody = () => undefined;
    const next = new ZoneStore(other.saves, { id: 'b', onNotHome: nobody });
    await cluster.join('b', card);
    for (let round = 0; round < 10; round++) {
      const id = `a${round}`;
      const before = new ZoneStore(database.saves, { id, onNotHome: nobody });
      await cluster.join(id, card);
      await cluster.acquire(id, ['bern']);
      await before.save(zone(0), savedAt);
      const outcomes: boolean[] = [];
      const saving = (async () => {
        for (let count = 1; count <= 10; count++) {
          await before.save(zone(count), savedAt).then(
            () => outcomes.push(true),
            () => outcomes.push(false),
          );
        }
      })();
      await silence(id);
      await new ClusterStore(other.db).buryDead();
      expect((await cluster.renew(id)).isMember).toBe(false);
      const seen = (await next.load()).get('bern/store');
      await saving;
      const lastSaved = outcomes.lastIndexOf(true) + 1;
      expect(seen).toEqual(people(lastSaved));
      expect(outcomes.slice(lastSaved).every((isSaved) => !isSaved)).toBe(true);
    }
  });
});
