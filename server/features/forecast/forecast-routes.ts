import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { forecastQuerySchema, forecastSchema } from '#lib/contract/forecast.ts';
import type { Guard } from '#server/platform/access/guard.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import { type ZoneCommands, zoneParamsSchema } from '../zones/zone-commands.ts';
import type { Forecasts } from './forecasts.ts';

export interface ForecastRoutesParts {
  readonly guard: Guard;
  readonly commands: Pick<ZoneCommands, 'find'>;
  readonly forecasts: Pick<Forecasts, 'of'>;
  site(id: string): SiteConfig | undefined;
}

/** `/api/v1/zones/{site}/{zone}/forecast`. */
export function forecastRoutes(parts: ForecastRoutesParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/zones/:site/:zone/forecast',
      {
        schema: {
          tags: ['history'],
          summary: 'How many people are expected inside, by quarter hours, today and on the days to come',
          description:
            'From the zone’s own history of eight weeks, the calendar and the day so far. There are no rows before a week of history. Needs the right to view at the site.',
          params: zoneParamsSchema,
          querystring: forecastQuerySchema,
          response: { 200: forecastSchema },
        },
      },
      async (request) => {
        await parts.guard.require(request, 'view', request.params.site);
        const zone = parts.commands.find(request.params);
        const site = parts.site(request.params.site);
        if (site === undefined) throw new ProblemError(404, 'There is no such site. See GET /api/v1/sites.');
        return parts.forecasts.of(site, zone, request.query.days);
      },
    );
  };
}
