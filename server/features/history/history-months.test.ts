import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { emptyLedger } from '#server/engine/ledger-state.ts';
import type { Database } from '#server/platform/database/database.ts';
import { InstallationStore } from '#server/platform/database/installation-store.ts';
import { MonthPartitions } from '#server/platform/database/postgres/month-partitions.ts';
import type { Schema } from '#server/platform/database/schema.ts';
import { RetentionClock } from '#server/platform/retention-clock.ts';
import { ZoneStore } from '#server/site/zone-store.ts';
import { minuteRecord } from '#server/test-support/minute-record.ts';
import { PostgresServer } from '#server/test-support/postgres-server.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { HistoryMonths } from './history-months.ts';
import { HistoryRoller } from './history-roller.ts';
import { HistoryStore } from './history-store.ts';

/** Minutes of history in a table for each month, on a real PostgreSQL. */

const minuteMs = 60_000;
const dayMs = 86_400_000;
const november = Date.UTC(2026, 10, 30, 10);
const saved = { version: 1, ledger: emptyLedger('2026-11-30') } as const;
const retention = { now: { minuteDays: 60, rollUpDays: null } };

let server: PostgresServer;
let kept: TestDatabase;
let database: Database;
let nowMs: number;
let monotonicMs: number;
const clock = { now: () => nowMs, monotonic: () => monotonicMs };

beforeAll(async () => {
  server = await PostgresServer.start();
}, 120_000);
afterAll(() => server.stop());
beforeEach(async () => {
  kept = await TestDatabase.create(server.url);
  database = await kept.open();
  [nowMs, monotonicMs] = [november, 0];
}, 120_000);
afterEach(async () => {
  await database.close();
  await kept.remove();
});

const monthsOf = (isFirst = true, retentionTime: { now(): number } = clock, of = database) => {
  const errors: unknown[] = [];
  const logger = { info: () => undefined, error: (facts: object) => errors.push(facts) };
  const parts = { database: of, clock, retention, retentionClock: retentionTime, logger };
  return { months: new HistoryMonths({ ...parts, isFirst: () => isFirst }), errors };
};
const work = async (retentionTime?: { now(): number }) => {
  const { months, errors } = monthsOf(true, retentionTime);
  await months.check();
  expect(errors).toEqual([]);
  return months;
};
const minuteAt = (atMs: number) =>
  minuteRecord(Math.floor(atMs / minuteMs), { min: 1, max: 1, area: 60_000, came: 1, capacity: 9 });
/** Saves a zone with one person in one minute. */
const saveAt = (store: ZoneStore, atMs: number, zone = 'store') =>
  store.save([{ site: 'bern', zone, saved, minutes: [minuteAt(atMs)] }], new Date(atMs).toISOString());
const countOf = async (db: Kysely<Schema>, table = 'history_minute') =>
  (await sql<{ count: number }>`select coalesce(sum(came), 0) as count from ${sql.table(table)}`.execute(db))
    .rows[0]?.count;
const names = async () => (await new MonthPartitions(database.db).list())?.map(({ name }) => name);
const rollerOf = (byRowUntilMs: () => number) =>
  new HistoryRoller({
    ...{ store: new HistoryStore(database.history), clock, retention, retentionClock: clock, byRowUntilMs },
    timezone: () => 'Europe/Zurich',
    onError: (error) => {
      throw error;
    },
  });

/** The table as older versions have made it, with a person in each of these minutes. */
async function undivided(minutes: { readonly fromMs: number; readonly count: number }): Promise<void> {
  const db = database.db;
  await sql`create table plain (like history_minute including all)`.execute(db);
  await sql`drop table history_minute`.execute(db);
  await sql`alter table plain rename to history_minute`.execute(db);
  await sql`alter index plain_pkey rename to history_minute_key`.execute(db);
  await saveAt(new ZoneStore(db), minutes.fromMs);
  await sql`
    insert into history_minute select site, zone, minute + step, min, max, area, known_ms, amber_ms, red_ms, unknown_ms,
      closed_ms, recorded_ms, came, went, backfilled_ms, capacity
    from history_minute, generate_series(1, ${sql.raw(String(minutes.count - 1))}) as step
  `.execute(db);
}

it('has this month and the next two ahead, once, whoever is first', async () => {
  expect(await names()).toEqual([]);
  await monthsOf(false).months.check();
  expect(await names()).toEqual([]);
  await Promise.all([work(), work()]);
  const ahead = ['history_minute_2026_11', 'history_minute_2026_12', 'history_minute_2027_01'];
  expect(await names()).toEqual(ahead);
  const months = await work();
  expect(months.byRowUntilMs).toBe(Number.NEGATIVE_INFINITY);
  // A month later.
  nowMs += 20 * dayMs;
  await months.check();
  expect(await names()).toEqual(ahead);
  monotonicMs += 3_600_000;
  await months.check();
  expect(await names()).toEqual([...ahead, 'history_minute_2027_02']);
});

it('saves minutes of a clock that is a year off; they move into their month when it comes', async () => {
  await work();
  const store = new ZoneStore(database.saves);
  const ahead = november + 365 * dayMs;
  await saveAt(store, november);
  await saveAt(store, ahead);
  await saveAt(store, Date.UTC(1970, 0, 1));
  await saveAt(store, november - 100 * dayMs);
  expect(await countOf(database.db, 'history_minute_other')).toBe(3);
  await work();
  // What is old has its month now; what is ahead waits for it.
  expect(await countOf(database.db, 'history_minute_other')).toBe(1);
  expect(await countOf(database.db, 'history_minute_1970_01')).toBe(1);
  nowMs = ahead;
  await work();
  expect(await countOf(database.db, 'history_minute_other')).toBe(0);
  expect(await countOf(database.db, 'history_minute_2027_11')).toBe(1);
  // The same minute once more is added, wherever it is.
  await saveAt(store, ahead);
  expect(await countOf(database.db, 'history_minute_2027_11')).toBe(2);
});

it('divides a table with rows while sidecars save, without moving one, and goes on after a crash', async () => {
  await undivided({ fromMs: november - 40 * dayMs, count: 50_000 });
  const fileOf = (table: string) =>
    sql<{ file: string }>`select pg_relation_filepath(${table}::regclass) as file`.execute(database.db);
  const before = (await fileOf('history_minute')).rows;
  const index = (await fileOf('history_minute_key')).rows;
  // What a crash in the middle leaves behind.
  await sql`alter table history_minute add constraint history_minute_all_before check (minute < 1) not valid`.execute(
    database.db,
  );
  const other = await kept.open();
  let isSaving = true;
  let savedCount = 50_000;
  const saving = (async () => {
    const store = new ZoneStore(other.saves);
    for (let at = 0; isSaving; at++) {
      await saveAt(store, november + at * minuteMs, 'hall').then(
        () => savedCount++,
        // That constraint refuses it, as long as it is there.
        () => undefined,
      );
    }
  })();
  await Promise.all([work(), monthsOf(true, clock, other).months.check()]);
  isSaving = false;
  await saving;
  await other.close();
  expect(await names()).toEqual([
    'history_minute_before',
    'history_minute_2026_12',
    'history_minute_2027_01',
  ]);
  expect((await fileOf('history_minute_before')).rows).toEqual(before);
  expect((await fileOf('history_minute_before_key')).rows).toEqual(index);
  expect(await countOf(database.db)).toBe(savedCount);
  const constraints =
    await sql`select 1 from pg_constraint where conname = 'history_minute_all_before'`.execute(database.db);
  expect(constraints.rows).toEqual([]);
});

it('deletes row by row what is in the table from before, and drops it when all of it is old', async () => {
  await undivided({ fromMs: november - 80 * dayMs, count: 200 });
  const months = await work();
  const roller = rollerOf(() => months.byRowUntilMs);
  await roller.rollUp();
  expect(await countOf(database.db)).toBe(0);
  expect(await names()).toContain('history_minute_before');
  nowMs = Date.UTC(2026, 11, 1) + 60 * dayMs;
  await work();
  expect(await names()).not.toContain('history_minute_before');
  await roller.stop();
});

it('drops a month when all of it is older than history is kept, and rolled up', async () => {
  await work();
  const store = new ZoneStore(database.saves);
  await saveAt(store, november);
  await saveAt(store, november, 'hall');
  await saveAt(store, Date.UTC(2026, 11, 2));
  nowMs = Date.UTC(2027, 1, 5);
  await work();
  expect(await names(), 'nothing of it is rolled up').toContain('history_minute_2026_11');
  const roller = rollerOf(() => Number.NEGATIVE_INFINITY);
  await roller.rollUp();
  expect(await countOf(database.db), 'months go as a whole').toBe(3);
  const late = {
    site: 'bern',
    zone: 'hall',
    from_minute: november / minuteMs,
    to_minute: november / minuteMs + 1,
  };
  await database.db.insertInto('history_late').values(late).execute();
  await work();
  expect(await names(), 'something of it is to be rolled up again').toContain('history_minute_2026_11');
  await database.db.deleteFrom('history_late').execute();
  await work();
  expect(await names()).toEqual([
    'history_minute_2026_12',
    'history_minute_2027_01',
    'history_minute_2027_02',
    'history_minute_2027_03',
    'history_minute_2027_04',
  ]);
  expect(await countOf(database.db)).toBe(1);
  // The roll-ups stay.
  expect(await new HistoryStore(database.history).firstRollUp('bern', 'hall')).toBeDefined();
  await roller.stop();
});

it('drops nothing because the wall clock is a year ahead for an hour', async () => {
  const installation = new InstallationStore(database.db);
  const retentionClock = await RetentionClock.load({ store: installation, clock, onError: () => undefined });
  await work(retentionClock);
  await saveAt(new ZoneStore(database.saves), november);
  nowMs += 365 * dayMs;
  monotonicMs += 3_600_000;
  const roller = rollerOf(() => Number.NEGATIVE_INFINITY);
  await roller.rollUp();
  await work(retentionClock);
  expect(await names()).toContain('history_minute_2026_11');
  await roller.stop();
});

it('lets nobody who saves wait for somebody who reads for long', async () => {
  await work();
  const store = new ZoneStore(database.saves);
  await saveAt(store, november);
  const reader = new pg.Client({ connectionString: kept.options.databaseUrl });
  await reader.connect();
  await reader.query('begin; select count(*) from history_minute');
  const [old] = (await new MonthPartitions(database.db).list()) ?? [];
  const rolled = { site: 'bern', zone: 'store', until: 100_000_000, timezone: 'UTC' };
  await database.db.insertInto('history_rolled').values(rolled).execute();
  let isDropped = false;
  const dropping = new MonthPartitions(database.maintenance)
    .drop(old ?? { name: '', fromMs: 0, toMs: 0 })
    .then(() => {
      isDropped = true;
    });
  // Each save has two seconds; without a limit it would stand behind the drop, which stands behind the reader.
  for (let at = 0; at < 5; at++) await saveAt(store, Date.UTC(2026, 11, 1) + at * minuteMs);
  expect(isDropped).toBe(false);
  await reader.query('rollback');
  await reader.end();
  await dropping;
  expect(await names()).not.toContain(old?.name);
});
