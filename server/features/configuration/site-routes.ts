import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { idSchema } from '#lib/contract/ids.ts';
import { type Site, type SiteAtHome, siteAtHomeSchema, siteSchema } from '#lib/contract/site.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import { pageOf, pageQuerySchema } from '#server/platform/http/paging.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';

/** `/api/v1/sites`. */
export function siteRoutes(
  { guard, configuration }: Platform,
  homeOf: (site: string) => SiteAtHome['home'],
): FastifyPluginAsyncZod {
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
        const seen = configuration.sites.filter(({ id }) => reaches(id)).map(siteView);
        return pageOf(request, reply, seen, ({ id }) => id);
      },
    );

    app.get(
      '/api/v1/sites/:site',
      {
        config: { isAnsweredAnywhere: true },
        schema: {
          tags: ['sites'],
          summary: 'A site, and the sidecar that runs it',
          description: 'Needs the right to view at the site.',
          params: z.object({ site: idSchema }),
          response: { 200: siteAtHomeSchema },
        },
      },
      async (request) => {
        const { site: id } = request.params;
        await guard.require(request, 'view', id);
        const site = configuration.site(id);
        if (site === undefined) throw new ProblemError(404, `There is no site ${id}. See GET /api/v1/sites.`);
        const home = homeOf(id);
        return { ...siteView(site), ...(home !== undefined && { home }) };
      },
    );
  };
}

function siteView(site: SiteConfig): Site {
  const { id, name, timezone, languages, simulated, resetAt, tags = {} } = site;
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return {
    id,
    name,
    timezone,
    languages: [...languages],
    simulated,
    tags: { ...tags },
    ...(resetAt === undefined ? {} : { resetAt: `${twoDigits(resetAt.hour)}:${twoDigits(resetAt.minute)}` }),
  };
}
