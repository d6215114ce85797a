import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { basePath } from '#lib/base-path.ts';
import { signInMeansSchema } from '#lib/contract/sign-in.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import type { Platform } from '#server/platform/platform.ts';

const operation = operationIn('people');

/** `/api/v1/sign-in`: how people sign in here, and where they go when they sign out. */
export function signInRoutes({ guard, authentication }: Platform): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/sign-in',
      operation({
        security: [],
        summary: 'How people sign in here: by password, at the company’s own sign-in, or both',
        description: 'For everybody: the sign-in page shows it.',
        response: { 200: signInMeansSchema },
      }),
      async (_request, reply) => {
        reply.header('cache-control', 'no-store');
        return authentication.means();
      },
    );

    app.get(
      '/api/v1/sign-out',
      operation({
        summary: 'Where to go after signing out',
        description:
          'Ask before the session ends. For people of the company’s own sign-in it is the page that ends their session there. For whoever is signed in.',
        response: { 200: z.object({ next: z.string() }) },
      }),
      async (request, reply) => {
        const { userId } = await guard.requireAnyone(request);
        reply.header('cache-control', 'no-store');
        const url = await authentication.signOutUrl(
          userId,
          `${authentication.ownOrigin(request.headers)}${basePath}`,
        );
        return { next: url ?? '/sign-in' };
      },
    );
  };
}
