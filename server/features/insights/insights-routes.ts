import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { idSchema } from '#lib/contract/ids.ts';
import {
  type Insights,
  insightsQuerySchema,
  insightsSchema,
  type SensorInsightsView,
} from '#lib/contract/insights.ts';
import { pathOf } from '#lib/contract/path.ts';
import { sensorErrorInEnglish } from '#lib/i18n/sensor-error-in-english.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import { findSite } from '#server/platform/http/find-site.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import { InsightsCache } from './insights-cache.ts';
import { type AskedPeriods, periodsOf } from './insights-periods.ts';
import { insightsTable } from './insights-table.ts';

const operation = operationIn('history');

/** `/api/v1/sites/{site}/insights`: visits, dwell, drop-in rates, queues and paths, as JSON or CSV. */
export function insightsRoutes(platform: Platform, sites: Sites): FastifyPluginAsyncZod {
  const { guard, clock, configuration } = platform;
  const cache = new InsightsCache({ clock, sensor: (path) => sites.sensor(path) });
  return async (app) => {
    app.get(
      '/api/v1/sites/:site/insights',
      operation({
        summary: 'What the sensors’ systems report to managers (JSON; CSV with Accept: text/csv)',
        description:
          'Visits, unique visits, bounces, dwell times and drop-in rates of whole days, beside the days they ' +
          'are compared with; queues, stays and paths of now. Each system is asked one question at a time, ' +
          'the same one once in five minutes. A system that fails is named in `problems`; the others answer.',
        params: z.object({ site: idSchema }),
        querystring: insightsQuerySchema,
        response: { 200: z.union([insightsSchema, z.string()]) },
      }),
      async (request, reply) => {
        await guard.require(request, 'view', request.params.site);
        const site = findSite(configuration, request.params.site);
        const asked = periodsOf(request.query, clock.now(), site.timezone);
        const insights = await insightsOf(cache, site, asked);
        reply.header('vary', 'accept');
        if (!(request.headers.accept ?? '').includes('text/csv')) return insights;
        const fileName = `${insights.site}-insights-${asked.period.from}-${asked.period.to}.csv`;
        reply.serializer((whole: unknown) => String(whole));
        return reply
          .header('content-type', 'text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${fileName}"`)
          .send(insightsTable(insights));
      },
    );
  };
}

async function insightsOf(
  cache: InsightsCache,
  { id: site, sensors }: Pick<SiteConfig, 'id' | 'sensors'>,
  { period, comparison }: AskedPeriods,
): Promise<Insights> {
  const days = { period, comparison: { from: comparison.from, to: comparison.to } };
  const answers = sensors.map(async ({ id, driver }): Promise<SensorInsightsView | undefined> => {
    const answer = cache.ask(pathOf(site, id), days);
    if (answer === 'busy') {
      throw new ProblemError(503, `${id} is being asked for much already. Try again in a minute.`, {
        code: 'one-at-a-time',
      });
    }
    if (answer === undefined) return undefined;
    const { zones, now, problems, askedAtMs } = await answer;
    return {
      sensor: id,
      driver,
      askedAt: new Date(askedAtMs).toISOString(),
      zones: [...zones],
      now,
      problems: problems.map(({ part, error }) => ({ part, error, message: sensorErrorInEnglish(error) })),
    };
  });
  const reported = await Promise.all(answers);
  return { site, period, comparison, sensors: reported.flatMap((each) => each ?? []) };
}
