import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kysely, sql } from 'kysely';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Schema } from '../schema.ts';
import { SqliteThreadDialect } from './sqlite-dialect.ts';
import { SqliteThread } from './sqlite-thread.ts';
import { WriteLock } from './write-lock.ts';

let folder: string;
let file: string;
let threads: { writer: SqliteThread; reader: SqliteThread; lock: WriteLock };
let db: Kysely<Schema>;

const limits = { waitMs: 5000, answerMs: 10_000 };
const site = (name: string) => sql`insert into place (name) values (${name})`.execute(db);
const places = (from = db) => sql<{ name: string }>`select name from place order by name`.execute(from);
const names = async () => (await places()).rows.map(({ name }) => name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorlight-sqlite-'));
  file = join(folder, 'test.db');
  threads = threadsOf(['busy_timeout = 50']);
  db = new Kysely<Schema>({ dialect: new SqliteThreadDialect(threads, limits) });
  await sql`create table place (name text primary key)`.execute(db);
});
afterEach(async () => {
  await Promise.all([threads.reader.close(5000), threads.writer.close(5000)]);
  await rm(folder, { recursive: true, force: true });
});

function threadsOf(pragmas: readonly string[]) {
  return {
    writer: new SqliteThread('writer', { file, pragmas: ['journal_mode = WAL', ...pragmas] }),
    reader: new SqliteThread('reader', { file, pragmas }),
    lock: new WriteLock(),
  };
}

it('commits what follows a statement that found the file locked', async () => {
  const other = new LibsqlDatabase(file);
  other.exec('begin immediate');
  await expect(site('a')).rejects.toMatchObject({ name: 'StorageError', code: 'SQLITE_BUSY' });
  other.exec('rollback');
  await site('b');
  expect(other.prepare('select name from place').all()).toEqual([{ name: 'b' }]);
  other.close();
});

it('reports a full disk by its code, and goes on once there is room', async () => {
  await sql`pragma max_page_count = 3`.execute(db);
  await expect(site('x'.repeat(20_000))).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  await site('small');
  expect(await names()).toEqual(['small']);
});

it('reports a wrong statement, and a key that exists, as the library does', async () => {
  await site('a');
  await expect(site('a')).rejects.toMatchObject({
    name: 'SqliteError',
    code: 'SQLITE_CONSTRAINT_PRIMARYKEY',
  });
  await expect(sql`selec 1`.execute(db)).rejects.toMatchObject({ code: 'SQLITE_ERROR' });
});

it('answers a long question whole, in its order', async () => {
  const { rows } = await sql<{ n: number }>`
    with recursive count(n) as (select 1 union all select n + 1 from count where n < 2500) select n from count
  `.execute(db);
  expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 2500 }, (_, index) => index + 1));
});

it('lets nobody into a transaction, and takes back what fails in it', async () => {
  const failing = db.transaction().execute(async (transaction) => {
    await sql`insert into place (name) values ('inside')`.execute(transaction);
    await new Promise((resolve) => setImmediate(resolve));
    throw new Error('changed my mind');
  });
  const meanwhile = site('outside');
  await expect(failing).rejects.toThrow('changed my mind');
  await meanwhile;
  expect(await names()).toEqual(['outside']);
});

it('reads while a transaction is open', async () => {
  await site('a');
  await db.transaction().execute(async (transaction) => {
    await sql`insert into place (name) values ('b')`.execute(transaction);
    const query = db.selectFrom('place' as never).select(sql<string>`name`.as('name'));
    expect(await query.execute()).toEqual([{ name: 'a' }]);
  });
});

it('a disk that hangs holds up neither the event loop nor the reader, and what was refused meanwhile never happens', async () => {
  // Waits as long as the other holds the file: within a library call, like a disk that does not answer.
  const slow = threadsOf(['busy_timeout = 60000']);
  const impatient = new Kysely<Schema>({
    dialect: new SqliteThreadDialect(slow, { waitMs: 200, answerMs: 400 }),
  });
  const patient = new Kysely<Schema>({ dialect: new SqliteThreadDialect(slow, limits) });
  await sql`select 1`.execute(patient);
  const other = new LibsqlDatabase(file);
  other.exec('begin immediate');
  let beats = 0;
  const heart = setInterval(() => beats++, 10);
  // The expectation is registered at once: the refusal comes while others are awaited.
  const first = expect(
    sql`insert into place (name) values ('first')`.execute(impatient),
  ).rejects.toMatchObject({ name: 'StorageError', code: 'NO_ANSWER' });
  const second = sql`insert into place (name) values ('second')`.execute(impatient);
  await expect(second).rejects.toMatchObject({ name: 'StorageError', code: 'NO_CONNECTION' });
  const read = patient.selectFrom('place' as never).select(sql<string>`name`.as('name'));
  expect(await read.execute()).toEqual([]);
  await first;
  // The file is still locked: a blocked thread would not count further.
  await expect.poll(() => beats).toBeGreaterThan(5);
  clearInterval(heart);
  other.exec('rollback');
  other.close();
  await expect.poll(names).toEqual(['first']);
  await sql`insert into place (name) values ('third')`.execute(patient);
  expect(await names()).toEqual(['first', 'third']);
  await Promise.all([slow.reader.close(5000), slow.writer.close(5000)]);
});

it('closing does not wait for ever for a thread that hangs', async () => {
  const hanging = join(folder, 'hanging.mjs');
  await writeFile(hanging, 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);');
  const thread = new SqliteThread('hanging', { file, pragmas: [] }, pathToFileURL(hanging));
  const request = { kind: 'run', sql: 'select 1', parameters: [], isFirst: true, begins: false } as const;
  const asked = expect(thread.run(request, limits)).rejects.toMatchObject({ code: 'NO_ANSWER' });
  await expect(thread.close(100)).rejects.toThrow('does not answer');
  await asked;
});

it('a thread that ended is started again', async () => {
  const ending = join(folder, 'ending.mjs');
  await writeFile(
    ending,
    `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(1));`,
  );
  const thread = new SqliteThread('ending', { file, pragmas: [] }, pathToFileURL(ending));
  const request = { kind: 'run', sql: 'select 1', parameters: [], isFirst: true, begins: false } as const;
  for (let time = 0; time < 2; time++) {
    await expect(thread.run(request, limits)).rejects.toMatchObject({ name: 'StorageError' });
  }
});
