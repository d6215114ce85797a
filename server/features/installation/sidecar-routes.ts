import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { type Sidecar, sidecarsSchema } from '#lib/contract/sidecar.ts';
import type { SiteAtHome } from '#lib/contract/site.ts';
import type { Platform } from '#server/platform/platform.ts';

/** The sidecars of this installation. */
export interface Sidecars {
  list(): Sidecar[];
  /** The one that runs a site; undefined while it moves. */
  homeOf(site: string): SiteAtHome['home'];
}

/** The only sidecar. */
export function onlySidecar({ clock, configuration, environment, version }: Platform): Sidecars {
  const { host, port, publicUrl, tls } = environment;
  const home = {
    id: randomUUID(),
    address: publicUrl ?? `${tls === undefined ? 'http' : 'https'}://${host}:${port}`,
  };
  const since = new Date(clock.now()).toISOString();
  return {
    list: () => [{ ...home, version, since, sites: configuration.sites.length, isSelf: true }],
    homeOf: () => home,
  };
}

/** `/api/v1/sidecars`. */
export function sidecarRoutes({ guard }: Platform, sidecars: Sidecars): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/sidecars',
      {
        schema: {
          tags: ['installation'],
          summary: 'The sidecars of this Doorlight, and how many sites each runs',
          description: 'One, or several that share the sites. Needs the right to administer.',
          response: { 200: sidecarsSchema },
        },
      },
      async (request) => {
        await guard.require(request, 'administer');
        return { items: sidecars.list() };
      },
    );
  };
}
