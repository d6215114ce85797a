import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { idSchema, type Path, pathOf } from '#lib/contract/ids.ts';
import { type SensorStatus, sensorStatusSchema } from '#lib/contract/sensor-status.ts';
import type { Guard } from './access.ts';
import { ProblemError } from './problem.ts';

export interface SensorRoutesParts {
  readonly guard: Guard;
  statuses(): readonly SensorStatus[];
  status(path: Path): SensorStatus | undefined;
}

const tags = ['sensors'];

/** `/api/v1/sensors`: how every sensor is, in words. */
export function sensorRoutes({ guard, statuses, status }: SensorRoutesParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/sensors',
      { schema: { tags, summary: 'All sensors', response: { 200: z.array(sensorStatusSchema) } } },
      async (request) => {
        await guard.require(request, 'view');
        return [...statuses()];
      },
    );

    app.get(
      '/api/v1/sensors/:site/:sensor',
      {
        schema: {
          tags,
          summary: 'One sensor',
          params: z.object({ site: idSchema, sensor: idSchema }),
          response: { 200: sensorStatusSchema },
        },
      },
      async (request) => {
        await guard.require(request, 'view');
        const { site, sensor } = request.params;
        const found = status(pathOf(site, sensor));
        if (found === undefined) {
          throw new ProblemError(404, `There is no sensor ${site}/${sensor}. See GET /api/v1/sensors.`);
        }
        return found;
      },
    );
  };
}
