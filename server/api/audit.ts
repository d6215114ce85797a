import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type AuditEntry, auditEntrySchema } from '#lib/contract/audit.ts';
import { idSchema } from '#lib/contract/ids.ts';
import type { AuditQuery } from '../store/audit-store.ts';
import type { Guard } from './access.ts';

export interface AuditRoutesParts {
  readonly guard: Guard;
  list(query: AuditQuery): Promise<AuditEntry[]>;
}

const querystring = z.object({
  site: idSchema.optional(),
  zone: idSchema.optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** `/api/v1/audit`: who did what, newest first; the next page is named by the `Link` header (RFC 8288). */
export function auditRoutes({ guard, list }: AuditRoutesParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/audit',
      {
        schema: {
          tags: ['audit'],
          summary: 'The audit log',
          querystring,
          response: { 200: z.array(auditEntrySchema) },
        },
      },
      async (request, reply) => {
        await guard.require(request, 'view');
        const { site, zone, before, limit } = request.query;
        const entries = await list({
          limit,
          ...(site === undefined ? {} : { site }),
          ...(zone === undefined ? {} : { zone }),
          ...(before === undefined ? {} : { before }),
        });
        const last = entries.at(-1);
        if (last !== undefined && entries.length === limit) {
          const next = new URLSearchParams({ limit: String(limit), before: String(last.id) });
          if (site !== undefined) next.set('site', site);
          if (zone !== undefined) next.set('zone', zone);
          reply.header('link', `</api/v1/audit?${next}>; rel="next"`);
        }
        return entries;
      },
    );
  };
}
