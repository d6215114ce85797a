import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  type Me,
  meSchema,
  type OwnSession,
  ownChangeSchema,
  ownPasswordSchema,
  ownSessionSchema,
} from '#lib/contract/person.ts';
import { engineName } from '#lib/engine-name.ts';
import type { Caller } from '#server/platform/access/guard.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { pageOf, pageQuerySchema } from '#server/platform/http/paging.ts';
import { ProblemError, refuseWhile } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';

const operation = operationIn('people');

/** `/api/v1/me`: who is asking, and what everybody may do for themselves. */
export function meRoutes({ guard, authentication, limit, audit }: Platform): FastifyPluginAsyncZod {
  const { accounts } = authentication;
  const tries = limit({ name: 'own passwords', max: 10, windowS: 60 });
  /** The caller, if signed in with a user name: a key is no person, and a tablet is shared. */
  const person = async (request: FastifyRequest): Promise<Caller & { readonly session: string }> => {
    const caller = await guard.requireAnyone(request);
    const { session, tablet } = caller;
    if (session !== undefined && tablet === undefined) return { ...caller, session };
    throw new ProblemError(403, 'Sign in with a user name for this, not with an API key or a PIN.');
  };
  return async (app) => {
    app.get(
      '/api/v1/me',
      operation({
        summary: 'Who is signed in, and what they may do',
        description: 'For whoever is signed in, or has a key.',
        response: { 200: meSchema },
      }),
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

    app.put(
      '/api/v1/me',
      operation({
        summary: 'Change one’s own name',
        description: 'For whoever is signed in with a user name.',
        body: ownChangeSchema,
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { userId, username } = await person(request);
        const before = await accounts.find(userId);
        const { name } = request.body;
        await accounts.change(userId, { name });
        const names = { from: `${username} (${before?.name ?? username})`, to: `${username} (${name})` };
        await audit({ who: username, action: 'change-person', ...names, result: 'done' });
        return reply.code(204).send(null);
      },
    );

    app.put(
      '/api/v1/me/password',
      operation({
        summary: 'Change one’s own password; every other session ends',
        description: 'Needs the password of now. For whoever is signed in with a user name.',
        body: ownPasswordSchema,
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { userId, username, session } = await person(request);
        const { current, password } = request.body;
        refuseWhile(await tries.consume(userId), 'Too many wrong passwords. Wait a minute, then try again.');
        if ((await accounts.isPassword(userId, current ?? '')) === false) {
          const message = 'is not the password of now';
          throw new ProblemError(400, `current: ${message}`, { errors: [{ path: 'current', message }] });
        }
        await accounts.setPassword(userId, password, session);
        await audit({ who: username, action: 'set-password', to: username, result: 'done' });
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/api/v1/me/sessions',
      operation({
        summary: 'The browsers in which one is signed in, the last used first',
        description: 'For whoever is signed in with a user name.',
        querystring: pageQuerySchema,
        response: { 200: z.array(ownSessionSchema) },
      }),
      async (request, reply): Promise<OwnSession[]> => {
        const { userId, session } = await person(request);
        const sessions = await accounts.sessions(userId);
        return pageOf(request, reply, sessions, ({ id }) => id).map(
          ({ id, userAgent, createdAt, updatedAt }) => ({
            id,
            ...(typeof userAgent === 'string' && userAgent !== '' && { browser: engineName(userAgent) }),
            signedInAt: new Date(createdAt).toISOString(),
            usedAt: new Date(updatedAt).toISOString(),
            isCurrent: id === session,
          }),
        );
      },
    );

    app.delete(
      '/api/v1/me/sessions/:id',
      operation({
        summary: 'Sign out in one of them',
        description: 'It ends at once, with its sockets. For whoever is signed in with a user name.',
        params: z.object({ id: z.string().max(100) }),
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { userId } = await person(request);
        if (!(await accounts.endSession(userId, request.params.id)))
          throw new ProblemError(404, 'There is no such session. See GET /api/v1/me/sessions.');
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/api/v1/me/sign-out-everywhere',
      operation({
        summary: 'Sign out, here and everywhere else',
        description: 'Every session of the caller ends at once, with its sockets.',
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { userId, username } = await guard.requireAnyone(request);
        await accounts.signOut(userId);
        await audit({ who: username, action: 'sign-out-everywhere', to: username, result: 'done' });
        return reply.code(204).send(null);
      },
    );
  };
}
