import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Problem } from '#lib/contract/problem.ts';
import { openDatabase } from '#server/platform/database/database.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { applyStaged } from './restore.ts';

const siteFile = 'sites: [{ id: bern, name: Bern, timezone: Europe/Zurich }]';
const nowMs = Date.parse('2026-03-01T05:00:00Z');

/** A backup is a SQLite file, whatever database the other tests use. */
let database: TestDatabase;
let dataDir: string;
let running: RunningSidecar;
let admin: Visitor;
const restart = vi.fn();

const restore = (body: Uint8Array<ArrayBuffer>, visitor = admin) =>
  running.fetch('/api/v1/restore', visitor, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.sqlite3' },
    body,
  });
const backup = async () => new Uint8Array(await (await running.fetch('/api/v1/backup', admin)).arrayBuffer());
const addSite = (id: string) =>
  running.send('PUT', `/api/v1/config/${id}/site/${id}`, admin, { name: id, timezone: 'Europe/Zurich' });

/** A database of another program. */
async function foreign(sql: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = join(dataDir, 'foreign.db');
  const database = new LibsqlDatabase(file);
  database.exec(sql);
  database.close();
  const bytes = new Uint8Array(await readFile(file));
  await rm(file);
  return bytes;
}

beforeAll(async () => {
  database = await TestDatabase.create('');
  ({ dataDir } = database.options);
  running = await RunningSidecar.start(siteFile, { database, restart });
  admin = await running.signIn();
});

afterAll(async () => {
  await running?.stop();
  await database?.remove();
});

describe('a file that is no backup', () => {
  it.each([
    ['a text', async () => new TextEncoder().encode('sites: []\n'.repeat(500)), /no SQLite database/],
    ['an empty file', async () => new Uint8Array(0), /another program/],
    ['half a backup', async () => (await backup()).slice(0, 40_960), /damaged/],
    ['a database of another program', () => foreign('create table shop (id int)'), /another program/],
    [
      'a backup of a newer version',
      () =>
        foreign(
          "create table doorlight_migration (name text, timestamp text); insert into doorlight_migration values ('9999-later', '')",
        ),
      /newer version/,
    ],
  ])('%s is refused in words, and nothing is left of it', async (_what, bytes, words) => {
    const before = await readdir(dataDir);
    const answer = await restore(await bytes());
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as Problem).detail).toMatch(words);
    expect(await readdir(dataDir)).toEqual(before);
    expect(restart).not.toHaveBeenCalled();
  });
});

describe('a backup', () => {
  it('takes the place of the database at the next start; what was is kept, and can come back', async () => {
    await addSite('genf');
    const bytes = await backup();
    await addSite('zug');
    const answer = await restore(bytes);
    expect(answer.status).toBe(202);
    await expect.poll(() => restart).toHaveBeenCalledOnce();

    await running.stop();
    const restored = await applyStaged(dataDir, nowMs);
    expect(restored).toMatchObject({ who: 'admin' });
    expect(await sitesIn(dataDir)).toEqual(['genf']);
    expect(await applyStaged(dataDir, nowMs)).toBeUndefined();
    expect(await readdir(dataDir)).toContain('doorlight-before-restore-2026-03-01T050000.db');

    await restored?.undo();
    expect(await sitesIn(dataDir)).toEqual(['genf', 'zug']);
    running = await RunningSidecar.start(siteFile, { database, restart });
  });
});

async function sitesIn(folder: string): Promise<string[]> {
  const database = await openDatabase({ dataDir: folder });
  const rows = await database.db.selectFrom('config_entry').select('id').orderBy('id').execute();
  await database.close();
  return rows.map(({ id }) => id);
}
