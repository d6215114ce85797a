import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { placedSiteSchema, type Sidecar, sidecarSchema, sidecarsSchema } from '#lib/contract/sidecar.ts';
import type { SiteAtHome } from '#lib/contract/site.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { pageOf, pageQuery } from '#server/platform/http/paging.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';

/** The sidecars of this installation. */
export interface Sidecars {
  list(): Sidecar[];
  /** The one that runs a site; undefined while it moves. */
  homeOf(site: string): SiteAtHome['home'];
  /** Takes one out of those that run sites, or back in. `last`: no other one would run them. */
  drain(id: string, isDrained: boolean): Promise<'done' | 'unknown' | 'last'>;
}

/** The only sidecar. */
export function onlySidecar({ clock, configuration, environment, version }: Platform): Sidecars {
  const { host, port, publicUrl, tls } = environment;
  const home = {
    id: randomUUID(),
    address: publicUrl ?? `${tls === undefined ? 'http' : 'https'}://${host}:${port}`,
  };
  const self = { ...home, version, since: new Date(clock.now()).toISOString(), weight: 1 };
  return {
    list: () => [{ ...self, isDrained: false, sites: configuration.sites.length, isSelf: true }],
    homeOf: () => home,
    drain: async (id, isDrained) => (id !== home.id ? 'unknown' : isDrained ? 'last' : 'done'),
  };
}

const operation = operationIn('installation');
const params = z.object({ id: z.string().max(60) });

/** `/api/v1/sidecars`. */
export function sidecarRoutes(
  { guard, configuration, audit }: Platform,
  sidecars: Sidecars,
): FastifyPluginAsyncZod {
  const find = (id: string): Sidecar => {
    const found = sidecars.list().find((sidecar) => sidecar.id === id);
    if (found !== undefined) return found;
    throw new ProblemError(404, 'There is no such sidecar, or it has ended. See GET /api/v1/sidecars.');
  };
  const drain = async (request: FastifyRequest, id: string, isDrained: boolean): Promise<Sidecar> => {
    const { username: who } = await guard.require(request, 'administer');
    const { address, isDrained: wasDrained } = find(id);
    const result = await sidecars.drain(id, isDrained);
    if (result === 'last') {
      throw new ProblemError(
        409,
        'No other sidecar would run the sites: start another one, or let one that is drained run sites again, first.',
      );
    }
    const now = find(id);
    if (wasDrained !== isDrained) {
      await audit({ who, action: isDrained ? 'drain' : 'end-drain', to: address, result: 'done' });
    }
    return now;
  };

  return async (app) => {
    app.get(
      '/api/v1/sidecars',
      operation({
        summary: 'The sidecars of this Doorlight, and how many sites each runs',
        description: 'One, or several that share the sites. Needs the right to administer.',
        response: { 200: sidecarsSchema },
      }),
      async (request) => {
        await guard.require(request, 'administer');
        return { items: sidecars.list() };
      },
    );

    app.get(
      '/api/v1/sidecars/sites',
      operation({
        summary: 'Which sidecar runs which site',
        description:
          'All sites, those of one sidecar, or those with a text in their name or id. Needs the right to administer.',
        querystring: z.object({
          sidecar: z.string().max(60).optional(),
          search: z.string().max(100).optional(),
          ...pageQuery,
        }),
        response: { 200: z.array(placedSiteSchema) },
      }),
      async (request, reply) => {
        await guard.require(request, 'administer');
        const { sidecar, search = '' } = request.query;
        const wanted = search.trim().toLowerCase();
        const placed = configuration.sites
          .filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(wanted))
          .map(({ id, name }) => ({ id, name, sidecar: sidecars.homeOf(id)?.id }))
          .filter((site) => sidecar === undefined || site.sidecar === sidecar);
        return pageOf(request, reply, placed, ({ id }) => id);
      },
    );

    app.put(
      '/api/v1/sidecars/:id/drain',
      operation({
        summary: 'Drain a sidecar: the others take its sites over, seen by nobody',
        description:
          'It goes on serving people and screens, until that is undone or it is started again. The last one that runs sites is refused (409). Needs the right to administer.',
        params,
        response: { 200: sidecarSchema },
      }),
      (request) => drain(request, request.params.id, true),
    );

    app.delete(
      '/api/v1/sidecars/:id/drain',
      operation({
        summary: 'Let a drained sidecar run sites again',
        description: 'Sites move to it by its NODE_WEIGHT. Needs the right to administer.',
        params,
        response: { 200: sidecarSchema },
      }),
      (request) => drain(request, request.params.id, false),
    );
  };
}
