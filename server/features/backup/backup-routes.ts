import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';

const operation = operationIn('installation');

/** Plain CommonJS, so that it runs the same from sources and from the bundle. */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const Database = require(workerData.libsql);
const database = new Database(workerData.from);
database.pragma('busy_timeout = 10000');
database.prepare('VACUUM INTO ?').run(workerData.to);
database.close();
parentPort.postMessage('done');
`;

/** `/api/v1/backup`: the database as a file, made while everything runs. */
export function backupRoutes(platform: Platform): FastifyPluginAsyncZod {
  const { guard, clock, database, environment, audit } = platform;
  const { dataDir } = environment;
  let isCopying = false;
  return async (app) => {
    app.get(
      '/api/v1/backup',
      operation({
        summary: 'A copy of the SQLite database, consistent in itself',
        description:
          'Made while everything runs. With PostgreSQL the answer is 501, and says how it is backed up. Needs the right to administer.',
      }),
      async (request, reply) => {
        const { username } = await guard.require(request, 'administer');
        if (database.dialect === 'postgres') {
          throw new ProblemError(
            501,
            'The database is PostgreSQL: back it up with pg_dump --format=custom "$DATABASE_URL" > doorlight.dump.',
            { code: 'backup-elsewhere' },
          );
        }
        if (isCopying)
          throw new ProblemError(409, 'A backup is being made. Try again when it is done.', {
            code: 'backup-running',
          });
        const file = join(dataDir, `backup-${randomUUID()}.db`);
        isCopying = true;
        try {
          await copyDatabase(dataDir, file);
          const { size } = await stat(file);
          await audit({ who: username, action: 'backup', result: 'done' });
          const copy = createReadStream(file);
          copy.once('close', () => void rm(file, { force: true }));
          const day = new Date(clock.now()).toISOString().slice(0, 10);
          return reply
            .header('content-type', 'application/vnd.sqlite3')
            .header('content-length', String(size))
            .header('content-disposition', `attachment; filename="doorlight-${day}.db"`)
            .send(copy);
        } catch (error) {
          await rm(file, { force: true });
          throw error;
        } finally {
          isCopying = false;
        }
      },
    );
  };
}

/**
 * Writes a consistent copy of the SQLite database while it is in use. It runs in its own thread: a year of
 * minutes takes seconds, during which lights must not stop.
 *
 * @param to must not exist yet
 * @throws when the copy cannot be written; no usable file is left then
 */
export function copyDatabase(dataDir: string, to: string): Promise<void> {
  const libsql = createRequire(import.meta.url).resolve('libsql');
  const worker = new Worker(program, {
    eval: true,
    workerData: { libsql, from: join(dataDir, 'doorlight.db'), to },
  });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the copy ended with ${code}`));
    });
  });
}
