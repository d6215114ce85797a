import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { PostgresServer } from '#server/test-support/postgres-server.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import type { Database } from '../database.ts';
import { configurationRow, InstallationStore } from '../installation-store.ts';
import { ChangeListener } from './change-listener.ts';

let server: PostgresServer;
let kept: TestDatabase;
let database: Database;
let listener: ChangeListener | undefined;

beforeAll(async () => {
  server = await PostgresServer.start();
  kept = await TestDatabase.create(server.url);
  database = await kept.open();
}, 120_000);
afterEach(() => listener?.stop());
afterAll(async () => {
  await database?.close();
  await kept?.remove();
  await server?.stop();
});

function listen(connectionString = kept.options.databaseUrl ?? ''): string[] {
  const heard: string[] = [];
  listener = new ChangeListener({ connectionString, onChange: (name) => heard.push(name), againMs: 20 });
  listener.start();
  return heard;
}

const listeners = async () => {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where query ilike 'listen %' and datname = current_database()
  `.execute(database.db);
  return rows.map(({ pid }) => pid);
};

it('hears what is changed once it is on disk, and nothing of what is not', async () => {
  const heard = listen();
  await expect.poll(listeners).toHaveLength(1);
  await expect(
    database.db.transaction().execute(async (db) => {
      await new InstallationStore(db).setValue('given-up', 'x');
      throw new Error('given up');
    }),
  ).rejects.toThrow();
  await new InstallationStore(database.db).noteChange('2026-11-30T10:00:00.000Z');
  await expect.poll(() => heard).toEqual([configurationRow]);
});

it('listens again on another connection when its own was ended, and stops for good', async () => {
  const heard = listen();
  await expect.poll(listeners).toHaveLength(1);
  const [first] = await listeners();
  await sql`select pg_terminate_backend(${first})`.execute(database.db);
  await expect.poll(async () => (await listeners()).filter((pid) => pid !== first)).toHaveLength(1);
  await new InstallationStore(database.db).setValue('access', 'x');
  await expect.poll(() => heard).toEqual(['access']);
  listener?.stop();
  await expect.poll(listeners).toEqual([]);
});

it('harms nobody where no database answers', async () => {
  expect(listen('postgres://nobody@127.0.0.1:9/none')).toEqual([]);
  await expect.poll(listeners).toEqual([]);
});
