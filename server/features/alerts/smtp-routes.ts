import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { smtpRequestSchema, smtpSchema } from '#lib/contract/alert.ts';
import { changedMeanwhile, expectationOf, revisionTag } from '#server/platform/http/entity-tag.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { refuseAddress } from '#server/platform/http/refuse-address.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Alerts } from './alerts.ts';

const operation = operationIn('alerts');
const path = '/api/v1/alerts/smtp';

/** `/api/v1/alerts/smtp`: the mail server for e-mails of all sites, for administrators. */
export function smtpRoutes({ guard, outbound, audit }: Platform, alerts: Alerts): FastifyPluginAsyncZod {
  const addresses = outbound.entered;
  return async (app) => {
    app.get(
      path,
      operation({
        summary: 'The mail server, without its password; null where none is set up',
        description: 'One for all sites. Needs the right to administer.',
        response: { 200: smtpSchema.nullable() },
      }),
      async (request, reply) => {
        await guard.require(request, 'administer');
        const smtp = alerts.smtp();
        if (smtp !== null) reply.header('etag', revisionTag(smtp.revision));
        return smtp;
      },
    );

    app.put(
      path,
      operation({
        summary: 'Set the mail server; without a password the old one stays, as long as the server does',
        description:
          '`If-Match` with the ETag, or `If-None-Match: *`, refuses the change (412) where somebody else was quicker. Needs the right to administer.',
        body: smtpRequestSchema,
        response: { 200: smtpSchema.nullable() },
      }),
      async (request, reply) => {
        const { username } = await guard.require(request, 'administer');
        refuseAddress(addresses, 'host', request.body.host);
        const changed = await alerts.putSmtp(request.body, expectationOf(request));
        if (changed === 'changed-meanwhile') throw changedMeanwhile();
        if (changed !== null) reply.header('etag', revisionTag(changed.revision));
        await audit({ who: username, action: 'configure', to: `smtp ${request.body.host}`, result: 'done' });
        return changed;
      },
    );

    app.delete(
      path,
      operation({
        summary: 'Send no e-mail any more',
        description: 'Forgets the mail server and its password. Needs the right to administer.',
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { username } = await guard.require(request, 'administer');
        const removed = await alerts.removeSmtp(expectationOf(request));
        if (removed === 'changed-meanwhile') throw changedMeanwhile();
        await audit({ who: username, action: 'remove', from: 'smtp', result: 'done' });
        return reply.code(204).send(null);
      },
    );
  };
}
