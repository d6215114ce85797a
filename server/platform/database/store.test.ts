import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyLedger } from '#server/engine/ledger-state.ts';
import { AuditStore } from '#server/features/audit/audit-store.ts';
import { HistoryStore } from '#server/features/history/history-store.ts';
import { DeviceMemoryStore } from '#server/site/device-memory-store.ts';
import type { SavedZone } from '#server/site/saved-zone.ts';
import { type UnreadableZone, ZoneStore } from '#server/site/zone-store.ts';
import { minuteRecord } from '#server/test-support/minute-record.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { type Database, openDatabase } from './database.ts';

const savedAt = '2026-11-21T10:00:00.000Z';
const saved: SavedZone = { version: 1, ledger: { ...emptyLedger('2026-11-21'), correction: 7 } };
const minute = minuteRecord(29_000_000, { min: 2, max: 5, area: 180_000, came: 3, went: 1 });

describe('the database', () => {
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

  it('gives back what was saved, also to the next process', async () => {
    await new ZoneStore(database.db).save(
      [{ site: 'bern', zone: 'store', saved, minutes: [minute] }],
      savedAt,
    );
    await database.close();
    database = await kept.open();
    const zones = await new ZoneStore(database.db).load();
    expect(zones.get('bern/store')).toEqual(saved);
    const { minute: start, ...numbers } = minute;
    expect(await new HistoryStore(database.db).minutes('bern', 'store', 0, 4e12)).toEqual([
      { start, ...numbers, backfilledMs: 0 },
    ]);
  });

  it('is refused with a sentence once a newer version has changed it; whoever has it open goes on', async () => {
    await sql`insert into doorlight_migration (name, timestamp) values ('9999-newer', '2027-01-01')`.execute(
      database.db,
    );
    await expect(kept.open()).rejects.toThrow(
      /was changed by a newer version of Doorlight \("9999-newer"\): start that version/,
    );
    await new ZoneStore(database.db).save([{ site: 'bern', zone: 'store', saved, minutes: [] }], savedAt);
  });

  it('keeps the newest state of a zone', async () => {
    const store = new ZoneStore(database.db);
    await store.save([{ site: 'bern', zone: 'store', saved, minutes: [] }], savedAt);
    const newer = { ...saved, ledger: { ...saved.ledger, correction: 8 } };
    await store.save([{ site: 'bern', zone: 'store', saved: newer, minutes: [] }], savedAt);
    expect((await store.load()).get('bern/store')).toEqual(newer);
  });

  it('starts a zone without what it cannot read, its count lost, keeps a copy of that, and leaves the others alone', async () => {
    const store = new ZoneStore(database.db);
    const zones = ['store', 'newer', 'broken', 'half'];
    await store.save(
      zones.map((zone) => ({ site: 'bern', zone, saved, minutes: [] })),
      savedAt,
    );
    const { drift: _, ...lacking } = saved.ledger;
    const documents = {
      newer: JSON.stringify({ ...saved, version: 2 }),
      broken: '{"version":1,"led',
      half: JSON.stringify({ ...saved, ledger: lacking }),
    };
    for (const [zone, document] of Object.entries(documents)) {
      await database.db.updateTable('zone_state').set({ document }).where('zone', '=', zone).execute();
    }
    const unreadable: UnreadableZone[] = [];
    // A second start before the zone is saved again finds the same.
    for (const _start of [1, 2]) {
      const known = await store.load((each) => unreadable.push(each));
      expect(known.get('bern/store')).toEqual(saved);
      for (const zone of Object.keys(documents) as (keyof typeof documents)[]) {
        expect(known.get(`bern/${zone}`)).toMatchObject({ isCountLost: true, ledger: { sources: {} } });
      }
    }
    expect(unreadable).toHaveLength(6);
    const why = Object.fromEntries(unreadable.map(({ zone, why }) => [zone, why]));
    expect(why).toMatchObject({
      newer: expect.stringContaining('version'),
      half: expect.stringContaining('ledger.drift'),
    });
    await store.save([{ site: 'bern', zone: 'newer', saved, minutes: [] }], '2026-11-21T10:00:09.000Z');
    expect((await store.load()).get('bern/newer')).toEqual(saved);
    const aside = await database.db.selectFrom('zone_state_aside').select(['zone', 'document']).execute();
    expect(Object.fromEntries(aside.map(({ zone, document }) => [zone, document]))).toEqual(documents);
  });

  it('adds up a minute that is recorded twice, after a clock set back', async () => {
    const store = new ZoneStore(database.db);
    const again = { ...minute, min: 1, max: 4, came: 2 };
    await store.save([{ site: 'bern', zone: 'store', saved, minutes: [minute] }], savedAt);
    await store.save([{ site: 'bern', zone: 'store', saved, minutes: [again] }], savedAt);
    const [row] = await new HistoryStore(database.db).minutes('bern', 'store', 0, 4e12);
    expect(row).toMatchObject({ min: 1, max: 5, came: 5, knownMs: 120_000 });
  });

  it('saves thousands of zones at once', async () => {
    const store = new ZoneStore(database.db);
    const zones = Array.from({ length: 5000 }, (_, n) => ({
      site: 'bern',
      zone: `z${n}`,
      saved,
      minutes: [minute],
    }));
    await store.save(zones, savedAt);
    expect((await store.load()).size).toBe(5000);
  });

  it('lists the audit log newest first, by zone and by page', async () => {
    const audit = new AuditStore(database.db);
    for (const to of ['1', '2', '3']) {
      await audit.append({ who: 'mia', action: 'adjust', site: 'bern', zone: 'store', to }, savedAt);
    }
    await audit.append({ who: 'mia', action: 'adjust', site: 'bern', zone: 'cafe', to: '9' }, savedAt);
    const page = await audit.list({ site: 'bern', zone: 'store', limit: 2 });
    expect(page.map((entry) => entry.to)).toEqual(['3', '2']);
    const next = await audit.list({ site: 'bern', zone: 'store', limit: 2, before: page.at(-1)?.id ?? 0 });
    expect(next.map((entry) => entry.to)).toEqual(['1']);
  });

  it('remembers the serial number of a sensor, and a new one when its address changed', async () => {
    const devices = new DeviceMemoryStore(database.db);
    const place = { site: 'bern', id: 'a' };
    await devices.saveSerial({ ...place, url: 'http://a' }, 'AA', savedAt);
    await devices.saveSerial({ ...place, url: 'http://b' }, 'BB', savedAt);
    const later = new DeviceMemoryStore(database.db);
    await later.load(() => undefined);
    expect(later.serialOf({ ...place, url: 'http://b' })).toBe('BB');
    expect(later.serialOf({ ...place, url: 'http://a' })).toBeUndefined();
  });

  it('remembers those of thousands that are met at once, each as it was last', async () => {
    const devices = new DeviceMemoryStore(database.db);
    const places = Array.from({ length: 1100 }, (_, at) => ({ site: 'bern', id: `s${at}`, url: 'http://a' }));
    const saved = places.map((place) => devices.saveSerial(place, 'old', savedAt));
    await Promise.all([...saved, ...places.map((place) => devices.saveSerial(place, place.id, savedAt))]);
    const later = new DeviceMemoryStore(database.db);
    await later.load(() => undefined);
    expect(places.filter((place) => later.serialOf(place) === place.id)).toHaveLength(1100);
  });

  it('names the file when it cannot be opened', async () => {
    await expect(openDatabase({ dataDir: '/dev/null/nowhere' })).rejects.toThrow(
      /nowhere|ENOTDIR|not a directory/i,
    );
  });
});
