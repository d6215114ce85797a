import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Site, siteSchema } from '#lib/contract/site.ts';
import type { Guard } from './access.ts';

export interface SiteRoutesParts {
  readonly guard: Guard;
  sites(): readonly Site[];
}

/** `/api/v1/sites`. */
export function siteRoutes({ guard, sites }: SiteRoutesParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/sites',
      { schema: { tags: ['sites'], summary: 'All sites', response: { 200: z.array(siteSchema) } } },
      async (request) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        return sites().filter(({ id }) => reaches(id));
      },
    );
  };
}
