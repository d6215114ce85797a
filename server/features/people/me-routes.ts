import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Me, meSchema } from '#lib/contract/person.ts';
import type { Platform } from '#server/platform/platform.ts';

const tags = ['people'];

/** `/api/v1/me`: who is asking, and what everybody may do for themselves. */
export function meRoutes({ guard, authentication, audit }: Platform): FastifyPluginAsyncZod {
  const { accounts } = authentication;
  return async (app) => {
    app.get(
      '/api/v1/me',
      {
        schema: {
          tags,
          summary: 'Who is signed in, and what they may do',
          description: 'For whoever is signed in, or has a key.',
          response: { 200: meSchema },
        },
      },
      async (request): Promise<Me> => {
        const { userId, username, role, sites, tablet } = await guard.requireAnyone(request);
        const account = await accounts.find(userId);
        return {
          id: userId,
          username,
          name: account?.name ?? username,
          role,
          ...(sites === undefined ? {} : { sites }),
          hasPassword: account?.hasPassword ?? false,
          ...(tablet === undefined ? {} : { tablet }),
        };
      },
    );

    app.post(
      '/api/v1/me/sign-out-everywhere',
      {
        schema: {
          tags,
          summary: 'Sign out, here and everywhere else',
          description: 'Every session of the caller ends at once, with its sockets.',
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { userId, username } = await guard.requireAnyone(request);
        await accounts.signOut(userId);
        await audit({ who: username, action: 'sign-out-everywhere', to: username, result: 'done' });
        return reply.code(204).send(null);
      },
    );
  };
}
