import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type ApiKey, apiKeyRequestSchema, apiKeySchema, newApiKeySchema } from '#lib/contract/api-key.ts';
import { mintApiKey } from '#server/platform/access/api-key.ts';
import { type Roles, rolesInWords, rolesOf } from '#server/platform/access/roles.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { pageOf, pageQuerySchema } from '#server/platform/http/paging.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import { ApiKeyStore } from './api-key-store.ts';

const operation = operationIn('api keys');

/** `/api/v1/api-keys`: keys of programs, for administrators. */
export function apiKeyRoutes(platform: Platform): FastifyPluginAsyncZod {
  const { guard, clock, authentication, database, audit } = platform;
  const keys = new ApiKeyStore(database.db);
  return async (app) => {
    app.get(
      '/api/v1/api-keys',
      operation({
        summary: 'All API keys',
        description:
          'Without the keys themselves, of which only hashes are kept. Needs the right to administer.',
        querystring: pageQuerySchema,
        response: { 200: z.array(apiKeySchema) },
      }),
      async (request, reply) => {
        await guard.require(request, 'administer');
        return pageOf(request, reply, await keys.list(), ({ id }) => id);
      },
    );

    app.post(
      '/api/v1/api-keys',
      operation({
        summary: 'Make a key; the answer is the only time it is shown',
        description:
          'With one role at all sites, or a role at each of some, or at all with a tag (`region:west`). Needs the right to administer.',
        body: apiKeyRequestSchema,
        response: { 201: newApiKeySchema },
      }),
      async (request, reply) => {
        const { username } = await guard.require(request, 'administer');
        const { name } = request.body;
        const roles = grantedRoles(request.body);
        const { key, hash, hint } = mintApiKey();
        const made: ApiKey = {
          id: randomUUID(),
          name,
          ...roles,
          hint,
          createdAt: new Date(clock.now()).toISOString(),
          createdBy: username,
        };
        await keys.add(made, hash);
        await audit({ who: username, action: 'make-key', to: summary(made), result: 'done' });
        return reply.code(201).send({ ...made, key });
      },
    );

    app.delete(
      '/api/v1/api-keys/:id',
      operation({
        summary: 'Remove a key: it is refused from now on',
        description: 'Sockets that were opened with it end at once. Needs the right to administer.',
        params: z.object({ id: z.string().max(60) }),
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { username } = await guard.require(request, 'administer');
        const removed = await keys.remove(request.params.id);
        if (removed === undefined) {
          throw new ProblemError(404, 'There is no such API key. See GET /api/v1/api-keys.');
        }
        authentication.forget();
        await audit({
          who: username,
          action: 'remove-key',
          from: summary(removed),
          result: 'done',
        });
        return reply.code(204).send(null);
      },
    );
  };
}

/** For the audit log: `Till (staff at bern)`. */
function summary(key: ApiKey): string {
  return `${key.name} (${rolesInWords(grantedRoles(key))})`;
}

/** The schema ensures that there is one of the two; a key with neither could do nothing. */
function grantedRoles(key: Parameters<typeof rolesOf>[0]): Roles {
  return rolesOf(key) ?? { sites: {} };
}
