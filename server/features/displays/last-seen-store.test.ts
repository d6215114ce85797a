import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DisplayScreen } from '#lib/contract/display-report.ts';
import { type Database, openDatabase } from '#server/platform/database/database.ts';
import { copyDatabase } from '../backup/backup-routes.ts';
import { type LastSeen, LastSeenStore } from './last-seen-store.ts';

const screen: DisplayScreen = {
  light: 'green',
  occupancy: 3,
  reportedAt: '2026-11-21T10:00:00.000Z',
  loadedAt: '2026-11-21T09:00:00.000Z',
  engine: 'Firefox 128',
  width: 10,
  height: 10,
  isCurrent: true,
  clockErrorMs: 0,
  errors: 1,
  recentErrors: [{ at: '2026-11-21T09:30:00.000Z', text: 'no room' }],
};
const entrance: LastSeen = {
  site: 'bern',
  display: 'entrance',
  seenAt: '2026-11-21T10:00:00.000Z',
  kept: { screen, revision: '1.0.0:abc' },
};

describe('sightings of displays', () => {
  let folder: string;
  let database: Database;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'doorlight-sightings-'));
    database = await openDatabase({ dataDir: folder });
  });
  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are there for the next process, and in a backup', async () => {
    await new LastSeenStore(database.db).save([entrance]);
    await database.close();
    database = await openDatabase({ dataDir: folder });
    expect(await new LastSeenStore(database.db).load()).toEqual(new Map([['bern/entrance', entrance]]));
    const restored = mkdtempSync(join(folder, 'restored-'));
    await copyDatabase(folder, join(restored, 'doorlight.db'));
    const copy = await openDatabase({ dataDir: restored });
    expect(await new LastSeenStore(copy.db).load()).toEqual(new Map([['bern/entrance', entrance]]));
    await copy.close();
  });

  it('are the newest of each display, until it is forgotten', async () => {
    const store = new LastSeenStore(database.db);
    const later = { ...entrance, seenAt: '2026-11-21T11:00:00.000Z', kept: undefined };
    await store.save([entrance]);
    await store.save([later, { ...entrance, display: 'lift' }]);
    expect((await store.load()).get('bern/entrance')).toEqual(later);
    await store.forget('bern', 'entrance');
    expect([...(await store.load()).keys()]).toEqual(['bern/lift']);
  });

  it('are written for thousands at once', async () => {
    const store = new LastSeenStore(database.db);
    await store.save(Array.from({ length: 2000 }, (_, n) => ({ ...entrance, display: `d${n}` })));
    expect((await store.load()).size).toBe(2000);
  });

  it('leave out what another version wrote and nobody here can read', async () => {
    const row = { site: 'bern', display: 'lift', seen_at: entrance.seenAt ?? null, document: '{"screen":1}' };
    await database.db.insertInto('display_sighting').values(row).execute();
    expect((await new LastSeenStore(database.db).load()).get('bern/lift')).toEqual({
      site: 'bern',
      display: 'lift',
      seenAt: entrance.seenAt,
      kept: undefined,
    });
  });
});
