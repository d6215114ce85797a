import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClosingStore } from '#server/features/calibration/closing-store.ts';
import { HandStore } from '#server/features/hand/hand-store.ts';
import { HistoryStore } from '#server/features/history/history-store.ts';
import { ReportStore } from '#server/features/reports/report-store.ts';
import { PostgresServer } from '#server/test-support/postgres-server.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { openAuthentication } from '../../access/authentication.ts';
import { readEnvironment } from '../../config/environment.ts';
import { limitsFor } from '../../limits/limit-store.ts';
import { createLogger } from '../../logger.ts';
import { type Database, openDatabase } from '../database.ts';

/** What was written for SQLite first, on a real PostgreSQL: types, conflicts, locks and numbers that come back as text. */
describe('on PostgreSQL', () => {
  let server: PostgresServer;
  let database: Database;
  const open = () => openDatabase({ dataDir: '/nowhere', databaseUrl: server.url });

  beforeAll(async () => {
    server = await PostgresServer.start();
    // A second start finds everything in place.
    await (await open()).close();
    database = await open();
  });
  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });

  it('sign-in begins once, also where several sidecars start at the same moment', async () => {
    const kept = await TestDatabase.create(server.url);
    const databases = await Promise.all([1, 2, 3].map(() => kept.open()));
    const environment = readEnvironment({
      DOORLIGHT_ADMIN_PASSWORD: 'correct horse battery',
      DOORLIGHT_SECRET: 'a secret that all of them share, long enough',
    });
    const logger = createLogger('silent');
    const opened = await Promise.all(
      databases.map((each) =>
        openAuthentication({
          ...{ environment, database: each, logger, keyOwner: async () => undefined },
          limit: limitsFor(environment, each.db),
        }),
      ),
    );
    for (const { accounts } of opened)
      expect((await accounts.list()).map(({ username }) => username)).toEqual(['admin']);
    await Promise.all(databases.map((each) => each.close()));
    await kept.remove();
  });

  it('history keeps the capacity that applied, or none for what is older', async () => {
    const minute = {
      ...{ site: 'bern', zone: 'store', min: 2, max: 5, area: 180_000, known_ms: 60_000, amber_ms: 0 },
      ...{ red_ms: 0, unknown_ms: 0, closed_ms: 0, recorded_ms: 60_000, came: 3, went: 1 },
    };
    await database.db
      .insertInto('history_minute')
      .values([
        { ...minute, minute: 29_000_000, capacity: 120 },
        { ...minute, minute: 29_000_001, capacity: null },
      ])
      .execute();
    const tallies = await new HistoryStore(database.history).minutes('bern', 'store', 0, 4e12);
    expect(tallies.map(({ capacity, came, area }) => [capacity, came, area])).toEqual([
      [120, 3, 180_000],
      [null, 3, 180_000],
    ]);
  });

  it('closings come back as numbers, each once', async () => {
    const store = new ClosingStore(database.history);
    const row = {
      ...{ site: 'bern', zone: 'store', day: '2026-11-21', source: 'door-a/main' },
      ...{ at_ms: 1_763_750_000_500, sum_in: 5_000_000_000, sum_out: 4_999_999_999.5 },
    };
    await store.save([row]);
    await store.save([{ ...row, sum_in: 1 }]);
    expect(await store.load('bern', 'store', 0)).toEqual([row]);
  });

  it('passages that come at the same time count once, with their numbers in a row', async () => {
    const store = new HandStore(database.db, database.dialect);
    const name = { site: 'bern', sensor: 'gate' };
    const zones = [{ zone: 'store', direction: 'reverse' as const }];
    const nowMs = 29_000_010 * 60_000;
    const batch = (from: number) =>
      Array.from({ length: 20 }, (_, at) => ({
        id: `p${from + at}`,
        atMs: 29_000_000 * 60_000,
        in: 1,
        out: 0,
      }));
    await Promise.all([0, 0, 10, 10, 20].map((from) => store.add(name, zones, batch(from), nowMs)));
    await store.add(name, zones, [{ id: 'p0', undo: true }], nowMs);
    expect(await store.counter(name)).toEqual({ sequence: 41, in: 39, out: 0, keyHash: null });
    expect(await store.people(name, 0)).toEqual({ in: 39, out: 0 });
    const numbers = (await store.since(name, 0)).map(({ sequence }) => sequence);
    expect(numbers).toEqual(Array.from({ length: 41 }, (_, at) => at + 1));
    // Late ones stand in their own minute, out of the zone through a door that leads the other way.
    const [tally] = await new HistoryStore(database.history).minutes('bern', 'store', 0, 29_000_001 * 60_000);
    expect([tally?.came, tally?.went]).toEqual([3, 1 + 39]);
  });

  it('a report is claimed by one process alone', async () => {
    const store = new ReportStore(database.db);
    const sending = { scope: 'bern', kind: 'week', from: '2026-11-16', email: 'm@example.com' } as const;
    await Promise.all([store.add([sending], 1000), store.add([sending], 1000)]);
    const claims = await Promise.all(
      ['a', 'b', 'c', 'd'].map((who) => store.claim(sending, who, 1_763_750_000_500, 1_763_750_900_000)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    const who = 'abcd'.charAt(claims.indexOf(true));
    await store.sent(sending, who, 1_763_750_000_900);
    expect(await store.due(4e12, 5)).toEqual([]);
    expect(await store.latest('bern', 5)).toMatchObject([
      { state: 'sent', due_ms: 1_763_750_000_900, tries: 1 },
    ]);
  });
});
