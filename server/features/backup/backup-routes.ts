import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { Clock } from '#server/clock.ts';
import type { Guard } from '#server/platform/access/guard.ts';
import type { Dialect } from '#server/platform/database/dialect.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import { copyDatabase } from './backup.ts';

export interface BackupRoutesParts {
  readonly guard: Guard;
  readonly clock: Clock;
  readonly dialect: Dialect;
  readonly dataDir: string;
  audit(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void>;
}

/** `/api/v1/backup`: the database as a file, made while everything runs. */
export function backupRoutes({
  guard,
  clock,
  dialect,
  dataDir,
  audit,
}: BackupRoutesParts): FastifyPluginAsyncZod {
  let isCopying = false;
  return async (app) => {
    app.get(
      '/api/v1/backup',
      {
        schema: {
          tags: ['installation'],
          summary: 'A copy of the SQLite database, consistent in itself',
          description:
            'Made while everything runs. With PostgreSQL the answer is 501, and says how it is backed up. Needs the right to administer.',
        },
      },
      async (request, reply) => {
        const { username } = await guard.require(request, 'administer');
        if (dialect === 'postgres') {
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
