import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { displayWorkerScript } from '#lib/display/display-worker.ts';
import { displayWorkerPath } from '#lib/display/kiosk-guard.ts';
import { plainPagePolicy, workerPolicy } from '#server/platform/http/security-headers.ts';
import { waitingPage } from '#server/platform/http/waiting-page.ts';

/**
 * `/display-worker.js`: the service worker by which a screen starts before the network is up. The sidecar
 * serves it, because it contains the waiting page.
 */
export const displayWorkerRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    displayWorkerPath,
    {
      schema: {
        hide: true,
        querystring: z.object({
          /** The language of the page; without it, or if there is no translation, the browser's. */
          lang: z.string().max(40).optional(),
        }),
      },
    },
    async (request, reply) => {
      const { lang } = request.query;
      const accepted = request.headers['accept-language'];
      const page = await waitingPage([lang, accepted].filter(Boolean).join(', '), '/display');
      return reply
        .header('content-type', 'text/javascript; charset=utf-8')
        .header('content-security-policy', workerPolicy)
        .header('cache-control', 'no-cache')
        .send(displayWorkerScript(page, plainPagePolicy('display', page)));
    },
  );
};
