import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { DateTime } from 'luxon';
import { z } from 'zod';
import {
  type History,
  historyRowSchema,
  historySchema,
  type Resolution,
  resolutionSchema,
  type TypicalDay,
  typicalDaySchema,
  typicalQuerySchema,
  type WhatIf,
  whatIfRequestSchema,
  whatIfSchema,
} from '#lib/contract/history.ts';
import { pathOf } from '#lib/contract/path.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import { zoneParamsSchema } from '../zones/zone-commands.ts';
import { binEdges } from './bins.ts';
import type { HistoryReader } from './history-reader.ts';
import { readTypicalDay } from './typical-day.ts';
import { estimateLights } from './what-if.ts';

const columns = Object.keys(historyRowSchema.shape);

const dayMs = 86_400_000;

/** The longest span of one answer: about 45,000 rows of the finest, ten years of the coarsest. */
const longestDays: Record<Resolution, number> = { '1m': 31, '15m': 366, '1h': 732, '1d': 3660 };
const longestWhatIfDays = 31;

const time = z.iso.datetime({ offset: true });
const querystring = z.object({
  from: time.optional(),
  to: time.optional(),
  resolution: resolutionSchema.default('15m'),
});
const operation = operationIn('history');

/** `/api/v1/zones/{site}/{zone}/history`, as JSON or CSV; the typical day; the effect of other limits. */
export function historyRoutes(
  { guard, clock, configuration }: Platform,
  history: HistoryReader,
  sites: () => Pick<Sites, 'zone'>,
): FastifyPluginAsyncZod {
  const find = ({ site, zone }: z.infer<typeof zoneParamsSchema>) => {
    const found = configuration.site(site);
    if (found?.zones.some(({ id }) => id === zone) !== true) {
      throw new ProblemError(404, `There is no zone ${site}/${zone}. See GET /api/v1/zones.`);
    }
    return { site, zone, timezone: found.timezone };
  };

  return async (app) => {
    app.get(
      '/api/v1/zones/:site/:zone/history',
      operation({
        summary: 'Occupancy and people in and out over time (JSON; CSV with Accept: text/csv)',
        description:
          'Bins are whole ones of the site’s own clock: those that touch the span are answered whole.',
        params: zoneParamsSchema,
        querystring,
        response: { 200: z.union([historySchema, z.string()]) },
      }),
      async (request, reply) => {
        await guard.require(request, 'view', request.params.site);
        const place = find(request.params);
        const { resolution } = request.query;
        const span = spanOf(request.query, clock.now(), dayMs);
        checkLength(
          span,
          longestDays[resolution],
          `at a resolution of ${resolution}; ask for less, or coarser`,
        );
        const rows = await history.read({ ...place, ...span, resolution });
        return sendHistory(request, reply, { resolution, rows }, `${place.site}-${place.zone}-${resolution}`);
      },
    );

    app.get(
      '/api/v1/zones/:site/:zone/history/typical',
      operation({
        summary: 'The usual day: median occupancy per quarter hour, over the same weekday of eight weeks',
        description:
          'For a day of the site’s own calendar, by default today. Needs the right to view at the site.',
        params: zoneParamsSchema,
        querystring: typicalQuerySchema,
        response: { 200: typicalDaySchema },
      }),
      async (request): Promise<TypicalDay> => {
        await guard.require(request, 'view', request.params.site);
        const place = find(request.params);
        const today = DateTime.fromMillis(clock.now(), { zone: place.timezone }).toFormat('yyyy-MM-dd');
        return readTypicalDay(history, place, request.query.day ?? today);
      },
    );

    app.post(
      '/api/v1/zones/:site/:zone/history/what-if',
      operation({
        summary: 'How long the light would have been red and amber with other limits: an estimate',
        description:
          'Made from the least, most and mean occupancy of each minute. The margin and the least time before ' +
          'a light goes back, and holds, are not looked at. Nothing is changed.',
        params: zoneParamsSchema,
        body: whatIfRequestSchema,
        response: { 200: whatIfSchema },
      }),
      async (request): Promise<WhatIf> => {
        await guard.require(request, 'view', request.params.site);
        const place = find(request.params);
        const span = spanOf(request.body, clock.now(), 7 * dayMs);
        checkLength(span, longestWhatIfDays, 'for an estimate; ask for less');
        const { fromMs, toMs } = span;
        const minutes = await history.bins(
          { ...place, ...span, resolution: '1m' },
          binEdges(fromMs, toMs, '1m', place.timezone),
        );
        return {
          from: new Date(fromMs).toISOString(),
          to: new Date(toMs).toISOString(),
          ...estimateLights(minutes, request.body, sites().zone(pathOf(place.site, place.zone))?.spread),
        };
      },
    );
  };
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

function spanOf(
  query: { readonly from?: string | undefined; readonly to?: string | undefined },
  nowMs: number,
  defaultMs: number,
): Span {
  const toMs = query.to === undefined ? nowMs : Date.parse(query.to);
  const fromMs = query.from === undefined ? toMs - defaultMs : Date.parse(query.from);
  if (fromMs >= toMs)
    throw new ProblemError(400, `from: ${query.from} is not before to: ${query.to ?? 'now'}.`, {
      code: 'days-order',
    });
  return { fromMs, toMs };
}

function checkLength({ fromMs, toMs }: Span, longestDays: number, hint: string): void {
  if (toMs - fromMs <= longestDays * dayMs) return;
  throw new ProblemError(400, `from, to: at most ${longestDays} days ${hint}.`, {
    code: 'days-many',
    values: { max: longestDays },
  });
}

/** Answers history as JSON, or as CSV where that is accepted. @param fileName without extension */
function sendHistory(
  request: FastifyRequest,
  reply: FastifyReply,
  history: History,
  fileName: string,
): FastifyReply {
  const isCsv = (request.headers.accept ?? '').includes('text/csv');
  // Rows have the contract's own type; validating a year of them would take longer than reading it.
  const text = isCsv ? stringify(history.rows, { header: true, columns }) : JSON.stringify(history);
  reply.header('vary', 'accept');
  reply.serializer((whole: unknown) => String(whole));
  if (!isCsv) return reply.header('content-type', 'application/json; charset=utf-8').send(text);
  return reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${fileName}.csv"`)
    .send(text);
}
