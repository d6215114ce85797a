import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { idSchema } from '#lib/contract/ids.ts';
import { lampStatusSchema, lampTestSchema } from '#lib/contract/lamp.ts';
import { pathOf } from '#lib/contract/path.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import type { Lamps } from './lamps.ts';

/** `/api/v1/lamps`: what lamps and barriers show, and trying them out. */
export function lampRoutes(
  { guard, audit }: Platform,
  lamps: Lamps,
  sites: Pick<Sites, 'elsewhere' | 'inOrder'>,
): FastifyPluginAsyncZod {
  const operation = operationIn('lamps');
  return async (app) => {
    app.get(
      '/api/v1/lamps',
      operation({
        summary: 'What each lamp and barrier is to show, and whether it shows it',
        description: 'Of the sites one may see. Needs the right to view.',
        response: { 200: z.object({ lamps: z.array(lampStatusSchema) }) },
      }),
      async (request) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        const { lamps: others } = await sites.elsewhere.all();
        const seen = sites.inOrder([...lamps.statuses(), ...others]);
        return { lamps: seen.filter(({ site }) => reaches(site)) };
      },
    );

    app.post(
      '/api/v1/lamps/:site/:lamp/test',
      operation({
        summary: 'Show a state for some seconds; without one, end that',
        description:
          'For whoever stands before the lamp. Evacuation ends it at once. It is written in the audit log. Needs the right to configure.',
        params: z.object({ site: idSchema, lamp: idSchema }),
        body: lampTestSchema,
        response: { 200: lampStatusSchema },
      }),
      async (request) => {
        const { site, lamp } = request.params;
        const { username: who } = await guard.require(request, 'configure', site);
        const { state, seconds } = request.body;
        const status = lamps.test(pathOf(site, lamp), state, seconds * 1000);
        if (status === undefined) throw new ProblemError(404, `There is no lamp ${site}/${lamp}.`);
        const note = state === undefined ? `${lamp}: test ended` : `${lamp}: ${state} for ${seconds} s`;
        await audit({ who, action: 'lamp-test', site, zone: status.zone, note, result: 'done' });
        return status;
      },
    );
  };
}
