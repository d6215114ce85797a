import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { idSchema } from '#lib/contract/ids.ts';
import {
  type Simulator,
  simulatorSchema,
  type WalkRequest,
  walkRequestSchema,
} from '#lib/contract/simulator.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import type { Feature } from '../platform/feature.ts';
import { ProblemError } from '../platform/http/problem.ts';
import type { Platform } from '../platform/platform.ts';
import { demoSiteId } from './demo-stores.ts';

/** The demo's simulated sensors, as the API needs them. */
export interface SimulatedSensors {
  describe(): Simulator;
  /** @returns false where there is no such simulated sensor */
  walk(site: string, sensor: string, people: WalkRequest): boolean;
  /** @returns a message when the fault is not known or the sensor does not exist */
  fault(site: string, sensor: string, fault: string | null): string | undefined;
  traffic(on: boolean): void;
  stop(): Promise<void>;
}

/** The demo's simulated sensors: they end when the demo is removed, at whichever sidecar that is done. */
export function simulatorsFeature(platform: Platform, simulated: SimulatedSensors): Feature {
  return {
    name: 'simulators',
    replace: (sites) => ({
      undo: () => undefined,
      finish: () => {
        if (!sites.some((site) => site.simulated)) void simulated.stop();
      },
    }),
    routes: [simulatorRoutes(platform, simulated)],
  };
}

const operation = operationIn('simulator');
const params = z.object({ site: idSchema, sensor: idSchema });

/** `/api/v1/simulator`: people and faults for the demo site. Only there where the demo runs. */
function simulatorRoutes(
  { guard, configuration }: Platform,
  simulated: SimulatedSensors,
): FastifyPluginAsyncZod {
  const running = () => {
    if (!configuration.sites.some((site) => site.simulated))
      throw new ProblemError(404, 'The demo was removed.');
  };
  return async (app) => {
    app.get(
      '/api/v1/simulator',
      {
        config: { isAnsweredFor: demoSiteId },
        ...operation({
          summary: 'The simulated sensors',
          description: 'Only there where the demo runs. Needs the right to view.',
          response: { 200: simulatorSchema },
        }),
      },
      async (request) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        running();
        const { traffic, items } = simulated.describe();
        return { traffic, items: items.filter(({ site }) => reaches(site)) };
      },
    );

    app.post(
      '/api/v1/simulator/:site/:sensor/walk',
      operation({
        summary: 'Let people walk in or out',
        description: 'Past a simulated sensor. Needs the right to operate at the site.',
        params,
        body: walkRequestSchema,
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        await guard.require(request, 'operate', request.params.site);
        running();
        const { site, sensor } = request.params;
        if (!simulated.walk(site, sensor, request.body)) {
          throw new ProblemError(404, `There is no simulated sensor ${site}/${sensor}.`);
        }
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/api/v1/simulator/:site/:sensor/fault',
      operation({
        summary: 'Let a sensor fail, or heal it with null',
        description:
          'A simulated one, in the ways that real ones fail. Needs the right to operate at the site.',
        params,
        body: z.strictObject({ fault: z.string().nullable() }),
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        await guard.require(request, 'operate', request.params.site);
        running();
        const { site, sensor } = request.params;
        const wrong = simulated.fault(site, sensor, request.body.fault);
        if (wrong !== undefined) throw new ProblemError(400, wrong);
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/api/v1/simulator/traffic',
      {
        config: { isAnsweredFor: demoSiteId },
        ...operation({
          summary: 'Let people walk by themselves, or stop them',
          description: 'At all simulated doors. Needs the right to operate.',
          body: z.strictObject({ on: z.boolean() }),
          response: { 204: z.null() },
        }),
      },
      async (request, reply) => {
        await guard.requireSomewhere(request, 'operate');
        running();
        simulated.traffic(request.body.on);
        return reply.code(204).send(null);
      },
    );
  };
}
