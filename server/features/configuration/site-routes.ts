import { countBy } from 'es-toolkit/array';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { idSchema } from '#lib/contract/ids.ts';
import {
  type Site,
  type SiteAtHome,
  type SiteNames,
  siteAtHomeSchema,
  siteNamesSchema,
  siteSchema,
  tagCountSchema,
} from '#lib/contract/site.ts';
import { byName } from '#lib/names.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import { searchText, tagTexts, wordsOf } from '#server/platform/config/site-search.ts';
import { findSite } from '#server/platform/http/find-site.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { pageOf, pageQuery, pageQuerySchema } from '#server/platform/http/paging.ts';
import type { Platform } from '#server/platform/platform.ts';

const operation = operationIn('sites');

/** So many sites are named at once. */
const mostNamed = 200;

/** `/api/v1/sites`, and what people call them. */
export function siteRoutes(
  { guard, configuration }: Platform,
  homeOf: (site: string) => SiteAtHome['home'],
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/sites',
      operation({
        summary: 'All sites',
        description:
          'The sites that the caller may look at. `search` finds parts of the names and ids of a site and its zones, without accents; `tag=region:west` those that have the tag, and several tags those that have all of them. Needs the right to view.',
        querystring: z.object({
          search: z.string().max(200).optional(),
          tag: z
            .union([z.string(), z.array(z.string()).max(20)])
            .transform((tags) => [tags].flat())
            .optional(),
          ...pageQuery,
        }),
        response: { 200: z.array(siteSchema) },
      }),
      async (request, reply) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        const { search = '', tag: tags = [] } = request.query;
        const words = wordsOf(search);
        const fits = (site: SiteConfig) => {
          const [text, own] = [searchText(site), tagTexts(site)];
          return words.every((word) => text.includes(word)) && tags.every((tag) => own.includes(tag));
        };
        const isAll = words.length === 0 && tags.length === 0;
        const seen = configuration.sites.filter((site) => reaches(site.id) && (isAll || fits(site)));
        return pageOf(request, reply, seen, ({ id }) => id).map(siteView);
      },
    );

    app.get(
      '/api/v1/sites/:site',
      {
        config: { isAnsweredAnywhere: true },
        ...operation({
          summary: 'A site, and the sidecar that runs it',
          description: 'Needs the right to view at the site.',
          params: z.object({ site: idSchema }),
          response: { 200: siteAtHomeSchema },
        }),
      },
      async (request) => {
        const { site: id } = request.params;
        await guard.require(request, 'view', id);
        const site = findSite(configuration, id);
        const home = homeOf(id);
        return { ...siteView(site), ...(home !== undefined && { home }) };
      },
    );

    app.get(
      '/api/v1/names',
      operation({
        summary: 'What people call sites, and their zones, sensors and displays',
        description: `Of each \`site\` of the query, up to ${mostNamed}, that exists and where the caller has the right to view.`,
        querystring: z.object({
          site: z
            .union([idSchema, z.array(idSchema).max(mostNamed)])
            .transform((ids) => [ids].flat())
            .optional(),
          ...pageQuery,
        }),
        response: { 200: z.array(siteNamesSchema) },
      }),
      async (request, reply) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        const named = [...new Set(request.query.site)].filter(reaches).flatMap((id) => {
          const site = configuration.site(id);
          return site === undefined ? [] : [namesOf(site)];
        });
        return pageOf(request, reply, named, ({ site }) => site);
      },
    );

    app.get(
      '/api/v1/tags',
      operation({
        summary: 'The tags that sites carry, and how many sites each',
        description: 'Among the sites that the caller may look at. Needs the right to view.',
        querystring: pageQuerySchema,
        response: { 200: z.array(tagCountSchema) },
      }),
      async (request, reply) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        const seen = configuration.sites.filter(({ id }) => reaches(id));
        const counts = countBy(seen.flatMap(tagTexts), (tag) => tag);
        const tags = Object.entries(counts).map(([tag, sites]) => ({ tag, sites }));
        return pageOf(
          request,
          reply,
          tags.toSorted((a, b) => byName.compare(a.tag, b.tag)),
          ({ tag }) => tag,
        );
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

function namesOf({ id, name, zones, sensors, displays }: SiteConfig): SiteNames {
  return {
    site: id,
    name,
    zones: Object.fromEntries(zones.map((zone) => [zone.id, zone.name])),
    sensors: named(sensors),
    displays: named(displays),
  };
}

function named(
  entries: readonly { readonly id: string; readonly name?: string | undefined }[],
): Record<string, string> {
  return Object.fromEntries(entries.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name]])));
}
