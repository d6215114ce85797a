import { createHash, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  byHandRequestSchema,
  countedDoorSchema,
  countLinkSchema,
  passagesAnswerSchema,
  passagesRequestSchema,
} from '#lib/contract/hand.ts';
import { idSchema } from '#lib/contract/ids.ts';
import { pathOf } from '#lib/contract/path.ts';
import type { Permission } from '#lib/contract/principal.ts';
import { acceptedLanguages } from '#lib/i18n/door-languages.ts';
import { firstLanguage } from '#lib/i18n/languages.ts';
import { countedAddress } from '#server/network/client-address.ts';
import { NotSavedError } from '#server/platform/database/storage-error.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError, refuseWhile } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import { isSameSecret } from '#server/platform/same-secret.ts';
import type { Sites } from '#server/site/sites.ts';
import { countPage } from './count-page.ts';
import type { HandCounts } from './hand-counts.ts';

const operation = operationIn('counting by hand');
const paramsSchema = z.object({ site: idSchema, sensor: idSchema });
/** The header with the key of a door's link. */
const keyHeader = 'x-count-key';
/** The user in whose name somebody with a link counts. */
const linkName = 'link';
const maxWrongKeys = 30;
const byKey = `Needs the right to operate at the site, or the key of the door's link as \`${keyHeader}\`.`;

/** `/api/v1/sensors/{site}/{sensor}/passages` and its like: people who count; `/count` is their page. */
export function handRoutes(platform: Platform, sites: Sites, counts: HandCounts): FastifyPluginAsyncZod {
  const { guard, limit, audit } = platform;
  const wrongKeys = limit({ name: 'wrong keys of doors', max: maxWrongKeys, windowS: 60 });
  /** @returns the name of who asks */
  const admit = async (
    request: FastifyRequest<{ Params: z.infer<typeof paramsSchema> }>,
    permission: Permission,
  ): Promise<string> => {
    const key = request.headers[keyHeader];
    if (typeof key !== 'string') {
      return (await guard.require(request, permission, request.params.site)).username;
    }
    const wanted = await counts.keyHash(request.params).catch(() => null);
    if (wanted !== null && isSameSecret(wanted, hashOf(key))) return linkName;
    refuseWhile(await wrongKeys.consume(countedAddress(request.ip)), 'Too many wrong keys. Wait a minute.');
    throw new ProblemError(401, 'This link is no longer valid. Ask a manager for a new one.');
  };
  return async (app) => {
    app.get(
      '/count/:site/:sensor',
      { schema: { hide: true, params: z.object({ site: z.string(), sensor: z.string() }) } },
      async (request, reply) => {
        const language = firstLanguage(acceptedLanguages(request.headers['accept-language'] ?? ''));
        const { html, policy } = countPage(language);
        return reply
          .header('content-type', 'text/html; charset=utf-8')
          .header('content-security-policy', policy)
          .header('cache-control', 'no-cache')
          .send(html);
      },
    );

    app.get(
      '/api/v1/sensors/:site/:sensor/passages',
      operation({
        summary: 'A door as those who count at it see it',
        description: `Who counts there by hand, and how many they have counted today. Needs the right to view at the site, or the key of the door's link as \`${keyHeader}\`.`,
        params: paramsSchema,
        response: { 200: countedDoorSchema },
      }),
      async (request) => {
        await admit(request, 'view');
        return counts.door(request.params);
      },
    );

    app.post(
      '/api/v1/sensors/:site/:sensor/passages',
      operation({
        summary: 'Count people by hand',
        description:
          'Each passage counts once, by its id, however often and however late it comes: for its own time, by the phone’s clock less what that is wrong by. ' +
          'What passed before the number was last set changes history only. `{id, undo: true}` takes one back. ' +
          `Sent without items every few seconds, it says that the door is watched: without that the zone’s light turns unknown. ${byKey}`,
        params: paramsSchema,
        body: passagesRequestSchema,
        response: { 200: passagesAnswerSchema },
      }),
      async (request) => {
        const who = await admit(request, 'operate');
        return counts.count(request.params, request.body, who);
      },
    );

    app.put(
      '/api/v1/sensors/:site/:sensor/by-hand',
      operation({
        summary: 'Count a door by hand until its sensor is back',
        description:
          'For an hour, unless said otherwise; asked again, it is prolonged. What the sensor itself counts by then does not come on top. It ends by itself. Needs the right to operate at the site.',
        params: paramsSchema,
        body: byHandRequestSchema,
        response: { 200: countedDoorSchema },
      }),
      async (request) => {
        const { params, body } = request;
        const { username: who } = await guard.require(request, 'operate', params.site);
        const zones = (body.inside ?? []).map(({ zone: id, occupancy: to }) => {
          const zone = sites.zone(pathOf(params.site, id));
          if (zone === undefined) throw new ProblemError(404, `There is no zone ${params.site}/${id}.`);
          return { zone, to };
        });
        await counts.replace(params, body.minutes, who);
        const { until } = await counts.door(params);
        const note = `${params.sensor}, until ${until}`;
        await audit({
          who,
          action: 'count-by-hand',
          site: params.site,
          to: params.sensor,
          note,
          result: 'done',
        });
        try {
          await Promise.all(
            zones.map(({ zone, to }) => sites.control.adjust(zone, { action: 'adjust', to, who, note })),
          );
        } catch (cause) {
          if (!(cause instanceof NotSavedError)) throw cause;
          throw new ProblemError(503, cause.message, { code: 'not-saved' });
        }
        return counts.door(params);
      },
    );

    app.delete(
      '/api/v1/sensors/:site/:sensor/by-hand',
      operation({
        summary: 'Let the sensor count again',
        description: 'Nothing happens where it does already. Needs the right to operate at the site.',
        params: paramsSchema,
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { site, sensor } = request.params;
        const { username: who } = await guard.require(request, 'operate', site);
        if (await counts.giveBack({ site, sensor }))
          await audit({ who, action: 'end-count-by-hand', site, to: sensor, result: 'done' });
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/api/v1/sensors/:site/:sensor/count-link',
      operation({
        summary: 'Make a link by which anybody counts at a door',
        description:
          'The key is shown once; a link made before is no longer valid. It opens nothing but this door’s counting. Needs the right to configure at the site.',
        params: paramsSchema,
        response: { 201: countLinkSchema },
      }),
      async (request, reply) => {
        const { site, sensor } = request.params;
        const { username: who } = await guard.require(request, 'configure', site);
        const key = randomBytes(24).toString('base64url');
        await counts.setKey({ site, sensor }, hashOf(key));
        await audit({ who, action: 'make-count-link', site, to: sensor, result: 'done' });
        return reply.code(201).send({ path: `/count/${site}/${sensor}#key=${key}`, key });
      },
    );

    app.delete(
      '/api/v1/sensors/:site/:sensor/count-link',
      operation({
        summary: 'End the link of a door',
        description: 'Whoever has it counts no more. Needs the right to configure at the site.',
        params: paramsSchema,
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { site, sensor } = request.params;
        const { username: who } = await guard.require(request, 'configure', site);
        await counts.setKey({ site, sensor }, null);
        await audit({ who, action: 'remove-count-link', site, to: sensor, result: 'done' });
        return reply.code(204).send(null);
      },
    );
  };
}

/** A fast hash is enough: 192 random bits cannot be guessed. */
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
