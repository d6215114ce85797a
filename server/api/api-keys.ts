import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type ApiKey, apiKeyRequestSchema, apiKeySchema, newApiKeySchema } from '#lib/contract/api-key.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { mintApiKey } from '../auth/api-key.ts';
import type { Clock } from '../clock.ts';
import type { Guard } from './access.ts';
import { ProblemError } from './problem.ts';

export interface ApiKeyRoutesParts {
  readonly guard: Guard;
  readonly clock: Clock;
  readonly keys: {
    list(): Promise<ApiKey[]>;
    add(key: ApiKey, hash: string): Promise<void>;
    remove(id: string): Promise<ApiKey | undefined>;
  };
  /** A key was removed: who used it is nobody from now on. */
  onRemoved(): void;
  audit(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void>;
}

const tags = ['api keys'];

/** `/api/v1/api-keys`: keys of programs, for administrators. */
export function apiKeyRoutes({
  guard,
  clock,
  keys,
  onRemoved,
  audit,
}: ApiKeyRoutesParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/api-keys',
      { schema: { tags, summary: 'All API keys', response: { 200: z.array(apiKeySchema) } } },
      async (request) => {
        await guard.require(request, 'administer');
        return keys.list();
      },
    );

    app.post(
      '/api/v1/api-keys',
      {
        schema: {
          tags,
          summary: 'Make a key; the answer is the only time it is told',
          body: apiKeyRequestSchema,
          response: { 201: newApiKeySchema },
        },
      },
      async (request, reply) => {
        const { username } = await guard.require(request, 'administer');
        const { name, role } = request.body;
        const { key, hash, hint } = mintApiKey();
        const made: ApiKey = {
          id: randomUUID(),
          name,
          role,
          hint,
          createdAt: new Date(clock.now()).toISOString(),
          createdBy: username,
        };
        await keys.add(made, hash);
        await audit({ who: username, action: 'make-key', to: `${name} (${role})`, result: 'done' });
        return reply.code(201).send({ ...made, key });
      },
    );

    app.delete(
      '/api/v1/api-keys/:id',
      {
        schema: {
          tags,
          summary: 'Remove a key: it is refused from now on',
          params: z.object({ id: z.string().max(60) }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { username } = await guard.require(request, 'administer');
        const removed = await keys.remove(request.params.id);
        if (removed === undefined) {
          throw new ProblemError(404, 'There is no such API key. See GET /api/v1/api-keys.');
        }
        onRemoved();
        await audit({
          who: username,
          action: 'remove-key',
          from: `${removed.name} (${removed.role})`,
          result: 'done',
        });
        return reply.code(204).send(null);
      },
    );
  };
}
