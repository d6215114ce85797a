import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { migrationNames } from '#server/platform/database/database.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import { examineBackup, stageRestore, type UnfitBackup } from './restore.ts';

const operation = operationIn('installation');

const whyUnfit: Readonly<Record<UnfitBackup, string>> = {
  'no-database':
    'This file is no backup of Doorlight: it is no SQLite database. Choose the file as it was downloaded.',
  damaged: 'This backup is damaged, so nothing was changed. Choose an older one.',
  'other-program': 'This file is a database of another program. Choose a backup that Doorlight made.',
  newer: 'This backup was made by a newer version of Doorlight. Update Doorlight first, then restore it.',
};

/** `/api/v1/restore`: replaces the database with a backup, and restarts. */
export function restoreRoutes(platform: Platform, restart?: () => void): FastifyPluginAsyncZod {
  const { guard, database, environment } = platform;
  const { dataDir } = environment;
  let isRestoring = false;
  return async (app) => {
    // A year of minutes is a gigabyte: it is streamed to the disk.
    app.addContentTypeParser('application/vnd.sqlite3', (_request, payload, done) => done(null, payload));
    app.post(
      '/api/v1/restore',
      operation({
        summary: 'Replaces the SQLite database by a backup',
        description:
          'The body is the backup (application/vnd.sqlite3). It is examined first; an unfit one changes nothing. ' +
          'Then Doorlight starts again with it, and everybody signs in again. The database that was is kept ' +
          'beside it in the data folder. Needs the right to administer.',
        consumes: ['application/vnd.sqlite3'],
        response: { 202: z.object({ restarting: z.literal(true) }) },
      }),
      async (request, reply) => {
        const { username } = await guard.require(request, 'administer');
        if (database.dialect === 'postgres' || restart === undefined) {
          throw new ProblemError(
            501,
            'The database is PostgreSQL: stop Doorlight, empty the database (drop schema public cascade; create schema public) and restore it with pg_restore --single-transaction --no-owner --dbname "$DATABASE_URL" doorlight.dump.',
            { code: 'restore-elsewhere' },
          );
        }
        if (!(request.body instanceof Readable)) {
          throw new ProblemError(
            400,
            'Expected a backup as the body, with content-type: application/vnd.sqlite3.',
          );
        }
        if (isRestoring)
          throw new ProblemError(409, 'A backup is being restored. Wait until it is done.', {
            code: 'restore-running',
          });
        isRestoring = true;
        const file = join(dataDir, `restore-${randomUUID()}.part`);
        try {
          await pipeline(request.body, createWriteStream(file, { mode: 0o600 }));
          const unfit = await examineBackup(file, migrationNames);
          if (unfit !== undefined) throw new ProblemError(400, whyUnfit[unfit], { code: `backup-${unfit}` });
          await stageRestore(dataDir, file, username);
        } finally {
          await rm(file, { force: true });
          isRestoring = false;
        }
        reply.raw.once('close', restart);
        return reply.code(202).send({ restarting: true });
      },
    );
  };
}
