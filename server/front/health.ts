import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Registry } from 'prom-client';
import { z } from 'zod';
import { bearerKey } from '../platform/access/sessions.ts';
import { ProblemError } from '../platform/http/problem.ts';
import { isSameSecret } from '../platform/same-secret.ts';

/** Why the sidecar is not ready; empty when it is. */
export type Unready = readonly string[];

export interface HealthRoutesParts {
  readonly version: string;
  readonly metrics: Registry;
  /** Without it `/metrics` is public. */
  readonly metricsToken: string | undefined;
  unready(): Promise<Unready>;
}

/** The 401 answer to a wrong or missing token. */
export const metricsChallenge = {
  header: 'Bearer realm="metrics"',
  words: 'Send the METRICS_TOKEN of this Doorlight as "Authorization: Bearer <token>".',
} as const;

/** Whether a request may read the metrics. */
export function mayReadMetrics(token: string | undefined, authorization: string | undefined): boolean {
  const given = bearerKey(authorization);
  return token === undefined || (given !== undefined && isSameSecret(token, given));
}

/** `/healthz` (alive), `/readyz` (able to serve whole pages), `/metrics` (Prometheus). */
export function healthRoutes(parts: HealthRoutesParts): FastifyPluginAsyncZod {
  const { version, metrics, metricsToken, unready } = parts;
  const readySchema = z.object({ ready: z.boolean(), waitingFor: z.array(z.string()) });
  return async (app) => {
    app.get(
      '/healthz',
      {
        schema: { hide: true, response: { 200: z.object({ alive: z.literal(true), version: z.string() }) } },
      },
      async () => ({ alive: true as const, version }),
    );

    app.get(
      '/readyz',
      { schema: { hide: true, response: { 200: readySchema, 503: readySchema } } },
      async (_request, reply) => {
        const waitingFor = [...(await unready())];
        return reply
          .code(waitingFor.length === 0 ? 200 : 503)
          .send({ ready: waitingFor.length === 0, waitingFor });
      },
    );

    app.get('/metrics', { schema: { hide: true } }, async ({ headers }, reply) => {
      if (!mayReadMetrics(metricsToken, headers.authorization)) {
        reply.header('www-authenticate', metricsChallenge.header);
        throw new ProblemError(401, metricsChallenge.words);
      }
      return reply.header('content-type', metrics.contentType).send(await metrics.metrics());
    });
  };
}
