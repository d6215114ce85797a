import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { forecastQuerySchema, forecastSchema } from '#lib/contract/forecast.ts';
import type { Feature } from '#server/platform/feature.ts';
import { findSite } from '#server/platform/http/find-site.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { SiteCalendars } from '#server/site/site-calendars.ts';
import type { Sites } from '#server/site/sites.ts';
import type { HistoryReader } from '../history/history-reader.ts';
import { type ZoneCommands, zoneParamsSchema } from '../zones/zone-commands.ts';
import { Forecasts } from './forecasts.ts';

const operation = operationIn('history');

export interface ForecastFeature extends Feature {
  readonly forecasts: Forecasts;
}

/** What is coming in each zone. */
export function forecastFeature(
  platform: Platform,
  sites: Sites,
  calendars: SiteCalendars,
  history: HistoryReader,
  commands: Pick<ZoneCommands, 'find'>,
): ForecastFeature {
  const { clock, configuration, logger } = platform;
  const forecasts = new Forecasts({
    clock,
    history,
    zones: sites,
    sites: () => configuration.sites,
    calendar: (site) => calendars.of(site),
    onError: (error, zone) =>
      logger.error({ error, zone }, 'the forecast of a zone failed; it is tried again'),
  });
  sites.listen({ begin: () => forecasts.updateSoon() });
  return {
    name: 'forecast',
    forecasts,
    start: () => forecasts.start(),
    stop: () => forecasts.stop(),
    routes: [forecastRoutes(platform, commands, forecasts)],
  };
}

/** `/api/v1/zones/{site}/{zone}/forecast`. */
function forecastRoutes(
  { guard, configuration }: Platform,
  commands: Pick<ZoneCommands, 'find'>,
  forecasts: Forecasts,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/zones/:site/:zone/forecast',
      operation({
        summary: 'How many people are expected inside, by quarter hours, today and on the days to come',
        description:
          'From the zone’s own history of eight weeks, the calendar and the day so far. There are no rows before a week of history. Needs the right to view at the site.',
        params: zoneParamsSchema,
        querystring: forecastQuerySchema,
        response: { 200: forecastSchema },
      }),
      async (request) => {
        await guard.require(request, 'view', request.params.site);
        const zone = commands.find(request.params);
        const site = findSite(configuration, request.params.site);
        return forecasts.of(site, zone, request.query.days);
      },
    );
  };
}
