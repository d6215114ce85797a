import type { IncomingMessage } from 'node:http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { reportQuerySchema } from '#lib/contract/report.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Chain } from './chain.ts';
import type { Sender } from './forwarding-proof.ts';
import { closingPath, refreshPath, reportPath, screensPath, sitesPath, summariesPath } from './neighbours.ts';

/**
 * What sidecars ask each other for.
 *
 * @param senderOf the sender of a request: the paths of sidecars do not exist for anybody else
 */
export function chainRoutes(
  chain: Chain,
  senderOf: (request: IncomingMessage) => Sender,
): FastifyPluginAsyncZod {
  const requireSidecar = (request: IncomingMessage) => {
    if (senderOf(request) !== 'sidecar') throw new ProblemError(404, 'There is nothing here.');
  };
  return async (app) => {
    app.get(
      sitesPath,
      { schema: { hide: true, querystring: z.object({ site: z.string().optional() }) } },
      async (request) => {
        requireSidecar(request.raw);
        const { site } = request.query;
        const { zones, sensors, lamps } = chain.known();
        const isAsked = (each: { readonly site: string }) => site === undefined || each.site === site;
        return {
          zones: zones.filter(isAsked),
          sensors: sensors.filter(isAsked),
          lamps: lamps.filter(isAsked),
        };
      },
    );

    app.get(
      screensPath,
      { schema: { hide: true, querystring: z.object({ since: z.string().optional() }) } },
      async (request) => {
        requireSidecar(request.raw);
        return chain.screens(request.query.since);
      },
    );

    app.get(summariesPath, { schema: { hide: true } }, async (request) => {
      requireSidecar(request.raw);
      return chain.summaries() ?? {};
    });

    app.get(
      reportPath,
      { schema: { hide: true, querystring: reportQuerySchema.required().extend({ site: z.string() }) } },
      async (request) => {
        requireSidecar(request.raw);
        const { site, kind, day } = request.query;
        return (await chain.reportOf(site, kind, day)) ?? null;
      },
    );

    app.get(closingPath, { schema: { hide: true } }, async (request) => {
      requireSidecar(request.raw);
      return chain.closing();
    });

    app.get(refreshPath, { schema: { hide: true } }, async (request) => {
      requireSidecar(request.raw);
      void chain.refresh();
      return {};
    });
  };
}
