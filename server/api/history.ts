import { stringify } from 'csv-stringify/sync';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  type History,
  historyRowSchema,
  historySchema,
  type Resolution,
  resolutionSchema,
} from '#lib/contract/history.ts';
import { pathOf } from '#lib/contract/ids.ts';
import type { Clock } from '../clock.ts';
import { binEdges, sumUp } from '../history/bins.ts';
import type { MinuteRecord } from '../history/minute-record.ts';
import type { ZoneKeeper } from '../zones/zone-keeper.ts';
import type { Guard } from './access.ts';
import { ProblemError } from './problem.ts';
import { zoneParamsSchema } from './zones.ts';

export interface HistoryRoutesParts {
  readonly guard: Guard;
  readonly keeper: ZoneKeeper;
  readonly clock: Clock;
  timezone(site: string): string;
  minutes(site: string, zone: string, fromMs: number, toMs: number): Promise<MinuteRecord[]>;
}

const dayMs = 86_400_000;

/** The longest span of one answer: about 45,000 rows of the finest, ten years of the coarsest. */
const longestDays: Record<Resolution, number> = { '1m': 31, '15m': 366, '1h': 732, '1d': 3660 };

const time = z.iso.datetime({ offset: true });
const querystring = z.object({
  from: time.optional(),
  to: time.optional(),
  resolution: resolutionSchema.default('15m'),
});

/** `/api/v1/zones/{site}/{zone}/history`, as JSON or CSV. */
export function historyRoutes(parts: HistoryRoutesParts): FastifyPluginAsyncZod {
  const { guard, keeper, clock } = parts;
  return async (app) => {
    app.get(
      '/api/v1/zones/:site/:zone/history',
      {
        schema: {
          tags: ['history'],
          summary: 'Occupancy and people in and out over time (JSON; CSV with Accept: text/csv)',
          params: zoneParamsSchema,
          querystring,
          response: { 200: z.union([historySchema, z.string()]) },
        },
      },
      async (request, reply) => {
        await guard.require(request, 'view');
        const { site, zone } = request.params;
        if (keeper.zone(pathOf(site, zone)) === undefined) {
          throw new ProblemError(404, `There is no zone ${site}/${zone}. See GET /api/v1/zones.`);
        }
        const { resolution } = request.query;
        const span = spanOf(request.query, clock.now());
        const edges = binEdges(span.fromMs, span.toMs, resolution, parts.timezone(site));
        const minutes = await parts.minutes(site, zone, edges[0] ?? span.fromMs, edges.at(-1) ?? span.toMs);
        const history: History = { resolution, rows: sumUp(minutes, edges) };
        reply.header('vary', 'accept');
        if (!(request.headers.accept ?? '').includes('text/csv')) return history;
        return reply
          .header('content-type', 'text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${site}-${zone}-${resolution}.csv"`)
          .serializer((text: unknown) => String(text))
          .send(stringify(history.rows, { header: true, columns: Object.keys(historyRowSchema.shape) }));
      },
    );
  };
}

function spanOf(query: z.infer<typeof querystring>, nowMs: number): { fromMs: number; toMs: number } {
  const toMs = query.to === undefined ? nowMs : Date.parse(query.to);
  const fromMs = query.from === undefined ? toMs - dayMs : Date.parse(query.from);
  if (fromMs >= toMs)
    throw new ProblemError(400, `from: ${query.from} is not before to: ${query.to ?? 'now'}.`);
  const longest = longestDays[query.resolution];
  if (toMs - fromMs > longest * dayMs) {
    const detail = `from, to: at most ${longest} days at a resolution of ${query.resolution}; ask for less, or coarser.`;
    throw new ProblemError(400, detail);
  }
  return { fromMs, toMs };
}
