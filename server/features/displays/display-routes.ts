import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  type DisplayCommand,
  displayChangesSchema,
  displayCommandSchema,
  displayStatusSchema,
  displayViewSchema,
  fleetPageSchema,
} from '#lib/contract/display.ts';
import { idSchema } from '#lib/contract/ids.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { longestPage, pageOf, sitePageQuerySchema } from '#server/platform/http/paging.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import type { DisplayDirectory } from './display-directory.ts';
import type { FleetIndex } from './fleet-index.ts';

/** The screens' sockets. */
export interface ScreenSockets {
  command(display: Path, command: DisplayCommand): void;
}

const operation = operationIn('displays');
const params = z.object({ site: idSchema, display: idSchema });

/** `/api/v1/displays`: the screens, what each shows, and commands to them. */
export function displayRoutes(
  { guard }: Platform,
  displays: DisplayDirectory,
  fleet: FleetIndex,
  sites: () => Sites,
  sockets: () => ScreenSockets,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/displays',
      operation({
        summary: 'All displays',
        description:
          'Every screen, or those of one `site`: what it shows, whether it is connected, and what it reported last. Needs the right to view.',
        querystring: sitePageQuerySchema,
        response: { 200: z.array(displayStatusSchema) },
      }),
      async (request, reply) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        const seen = displays.statuses(request.query.site).filter(({ site }) => reaches(site));
        return pageOf(request, reply, seen, (status) => pathOf(status.site, status.display));
      },
    );

    app.get(
      '/api/v1/displays/changes',
      operation({
        summary: 'Displays that have changed since an earlier look; all of them at the first',
        description:
          'Without since, and with isAll after a change of the configuration or a restart: all of them. The cursor of the answer is the since of the next call. Needs the right to view; covers the sites where the caller has it, or of one `site`.',
        querystring: z.object({ since: z.string().max(40).optional(), site: idSchema.optional() }),
        response: { 200: displayChangesSchema },
      }),
      async (request) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        const { since, site: only } = request.query;
        const { displays: changed, ...rest } = displays.changes(since);
        const isAsked = (site: string) => (only === undefined || site === only) && reaches(site);
        return { ...rest, displays: changed.filter(({ site }) => isAsked(site)) };
      },
    );

    app.get(
      '/api/v1/displays/fleet',
      operation({
        summary: 'The displays of all sites, problems first, as far as they are in view',
        description:
          'Some rows of a long list, `from` one on. `search` finds parts of the names and ids of a display, its site and its zone, and of its engine, without accents. Needs the right to view; covers the sites where the caller has it.',
        querystring: z.object({
          search: z.string().max(200).optional(),
          onlyTroubled: z.stringbool().optional().describe('Only displays with problems.'),
          from: z.coerce.number().int().nonnegative().optional(),
          count: z.coerce.number().int().min(0).max(longestPage).optional(),
        }),
        response: { 200: fleetPageSchema },
      }),
      async (request) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        const { search = '', onlyTroubled = false, from = 0, count = 60 } = request.query;
        return fleet.page({ search, onlyTroubled, from, count }, reaches);
      },
    );

    app.get(
      '/api/v1/displays/:site/:display',
      operation({
        security: [{}, { displayKey: [] }],
        summary: 'What a display shows now; needs its key where it has one',
        description:
          'All that a display page needs for its first paint. Nobody has to sign in; a display with a key wants it as `key`.',
        params,
        querystring: z.object({ key: z.string().max(200).optional() }),
        response: { 200: displayViewSchema },
      }),
      async (request, reply) => {
        const { site, display: id } = request.params;
        const entry = displays.find(pathOf(site, id), request.query.key);
        if (entry === 'unknown') throw new ProblemError(404, `There is no display ${site}/${id}.`);
        if (entry === 'wrong-key')
          throw new ProblemError(401, `The display ${site}/${id} needs its key: add ?key=…`);
        const zone = sites().state(entry.zone);
        if (zone === undefined) throw new ProblemError(404, `The zone of the display ${site}/${id} is gone.`);
        reply.header('cache-control', 'no-store');
        const { settings, look: theme } = entry;
        const others = entry.others.flatMap((path) => sites().state(path) ?? []);
        return {
          display: settings,
          zone,
          ...(others.length > 0 && { others }),
          ...(theme !== undefined && { look: theme }),
        };
      },
    );

    app.post(
      '/api/v1/displays/:site/:display/command',
      operation({
        summary: 'Reload a screen, or let it show its name',
        description:
          'Sent to every screen that is connected under the display’s id now. Needs the right to operate at the site.',
        params,
        body: z.strictObject({ command: displayCommandSchema }),
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        await guard.require(request, 'operate', request.params.site);
        const { site, display: id } = request.params;
        const path = pathOf(site, id);
        if (!displays.statuses().some((status) => status.site === site && status.display === id)) {
          throw new ProblemError(404, `There is no display ${site}/${id}.`);
        }
        sockets().command(path, request.body.command);
        return reply.code(204).send(null);
      },
    );
  };
}
