import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type About, aboutSchema, type Licence } from '#lib/contract/about.ts';
import type { Clock } from '#server/clock.ts';
import type { Guard } from '#server/platform/access/guard.ts';
import type { Dialect } from '#server/platform/database/dialect.ts';
import { ProblemError } from '#server/platform/http/problem.ts';

export interface AboutRoutesParts {
  readonly guard: Guard;
  readonly clock: Clock;
  readonly version: string;
  readonly dialect: Dialect;
  readonly dataDir: string;
  readonly demo: {
    isRunning(): boolean;
    remove(by: string): Promise<void>;
  };
  licences(): Promise<readonly Licence[]>;
}

const tags = ['installation'];

/** `/api/v1/about`: version and state of this installation; and the removal of the demo. */
export function aboutRoutes(parts: AboutRoutesParts): FastifyPluginAsyncZod {
  const { guard, clock, demo } = parts;
  const startedMs = clock.now();
  const startedMonotonic = clock.monotonic();
  return async (app) => {
    app.get(
      '/api/v1/about',
      {
        schema: {
          tags,
          summary: 'Version, database, licences',
          description: 'What runs here. Needs the right to view.',
          response: { 200: aboutSchema },
        },
      },
      async (request): Promise<About> => {
        await guard.requireSomewhere(request, 'view');
        const bytes = parts.dialect === 'sqlite' ? await sizeOf(parts.dataDir) : undefined;
        return {
          version: parts.version,
          node: process.versions.node,
          platform: `${process.platform} ${process.arch}`,
          database: { kind: parts.dialect, ...(bytes === undefined ? {} : { bytes }) },
          startedAt: new Date(startedMs).toISOString(),
          uptimeS: Math.round((clock.monotonic() - startedMonotonic) / 1000),
          demo: demo.isRunning(),
          licences: [...(await parts.licences())],
        };
      },
    );

    app.delete(
      '/api/v1/demo',
      {
        schema: {
          tags,
          summary: 'Remove the demo site, now and at every later start',
          description: 'With all that was changed in it. Needs the right to administer.',
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { username } = await guard.require(request, 'administer');
        if (!demo.isRunning()) throw new ProblemError(404, 'There is no demo here.');
        await demo.remove(username);
        return reply.code(204).send(null);
      },
    );
  };
}

/** The size of the file and its write-ahead log. */
async function sizeOf(dataDir: string): Promise<number> {
  const sizes = await Promise.all(
    ['doorlight.db', 'doorlight.db-wal'].map((name) =>
      stat(join(dataDir, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
