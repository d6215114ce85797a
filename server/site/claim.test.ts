import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { emptyLedger } from '../engine/ledger-state.ts';
import { type Database, openDatabase } from '../platform/database/database.ts';
import { InstallationStore } from '../platform/database/installation-store.ts';
import { TestDatabase } from '../test-support/test-database.ts';
import type { SavedZone } from './saved-zone.ts';
import { NotActiveError, ZoneStore } from './zone-store.ts';

/** Two sidecars with one database, as two processes have it: in SQLite and, where `DATABASE_URL` is set, PostgreSQL. */

const savedAt = '2026-11-27T10:00:00.000Z';
const people = (correction: number): SavedZone => ({
  version: 1,
  ledger: { ...emptyLedger('2026-11-27'), correction },
});
const zone = (correction: number) => [
  { site: 'bern', zone: 'store', saved: people(correction), minutes: [] },
];

let kept: TestDatabase;
let databases: Database[];

beforeEach(async () => {
  kept = await TestDatabase.create();
  databases = [await kept.open(), await kept.open()];
});
afterEach(async () => {
  for (const database of databases) await database.close();
  await kept.remove();
});

async function sidecar(index: 0 | 1) {
  const database = databases[index] as Database;
  const id = `turn-${index}`;
  const onLost = vi.fn();
  const store = new ZoneStore(database.db, { id, dialect: database.dialect, onLost });
  return { store, onLost, claim: () => new InstallationStore(database.db).claim(id) };
}

it('lets only the last to claim it save zones', async () => {
  const [before, after] = [await sidecar(0), await sidecar(1)];
  await expect(before.store.save(zone(1), savedAt)).rejects.toThrow(NotActiveError);
  await before.claim();
  await before.store.save(zone(2), savedAt);
  await after.claim();
  expect((await after.store.load()).get('bern/store')).toEqual(people(2));
  before.onLost.mockClear();
  await expect(before.store.save(zone(3), savedAt)).rejects.toThrow(NotActiveError);
  expect(before.onLost).toHaveBeenCalledOnce();
  await after.store.save(zone(4), savedAt);
  expect((await after.store.load()).get('bern/store')).toEqual(people(4));
  expect(after.onLost).not.toHaveBeenCalled();
});

it('shows the next one all that the one before could save, however they meet', async () => {
  const [before, after] = [await sidecar(0), await sidecar(1)];
  for (let round = 0; round < 20; round++) {
    await before.claim();
    await before.store.save(zone(0), savedAt);
    const outcomes: boolean[] = [];
    const saving = (async () => {
      for (let count = 1; count <= 10; count++) {
        await before.store.save(zone(count), savedAt).then(
          () => outcomes.push(true),
          () => outcomes.push(false),
        );
      }
    })();
    if (round % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
    await after.claim();
    const seen = (await after.store.load()).get('bern/store');
    await saving;
    const lastSaved = outcomes.lastIndexOf(true) + 1;
    // // The first sidecar saved nothing after the second one had read.
    expect(seen).toEqual(people(lastSaved));
    expect(outcomes.slice(lastSaved).every((isSaved) => !isSaved)).toBe(true);
    expect((await after.store.load()).get('bern/store')).toEqual(people(lastSaved));
  }
});

it('asks before each query, and before its result is used, whether it may be made', async () => {
  let mayGoOn = true;
  const guard = vi.fn(() => {
    if (!mayGoOn) throw new Error('not active any more');
  });
  const guarded = await openDatabase({ ...kept.options, guard });
  databases.push(guarded);
  const installation = new InstallationStore(guarded.db);
  await installation.claim('turn');
  mayGoOn = false;
  await expect(installation.isDemoRemoved()).rejects.toThrow('not active any more');
  mayGoOn = true;
  guard.mockClear();
  await installation.isDemoRemoved();
  expect(guard).toHaveBeenCalledTimes(2);
});
