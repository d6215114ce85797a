import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { calibrationSchema } from '#lib/contract/calibration.ts';
import type { Feature } from '#server/platform/feature.ts';
import { findSite } from '#server/platform/http/find-site.ts';
import { onceHeadersSchema } from '#server/platform/http/idempotency.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { SiteCalendars } from '#server/site/site-calendars.ts';
import type { Sites } from '#server/site/sites.ts';
import { type ZoneCommands, zoneParamsSchema } from '../zones/zone-commands.ts';
import { CalibrationMonitor } from './calibration.ts';
import { ClosingStore } from './closing-store.ts';

const operation = operationIn('zones');

/** What closings teach: remembered, suggested, applied where it may be. */
export function calibrationFeature(
  platform: Platform,
  sites: Sites,
  calendars: SiteCalendars,
  commands: ZoneCommands,
): Feature & { readonly monitor: CalibrationMonitor } {
  const { clock, database, logger } = platform;
  const monitor = new CalibrationMonitor({
    store: new ClosingStore(database.history),
    clock,
    pipeline: sites.pipeline,
    control: sites.control,
    sites: () => sites.running(),
    calendar: (site) => calendars.of(site),
    onError: (error, zone) =>
      logger.error({ error, zone }, 'closings cannot be learnt from; it is tried again'),
  });
  sites.listen({ end: (site) => monitor.release(site) });
  return {
    name: 'calibration',
    monitor,
    start: () => monitor.start(),
    stop: () => monitor.stop(),
    routes: [calibrationRoutes(platform, sites, commands, monitor)],
  };
}

/** `/api/v1/zones/{site}/{zone}/calibration`: what closings teach about misses, corrected and taken back. */
function calibrationRoutes(
  { guard, configuration }: Platform,
  { control }: Sites,
  commands: ZoneCommands,
  monitor: CalibrationMonitor,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/zones/:site/:zone/calibration',
      operation({
        summary: 'How much each door misses, as the last closings show, and whether a correction would help',
        description:
          'At closing a store is empty: what the counts left inside then is their error. Errors with a correction are by what was learnt from the days before each. Needs the right to view at the site.',
        params: zoneParamsSchema,
        response: { 200: calibrationSchema },
      }),
      async (request) => {
        await guard.require(request, 'view', request.params.site);
        return monitor.of(commands.find(request.params), findSite(configuration, request.params.site));
      },
    );

    app.put(
      '/api/v1/zones/:site/:zone/calibration',
      operation({
        summary: 'Correct the counts by what was learnt',
        description:
          'Each source’s counts are multiplied from now on, by 10 % at most; what was counted stays as it is. 409 where a correction would not help. Needs the right to configure at the site.',
        params: zoneParamsSchema,
        headers: onceHeadersSchema,
        body: z.strictObject({}).nullish(),
        response: { 200: calibrationSchema },
      }),
      (request) =>
        commands.carryOut(
          request,
          { action: 'calibrate' },
          calibrationSchema,
          async ({ zone, ...command }) => {
            const site = findSite(configuration, request.params.site);
            const factors = await monitor.suggestionOf(zone, site);
            if (factors === undefined) {
              throw new ProblemError(
                409,
                'A correction would not help, or too few closings are known to say so. Nothing was changed.',
              );
            }
            await control.correct(zone, factors, command);
            return monitor.of(zone, site);
          },
          'configure',
        ),
    );

    app.delete(
      '/api/v1/zones/:site/:zone/calibration',
      operation({
        summary: 'Take the correction back',
        description:
          'Counts are as counted again, and what was corrected since the number was last set is taken back. Nothing happens where nothing is corrected. Needs the right to configure at the site.',
        params: zoneParamsSchema,
        headers: onceHeadersSchema,
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        await commands.carryOut(
          request,
          { action: 'take-back' },
          z.null(),
          async ({ zone, ...command }) => {
            await control.correct(zone, undefined, command);
            return null;
          },
          'configure',
        );
        return reply.code(204).send(null);
      },
    );
  };
}
