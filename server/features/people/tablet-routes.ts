import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { newTabletSchema, type Tablet, tabletSchema } from '#lib/contract/tablet.ts';
import { cookieValue } from '#server/platform/access/sessions.ts';
import { findSite } from '#server/platform/http/find-site.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { pageOf, pageQuerySchema } from '#server/platform/http/paging.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { TabletStore } from './tablet-store.ts';

const operation = operationIn('shared tablets');
const tabletCookie = 'doorlight-tablet';
/** About two years. */
const rememberSeconds = 63_072_000;

/** `/api/v1/tablets`: devices that staff share and unlock by PIN; for users who may configure the site. */
export function tabletRoutes(platform: Platform, tablets: TabletStore): FastifyPluginAsyncZod {
  const { guard, clock, authentication, configuration, environment, audit } = platform;
  const { accounts } = authentication;
  const { publicUrl, tls } = environment;
  const isSecure = publicUrl === undefined ? tls !== undefined : publicUrl.startsWith('https:');
  return async (app) => {
    app.get(
      '/api/v1/tablets',
      operation({
        summary: 'All shared tablets',
        description: 'Devices that staff share and open by PIN. Needs the right to configure.',
        querystring: pageQuerySchema,
        response: { 200: z.array(tabletSchema) },
      }),
      async (request, reply) => {
        const { reaches } = await guard.requireSomewhere(request, 'configure');
        const seen = (await tablets.list()).filter(({ site }) => reaches(site));
        return pageOf(request, reply, seen, ({ id }) => id);
      },
    );

    app.post(
      '/api/v1/tablets',
      operation({
        summary: 'Make the asking device a shared tablet of a site: it is given a cookie',
        description: 'Needs the right to configure at the site.',
        body: newTabletSchema,
        response: { 201: tabletSchema },
      }),
      async (request, reply) => {
        const { name, site } = request.body;
        const { username } = await guard.require(request, 'configure', site);
        findSite(configuration, site);
        const token = randomBytes(32).toString('base64url');
        const tablet: Tablet = {
          id: randomUUID(),
          name,
          site,
          createdAt: new Date(clock.now()).toISOString(),
          createdBy: username,
        };
        await tablets.add(tablet, hashTabletToken(token));
        await audit({ who: username, action: 'add-tablet', site, to: name, result: 'done' });
        const secure = isSecure ? '; Secure' : '';
        reply.header(
          'set-cookie',
          `${tabletCookie}=${token}; Path=/; Max-Age=${rememberSeconds}; HttpOnly; SameSite=Lax${secure}`,
        );
        return reply.code(201).send(tablet);
      },
    );

    app.delete(
      '/api/v1/tablets/:id',
      operation({
        summary: 'Make a shared tablet an ordinary device again; what it has open ends',
        description: 'Needs the right to configure at its site.',
        params: z.object({ id: z.string().max(60) }),
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { reaches, username } = await guard.requireSomewhere(request, 'configure');
        const tablet = (await tablets.list()).find(
          ({ id, site }) => id === request.params.id && reaches(site),
        );
        if (tablet === undefined) {
          throw new ProblemError(404, 'There is no such shared tablet. See GET /api/v1/tablets.');
        }
        await tablets.remove(tablet.id);
        await accounts.endTabletSessions(tablet.id);
        const { site, name } = tablet;
        await audit({ who: username, action: 'remove-tablet', site, from: name, result: 'done' });
        return reply.code(204).send(null);
      },
    );
  };
}

/** The hashed token of a shared tablet's cookie; undefined for other devices. */
export function tabletHash(cookies: string | undefined): string | undefined {
  const token = cookieValue(cookies, tabletCookie);
  return token === undefined ? undefined : hashTabletToken(token);
}

/** A fast hash is enough: 256 random bits cannot be guessed. */
function hashTabletToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
