import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { idSchema } from '#lib/contract/ids.ts';
import { pathOf } from '#lib/contract/path.ts';
import { sensorErrorInEnglish } from '#lib/i18n/sensor-error-in-english.ts';
import { countedAddress } from '#server/network/client-address.ts';
import { bearerKey } from '#server/platform/access/sessions.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError, refuseWhile } from '#server/platform/http/problem.ts';
import { longestWait } from '#server/platform/limits/limits.ts';
import type { Platform } from '#server/platform/platform.ts';
import { isSameSecret } from '#server/platform/same-secret.ts';
import type { Sites } from '#server/site/sites.ts';

const operation = operationIn('sensors');

/** Limit of wrong tokens for one sensor per minute: from one address, and in total. */
const maxWrong = 20;
const maxWrongFromAll = 100;
/** The address of a push whose meaning is in the sensor's configuration. */
const genericName = 'generic';
/** Half a day of minutes, which a camera sends after an outage. */
const bodyLimit = 4 * 1024 * 1024;

/**
 * `/push/{driver}/{site}/{sensor}`: what devices push. 204 when accepted, and also when it came before: devices
 * repeat what they are not sure of.
 */
export function pushRoutes({ limit }: Platform, sites: Sites): FastifyPluginAsync {
  const wrongFrom = limit({ name: 'wrong push tokens by address', max: maxWrong, windowS: 60 });
  const wrongFor = limit({ name: 'wrong push tokens by sensor', max: maxWrongFromAll, windowS: 60 });
  return async (app) => {
    // Only in this scope: devices use all sorts of content types.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'string', bodyLimit }, (_request, body, done) =>
      done(null, body),
    );
    app.post<{ Params: Record<'driver' | 'site' | 'sensor', string> }>(
      '/push/:driver/:site/:sensor',
      {
        bodyLimit,
        ...operation({
          security: [{ pushToken: [] }],
          response: { 204: z.null() },
          summary: 'Take what a device sends by itself',
          description:
            'Needs the `pushToken` of the sensor as bearer, or as the password of Basic (devices that cannot send another ' +
            'header). For drivers whose keys say how a push is read, `generic` stands for the driver as well. 204 when taken, and 204 without effect when the same came before.',
        }),
      },
      async (request, reply) => {
        const { driver, site, sensor } = request.params;
        const isNamed = idSchema.safeParse(site).success && idSchema.safeParse(sensor).success;
        const found = isNamed ? sites.pushTarget(pathOf(site, sensor)) : undefined;
        const given =
          bearerKey(request.headers.authorization) ?? basicPassword(request.headers.authorization);
        // Without the token a client learns nothing, not even which sensors exist.
        if (found?.pushToken === undefined || given === undefined || !isSameSecret(found.pushToken, given)) {
          // Only wrong tokens are counted: guessing must not block this sensor or another.
          const named = found === undefined ? '' : pathOf(site, sensor);
          const waitMs = await longestWait(
            wrongFrom.consume(`${countedAddress(request.ip)} ${named}`),
            wrongFor.consume(named),
          );
          refuseWhile(waitMs, 'Too many wrong tokens. Wait a minute.');
          throw new ProblemError(
            401,
            'Send the pushToken of this sensor as "Authorization: Bearer <token>", or as the password of Basic, to the address of this sensor.',
          );
        }
        if (found.driver !== driver && !(found.isGeneric === true && driver === genericName)) {
          throw new ProblemError(404, `${site}/${sensor} is of the family ${found.driver}, not ${driver}.`);
        }
        const taken = await found.ingestPush(typeof request.body === 'string' ? request.body : '');
        if (!taken.ok)
          throw new ProblemError(400, sensorErrorInEnglish(taken.error), {
            code: 'sensor',
            sensorError: taken.error,
          });
        return reply.code(204).send();
      },
    );
  };
}

/** Many devices know no other way to sign in at where they send to; the user name is of no interest. */
function basicPassword(authorization: string | undefined): string | undefined {
  const encoded = /^basic\s+([A-Za-z0-9+/=]+)\s*$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [, ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return password.length === 0 ? undefined : password.join(':');
}
