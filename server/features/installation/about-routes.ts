import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type About, aboutSchema, type Licence, licenceSchema } from '#lib/contract/about.ts';
import { configurationNotSaved } from '#server/platform/http/configuration-problem.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { UpdateCheck } from './update-check.ts';

const operation = operationIn('installation');

/** `/api/v1/about`: version and state of this installation; and the removal of the demo. */
export function aboutRoutes(platform: Platform, updates: Pick<UpdateCheck, 'status'>): FastifyPluginAsyncZod {
  const { guard, clock, configuration, database, environment, version } = platform;
  const { dialect } = database;
  const isDemo = () => configuration.sites.some(({ simulated }) => simulated);
  const startedMs = clock.now();
  const startedMonotonic = clock.monotonic();
  return async (app) => {
    app.get(
      '/api/v1/about',
      operation({
        summary: 'Version, database, licences',
        description: 'What runs here. Needs the right to view.',
        response: { 200: aboutSchema },
      }),
      async (request): Promise<About> => {
        const { role } = await guard.requireSomewhere(request, 'view');
        const bytes = dialect === 'sqlite' ? await sizeOf(environment.dataDir) : undefined;
        return {
          version,
          node: process.versions.node,
          platform: `${process.platform} ${process.arch}`,
          database: { kind: dialect, ...(bytes === undefined ? {} : { bytes }) },
          startedAt: new Date(startedMs).toISOString(),
          uptimeS: Math.round((clock.monotonic() - startedMonotonic) / 1000),
          demo: isDemo(),
          licences: [...(await readLicences())],
          ...(role === 'administrator' && { update: await updates.status() }),
        };
      },
    );

    app.delete(
      '/api/v1/demo',
      operation({
        summary: 'Remove the demo site, now and at every later start',
        description: 'With all that was changed in it. Needs the right to administer.',
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { username } = await guard.require(request, 'administer');
        if (!isDemo()) throw new ProblemError(404, 'There is no demo here.');
        const change = await configuration.removeDemo(username);
        if (change.kind === 'not-saved') throw configurationNotSaved();
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

/** The licences of all packages, written beside the program by the build; none in development. */
async function readLicences(): Promise<readonly Licence[]> {
  const text = await readFile(new URL('./licences.json', import.meta.url), 'utf8').catch(() => '[]');
  return z.array(licenceSchema).parse(JSON.parse(text));
}
