import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { configEntrySchema, entryKindSchema } from '#lib/contract/config-entry.ts';
import { idSchema } from '#lib/contract/ids.ts';
import type { EntryKey } from '#server/platform/config/config-entry.ts';
import { entryNotFound, refuseUnlessDone } from '#server/platform/http/configuration-problem.ts';
import { expectationOf, revisionTag } from '#server/platform/http/entity-tag.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { pageOf, pageQuery } from '#server/platform/http/paging.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';

const operation = operationIn('configuration');
const params = z.object({ site: idSchema, kind: entryKindSchema, id: idSchema });

/** `/api/v1/config`: the configuration entry by entry, to read and to change. */
export function configRoutes({ guard, configuration, authentication }: Platform): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/config',
      operation({
        summary: 'All entries, without their secrets',
        description:
          'Sites, sensors, zones and displays in the keys of the configuration file. Needs the right to configure.',
        querystring: z.object({ site: idSchema.optional(), ...pageQuery }),
        response: { 200: z.array(configEntrySchema) },
      }),
      async (request, reply) => {
        const { reaches } = await guard.requireSomewhere(request, 'configure');
        const { site } = request.query;
        const seen = configuration
          .entries()
          .filter((entry) => reaches(entry.site) && (site === undefined || entry.site === site));
        return pageOf(request, reply, seen, (entry) => `${entry.site}/${entry.kind}/${entry.id}`);
      },
    );

    app.get(
      '/api/v1/config/:site/:kind/:id',
      operation({
        summary: 'One entry, without its secrets',
        description:
          'Its ETag, as If-Match of a change, sees to it that nothing is written over unseen. Needs the right to configure at the site.',
        params,
        response: { 200: configEntrySchema },
      }),
      async (request, reply) => {
        await guard.require(request, 'configure', request.params.site);
        const key = keyOf(request.params);
        const entry = configuration.entry(key);
        if (entry === undefined) throw entryNotFound(key);
        reply.header('etag', revisionTag(entry.revision));
        return entry;
      },
    );

    app.put(
      '/api/v1/config/:site/:kind/:id',
      operation({
        summary: 'Make or change an entry, in the keys of the configuration file; ?trial=true only checks it',
        description:
          'Secrets that are not named stay, null removes one. `If-Match` with the ETag of the entry refuses the change (412) where somebody else was quicker, `If-None-Match: *` where there is one already. What the configuration file holds is changed there. Needs the right to configure at the site; the tags of a site only an administrator changes.',
        params,
        querystring: z.object({ trial: z.stringbool().default(false) }),
        body: z.record(z.string(), z.unknown()),
        response: { 200: configEntrySchema, 204: z.null() },
      }),
      async (request, reply) => {
        const { username, role } = await guard.require(request, 'configure', request.params.site);
        const key = keyOf(request.params);
        const mayTag = authentication.can(role, 'administer');
        const { trial: isTrial } = request.query;
        const expects = expectationOf(request);
        const change = await configuration.put(key, request.body, username, { isTrial, expects, mayTag });
        refuseUnlessDone(change, key);
        if (isTrial) return reply.code(204).send(null);
        const entry = configuration.entry(key);
        if (entry === undefined)
          throw new Error(`no entry ${key.kind} ${key.site}/${key.id} after its change`);
        reply.header('etag', revisionTag(entry.revision));
        return entry;
      },
    );

    app.delete(
      '/api/v1/config/:site/:kind/:id',
      operation({
        summary: 'Remove an entry made in the console; a site with all that is in it',
        description:
          'Its history is kept. `If-Match` works as for a change. Needs the right to configure at the site.',
        params,
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { username, role } = await guard.require(request, 'configure', request.params.site);
        const key = keyOf(request.params);
        const mayTag = authentication.can(role, 'administer');
        const expects = expectationOf(request);
        refuseUnlessDone(await configuration.remove(key, username, { expects, mayTag }), key);
        return reply.code(204).send(null);
      },
    );
  };
}

function keyOf({ site, kind, id }: z.infer<typeof params>): EntryKey {
  if (kind === 'site' && id !== site) {
    throw new ProblemError(400, `id: ${id} is not the site ${site}; a site is its own entry.`);
  }
  return { site, kind, id };
}
