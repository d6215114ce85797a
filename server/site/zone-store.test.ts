import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { minuteRecord } from '#server/test-support/minute-record.ts';
import type { MinuteRecord } from '../engine/history-minute.ts';
import { emptyLedger } from '../engine/ledger-state.ts';
import type { Database } from '../platform/database/database.ts';
import type { Schema } from '../platform/database/schema.ts';
import { TestDatabase } from '../test-support/test-database.ts';
import type { SavedZone } from './saved-zone.ts';
import { SavedByAnotherError, ZoneStore } from './zone-store.ts';

const savedAt = '2026-11-29T10:00:00.000Z';
const savedWith = (correction: number): SavedZone => ({
  version: 1,
  ledger: { ...emptyLedger('2026-11-29'), correction },
});
const minuteOf = (minute: number, peopleIn: number) =>
  minuteRecord(minute, { max: peopleIn, came: peopleIn });
const zone = (correction: number, minutes: readonly MinuteRecord[] = []) => [
  { site: 'bern', zone: 'store', saved: savedWith(correction), minutes },
];

let kept: TestDatabase;
let database: Database;

beforeEach(async () => {
  kept = await TestDatabase.create();
  database = await kept.open();
});
afterEach(async () => {
  await database.close();
  await kept.remove();
});

const peopleIn = async (db: Kysely<Schema>) =>
  (await db.selectFrom('history_minute').select('came').execute()).reduce(
    (sum, { came: peopleIn }) => sum + peopleIn,
    0,
  );
const correctionOf = async (store: ZoneStore) => (await store.load()).get('bern/store')?.ledger.correction;

/** A database whose transactions are committed while their answers are lost. */
function losingAnswers(db: Kysely<Schema>, loses: () => boolean): Kysely<Schema> {
  return new Proxy(db, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'transaction') return value.bind(target);
      return () => ({
        execute: async <T>(work: (transaction: Kysely<Schema>) => Promise<T>) => {
          const done = await target.transaction().execute(work);
          if (loses()) throw new Error('the answer was lost');
          return done;
        },
      });
    },
  });
}

it('adds the people of a minute once, although the answer to its save was lost', async () => {
  let loses = true;
  const store = new ZoneStore(losingAnswers(database.db, () => loses));
  const first = minuteOf(100, 3);
  await expect(store.save(zone(1, [first]), savedAt)).rejects.toThrow('lost');
  loses = false;
  await store.save(zone(2, [first, minuteOf(101, 4)]), savedAt);
  expect(await peopleIn(database.db)).toBe(7);
  expect(await correctionOf(store)).toBe(2);
});

it('adds them once however often the answer is lost, and whatever ends meanwhile', async () => {
  const losses = fc.array(fc.record({ loses: fc.boolean(), came: fc.nat(9) }), { maxLength: 8 });
  let start = 1000;
  await fc.assert(
    fc.asyncProperty(losses, async (saves) => {
      const before = await peopleIn(database.db);
      let loses = false;
      const store = new ZoneStore(losingAnswers(database.db, () => loses));
      let unsaved: MinuteRecord[] = [];
      let people = 0;
      for (const save of [...saves, { loses: false, came: 1 }]) {
        unsaved = [...unsaved, minuteOf(start++, save.came)];
        people += save.came;
        loses = save.loses;
        await store.save(zone(people, unsaved), savedAt).then(
          () => {
            unsaved = [];
          },
          () => undefined,
        );
      }
      expect((await peopleIn(database.db)) - before).toBe(people);
    }),
    { numRuns: 25 },
  );
});

it('adds a minute that is recorded a second time, after a clock set back', async () => {
  const store = new ZoneStore(database.db);
  await store.save(zone(1, [minuteOf(100, 3)]), savedAt);
  await store.save(zone(1, [minuteOf(100, 3)]), savedAt);
  expect(await peopleIn(database.db)).toBe(6);
});

it('goes on with higher numbers after a restart, and from a database of a version that knew none', async () => {
  const insert = { site: 'bern', zone: 'old', document: JSON.stringify(savedWith(9)), saved_at: savedAt };
  await database.db
    .insertInto('zone_state')
    .values({ ...insert, save_number: 0 })
    .execute();
  const [before, after] = [new ZoneStore(database.db), new ZoneStore(database.db)];
  await before.save(zone(1), savedAt);
  await after.save([...zone(2), { site: 'bern', zone: 'old', saved: savedWith(8), minutes: [] }], savedAt);
  expect(await correctionOf(after)).toBe(2);
  expect((await after.load()).get('bern/old')).toEqual(savedWith(8));
});

it('keeps what a later process saved from a save that comes late, and says so', async () => {
  const [late, now] = [new ZoneStore(database.db), new ZoneStore(database.db)];
  await late.save(zone(1), savedAt);
  await now.save(zone(2, [minuteOf(100, 5)]), savedAt);
  const minute = minuteOf(100, 7);
  await expect(late.save(zone(3, [minute]), savedAt)).rejects.toThrow(SavedByAnotherError);
  expect(await correctionOf(now)).toBe(2);
  expect(await peopleIn(database.db)).toBe(5);
  // A save that is repeated on purpose counts again.
  await late.save(zone(3, [minute]), savedAt);
  expect(await correctionOf(now)).toBe(3);
  expect(await peopleIn(database.db)).toBe(12);
});

it.each([1, 8, 9, 17, 64, 65, 129, 300])('saves %i zones and their minutes, each once', async (count) => {
  const store = new ZoneStore(database.db);
  const zones = (correction: number, people: number) =>
    Array.from({ length: count }, (_, at) => ({
      ...{ site: 'bern', zone: `zone-${at}`, saved: savedWith(correction + at) },
      minutes: people === 0 ? [] : [minuteOf(100, people)],
    }));
  for (const [correction, people] of [
    [1, 0],
    [2, 3],
    [3, 0],
  ] as const)
    await store.save(zones(correction, people), savedAt);
  const loaded = await store.load();
  expect(loaded.size).toBe(count);
  for (let at = 0; at < count; at++) expect(loaded.get(`bern/zone-${at}`)).toEqual(savedWith(3 + at));
  expect(await peopleIn(database.db)).toBe(3 * count);
});
