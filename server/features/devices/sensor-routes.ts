import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { idSchema } from '#lib/contract/ids.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import { type SensorStatus, sensorStatusSchema } from '#lib/contract/sensor-status.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { pageOf, sitePageQuerySchema } from '#server/platform/http/paging.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';

const operation = operationIn('sensors');
const paramsSchema = z.object({ site: idSchema, sensor: idSchema });

/** `/api/v1/sensors`: the state of every sensor. */
export function sensorRoutes({ guard }: Platform, sites: Sites): FastifyPluginAsyncZod {
  const find = (path: Path): SensorStatus => {
    const found = sites.status(path);
    if (found === undefined)
      throw new ProblemError(404, `There is no sensor ${path}. See GET /api/v1/sensors.`);
    return found;
  };
  return async (app) => {
    app.get(
      '/api/v1/sensors',
      operation({
        summary: 'All sensors',
        description:
          'How every sensor is, or those of one `site`: its status, what it reported last, and what failed last in words. Needs the right to view.',
        querystring: sitePageQuerySchema,
        response: { 200: z.array(sensorStatusSchema) },
      }),
      async (request, reply) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        const { site: only } = request.query;
        const { elsewhere } = sites;
        const { sensors } = await (only === undefined ? elsewhere.all() : elsewhere.site(only));
        const seen = sites.inOrder([...sites.statuses(only), ...sensors]).filter(({ site }) => reaches(site));
        return pageOf(request, reply, seen, ({ site, sensor }) => pathOf(site, sensor));
      },
    );

    app.get(
      '/api/v1/sensors/:site/:sensor',
      operation({
        summary: 'One sensor',
        description:
          'How a sensor is: its status, what it reported last, and what failed last in words. Needs the right to view at its site.',
        params: paramsSchema,
        response: { 200: sensorStatusSchema },
      }),
      async (request) => {
        await guard.require(request, 'view', request.params.site);
        const { site, sensor } = request.params;
        return find(pathOf(site, sensor));
      },
    );

    app.post(
      '/api/v1/sensors/:site/:sensor/check',
      operation({
        summary: 'Ask the device now: somebody has just mended it',
        description:
          'Ends the wait after failures; the answer comes at once, what the device says follows. Needs the right to operate at the site.',
        params: paramsSchema,
        response: { 202: z.null() },
      }),
      async (request, reply) => {
        await guard.require(request, 'operate', request.params.site);
        const { site, sensor } = request.params;
        const path = pathOf(site, sensor);
        find(path);
        // Instead of after its back-off.
        sites.sensor(path)?.pollSoon();
        return reply.code(202).send(null);
      },
    );
  };
}
