import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Site, siteSchema } from '#lib/contract/site.ts';
import type { Guard } from '#server/platform/access/guard.ts';
import { pageOf, pageQuerySchema } from '#server/platform/http/paging.ts';

export interface SiteRoutesParts {
  readonly guard: Guard;
  sites(): readonly Site[];
}

/** `/api/v1/sites`. */
export function siteRoutes({ guard, sites }: SiteRoutesParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/sites',
      {
        schema: {
          tags: ['sites'],
          summary: 'All sites',
          description: 'The sites that the caller may look at. Needs the right to view.',
          querystring: pageQuerySchema,
          response: { 200: z.array(siteSchema) },
        },
      },
      async (request, reply) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        const seen = sites().filter(({ id }) => reaches(id));
        return pageOf(request, reply, seen, ({ id }) => id);
      },
    );
  };
}
