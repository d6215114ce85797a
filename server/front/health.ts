import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Registry } from 'prom-client';
import { z } from 'zod';

/** Why the sidecar is not ready; empty when it is. */
export type Unready = readonly string[];

export interface HealthRoutesParts {
  readonly version: string;
  readonly metrics: Registry;
  unready(): Promise<Unready>;
}

/** `/healthz` (alive), `/readyz` (able to serve whole pages), `/metrics` (Prometheus). */
export function healthRoutes({ version, metrics, unready }: HealthRoutesParts): FastifyPluginAsyncZod {
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

    app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
      reply.header('content-type', metrics.contentType).send(await metrics.metrics()),
    );
  };
}
