import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';

/** Why a file cannot be restored. */
export type UnfitBackup =
  /** Not an SQLite database. */
  | 'no-database'
  /** A corrupt SQLite database. */
  | 'damaged'
  /** A database of another program. */
  | 'other-program'
  /** Written by a newer version of Doorlight. */
  | 'newer';

const fileName = 'doorlight.db';
const stagedName = 'restore.db';
const requestName = 'restore.json';
/** Files beside the database that belong to it. */
const companions = ['-wal', '-shm'];

/** Plain CommonJS, so that it runs the same from sources and from the bundle. */
const examination = `
const { parentPort, workerData } = require('node:worker_threads');
const Database = require(workerData.libsql);
function examine() {
  let database;
  try {
    database = new Database(workerData.file);
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
    if (!tables.some(({ name }) => name === 'doorlight_migration')) return { verdict: 'other-program' };
    const [check] = Object.values(database.prepare('PRAGMA quick_check(1)').get());
    if (check !== 'ok') return { verdict: 'damaged' };
    return { migrations: database.prepare('select name from doorlight_migration').all().map(({ name }) => name) };
  } catch (error) {
    return { verdict: /malformed|corrupt/i.test(String(error)) ? 'damaged' : 'no-database' };
  } finally {
    database?.close();
  }
}
parentPort.postMessage(examine());
`;

const verdictSchema = z.object({
  verdict: z.enum(['no-database', 'damaged', 'other-program']).optional(),
  migrations: z.array(z.string()).default([]),
});

/**
 * Examines a file before it is restored, in its own thread: checking a year of minutes takes seconds.
 *
 * @param known names of the migrations of this version of Doorlight
 * @returns why it is unfit; undefined if it can be restored
 */
export async function examineBackup(
  file: string,
  known: readonly string[],
): Promise<UnfitBackup | undefined> {
  const libsql = createRequire(import.meta.url).resolve('libsql');
  const worker = new Worker(examination, { eval: true, workerData: { libsql, file } });
  const answer = await new Promise<unknown>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the examination ended with ${code}`)));
  });
  for (const companion of companions) await rm(`${file}${companion}`, { force: true });
  const { verdict, migrations } = verdictSchema.parse(answer);
  return verdict ?? (migrations.every((name) => known.includes(name)) ? undefined : 'newer');
}

/**
 * Stages an examined backup: it replaces the database when this is opened next.
 *
 * @param file in the data folder; it is moved
 * @param who requested it, for the audit log of the restored database
 */
export async function stageRestore(dataDir: string, file: string, who: string): Promise<void> {
  await writeFile(join(dataDir, requestName), JSON.stringify({ who }));
  await rename(file, join(dataDir, stagedName));
}

const requestSchema = z.object({ who: z.string() });

/** A backup that has replaced the database, which is not opened yet. */
export interface Restored {
  readonly who: string;
  /** The former database, which is kept, so that a restore loses nothing. */
  readonly keptAs: string | undefined;
  /** Puts the previous database back: the restored one cannot be used. */
  undo(): Promise<void>;
}

/**
 * Replaces the database with a staged backup. Call it while the database is closed.
 *
 * @param nowMs epoch milliseconds: part of the name under which the former database is kept
 * @returns undefined if none is staged
 */
export async function applyStaged(dataDir: string, nowMs: number): Promise<Restored | undefined> {
  const staged = join(dataDir, stagedName);
  if (!existsSync(staged)) return undefined;
  const requestFile = join(dataDir, requestName);
  const { who } = requestSchema
    .catch({ who: '?' })
    .parse(parsed(await readFile(requestFile, 'utf8').catch(() => '')));
  const file = join(dataDir, fileName);
  const time = new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '');
  const kept = existsSync(file) ? join(dataDir, `doorlight-before-restore-${time}.db`) : undefined;
  if (kept !== undefined) await move(file, kept);
  await move(staged, file);
  await rm(requestFile, { force: true });
  return {
    who,
    keptAs: kept,
    undo: async () => {
      await move(file, join(dataDir, `restore-failed-${time}.db`));
      if (kept !== undefined) await move(kept, file);
    },
  };
}

/** Moves a database with its companion files. */
async function move(from: string, to: string): Promise<void> {
  for (const companion of companions) {
    await rm(`${to}${companion}`, { force: true });
    if (existsSync(`${from}${companion}`)) await rename(`${from}${companion}`, `${to}${companion}`);
  }
  await rename(from, to);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
