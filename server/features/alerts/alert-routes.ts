import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  alertSettingsRequestSchema,
  alertSettingsSchema,
  alertsSchema,
  alertTestRequestSchema,
  alertTestResultSchema,
  pushKeySchema,
  pushSubscriptionSchema,
} from '#lib/contract/alert.ts';
import { idSchema } from '#lib/contract/ids.ts';
import {
  type MessageFormat,
  messagePreviewRequestSchema,
  messagePreviewSchema,
} from '#lib/contract/message-format.ts';
import { changedMeanwhile, expectationOf, revisionTag } from '#server/platform/http/entity-tag.ts';
import { findSite } from '#server/platform/http/find-site.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { cursorOf, linkNext, pageQuery, readCursor } from '#server/platform/http/paging.ts';
import { ProblemError, refuseWhile } from '#server/platform/http/problem.ts';
import { refuseAddress } from '#server/platform/http/refuse-address.ts';
import type { Platform } from '#server/platform/platform.ts';
import { expressionProblem } from '#server/sensors/expressions/expressions.ts';
import type { Alerts } from './alerts.ts';

const operation = operationIn('alerts');
const usualPage = 50;
/** Limit of test messages per site and minute: they reach people. */
const maxTests = 20;
/** Each may take some seconds of the process that works templates out. */
const maxPreviews = 60;
const cursorSchema = z.tuple([z.string(), z.string()]);
const params = z.object({ site: idSchema });

/** `/api/v1/alerts`: the open alerts, and `/api/v1/sites/{site}/alerts`: their receivers. */
export function alertRoutes(platform: Platform, alerts: Alerts): FastifyPluginAsyncZod {
  const { guard, configuration, audit, outbound, limit: makeLimit } = platform;
  const addresses = outbound.entered;
  const tests = makeLimit({ name: 'tests of alerts', max: maxTests, windowS: 60 });
  const previews = makeLimit({ name: 'previews of messages', max: maxPreviews, windowS: 60 });
  return async (app) => {
    app.get(
      '/api/v1/alerts',
      operation({
        summary: 'Open alerts, and the latest that have closed',
        description:
          'All that are open stand in every answer; pages are of those that have closed, newest first. Needs the right to view.',
        querystring: z.object({
          site: idSchema.optional(),
          before: z.iso.datetime().optional().describe('Only those opened before this moment.'),
          ...pageQuery,
        }),
        response: { 200: alertsSchema },
      }),
      async (request, reply) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        const { site, before, cursor, limit = usualPage } = request.query;
        const wanted = site === undefined ? configuration.sites.map(({ id }) => id) : [site];
        const after = cursor === undefined ? undefined : readCursor(cursor, cursorSchema);
        const query = { sites: wanted.filter(reaches), before, after, limit: limit + 1 };
        const { open, recent } = await alerts.list(query);
        const page = recent.slice(0, limit);
        const last = page.at(-1);
        if (last === undefined || recent.length <= limit) return { open, recent: page };
        const next = cursorOf(last.openedAt, last.id);
        linkNext(request, reply, next, limit);
        return { open, recent: page, next };
      },
    );

    app.get(
      '/api/v1/sites/:site/alerts/settings',
      operation({
        summary: 'Which alerts a site has, and who is notified',
        description:
          'With the latest messages that did not arrive. Needs the right to configure at the site.',
        params,
        response: { 200: alertSettingsSchema },
      }),
      async (request, reply) => {
        const { site } = request.params;
        await guard.require(request, 'configure', site);
        findSite(configuration, site);
        const settings = await alerts.settingsOf(site);
        reply.header('etag', revisionTag(settings.revision));
        return settings;
      },
    );

    app.put(
      '/api/v1/sites/:site/alerts/settings',
      operation({
        summary: 'Change them; secrets of new webhooks are in the answer, and never shown again',
        description:
          'The whole of the settings: what is not named is gone. `If-Match` with the ETag refuses the change (412) where somebody else was quicker. Needs the right to configure at the site.',
        params,
        body: alertSettingsRequestSchema,
        response: { 200: alertSettingsSchema },
      }),
      async (request, reply) => {
        const { site } = request.params;
        const { username } = await guard.require(request, 'configure', site);
        findSite(configuration, site);
        for (const { url } of request.body.webhooks) refuseAddress(addresses, 'webhooks', url);
        refuseTemplates(request.body.webhooks.map(({ format }) => format));
        const changed = await alerts.putSettings(site, request.body, expectationOf(request));
        if (changed === 'changed-meanwhile') throw changedMeanwhile();
        if (changed === 'unknown-webhook') {
          const message = 'expected the id of a webhook of this site, once, or none for a new one';
          throw new ProblemError(400, 'A webhook is not known.', { errors: [{ path: 'webhooks', message }] });
        }
        await audit({ who: username, action: 'configure', site, to: 'alerts', result: 'done' });
        reply.header('etag', revisionTag(changed.revision));
        return changed;
      },
    );

    app.post(
      '/api/v1/sites/:site/alerts/preview',
      operation({
        summary: 'What a webhook would be sent in a format',
        description:
          'For a zone of the site that is full; nothing is sent. Needs the right to configure at the site.',
        params,
        body: messagePreviewRequestSchema,
        response: { 200: messagePreviewSchema },
      }),
      async (request) => {
        const { site } = request.params;
        await guard.require(request, 'configure', site);
        findSite(configuration, site);
        refuseWhile(await previews.consume(site), 'Too many previews of this site. Wait a minute.');
        return alerts.preview(site, request.body.format);
      },
    );

    app.post(
      '/api/v1/alerts/test',
      {
        // From where alerts are sent.
        config: { hasSiteInBody: true },
        ...operation({
          summary: 'Send a test over a channel of a site now',
          description:
            'To every receiver of the channel, or to one webhook; the answer says how it went. Needs the right to configure at the site.',
          body: alertTestRequestSchema,
          response: { 200: alertTestResultSchema },
        }),
      },
      async (request) => {
        await guard.require(request, 'configure', request.body.site);
        findSite(configuration, request.body.site);
        refuseWhile(await tests.consume(request.body.site), 'Too many tests of this site. Wait a minute.');
        return alerts.test(request.body);
      },
    );

    app.get(
      '/api/v1/alerts/push-key',
      operation({
        summary: 'The public key (VAPID) that browsers subscribe to web push with',
        description: 'The same for the whole life of the installation. Needs the right to view.',
        response: { 200: pushKeySchema },
      }),
      async (request) => {
        await guard.requireSomewhere(request, 'view');
        return { publicKey: alerts.pushKey };
      },
    );

    app.put(
      '/api/v1/sites/:site/alerts/push',
      operation({
        summary: 'Notify a browser of the alerts of a site by web push',
        description:
          'As `PushSubscription.toJSON()` gives it. Who loses the right to view the site is notified no more. Needs the right to view at the site.',
        params,
        body: pushSubscriptionSchema,
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        const { site } = request.params;
        const { userId } = await guard.require(request, 'view', site);
        findSite(configuration, site);
        await alerts.subscribe(site, userId, request.body);
        return reply.code(204).send(null);
      },
    );

    app.delete(
      '/api/v1/sites/:site/alerts/push',
      operation({
        summary: 'Do not notify a browser any more',
        description: 'Named by its endpoint. Needs the right to view at the site.',
        params,
        querystring: z.object({ endpoint: z.string().max(1000) }),
        response: { 204: z.null() },
      }),
      async (request, reply) => {
        await guard.require(request, 'view', request.params.site);
        await alerts.unsubscribe(request.params.site, request.query.endpoint);
        return reply.code(204).send(null);
      },
    );
  };
}

/** @throws ProblemError for a template that cannot be read, with the place in it */
function refuseTemplates(formats: readonly (MessageFormat | undefined)[]): void {
  const errors = formats.flatMap((format, at) => {
    const problem = format?.kind === 'own' ? expressionProblem(format.expression) : undefined;
    return problem === undefined
      ? []
      : [{ path: `webhooks.${at}.format.expression`, message: `expected ${problem}` }];
  });
  if (errors.length > 0) throw new ProblemError(400, 'A template cannot be read.', { errors });
}
