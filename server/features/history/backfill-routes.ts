import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  type Backfill,
  type BackfillState,
  backfillRequestSchema,
  backfillsSchema,
} from '#lib/contract/backfill.ts';
import { idSchema } from '#lib/contract/ids.ts';
import { pathOf } from '#lib/contract/path.ts';
import { sensorErrorInEnglish } from '#lib/i18n/sensor-error-in-english.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { cursorOf, linkNext, pageQuerySchema, readCursor } from '#server/platform/http/paging.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import { findSensor, refuseLocked } from '../devices/device-routes.ts';
import type { BackfillRecord } from './backfill/backfill-record.ts';
import type { Backfiller, BackfillPlace } from './backfill/backfiller.ts';
import type { WantedPast } from './backfill/request.ts';

const operation = operationIn('history');

const querystring = pageQuerySchema.extend({ site: idSchema.optional(), sensor: idSchema.optional() });
const usualPage = 100;
const cursorSchema = z
  .tuple([
    z.enum(['waiting', 'done']),
    z.number(),
    z.string(),
    z.string(),
    z.string(),
    z.string(),
    z.number(),
  ])
  .transform(
    ([state, toMs, site, zone, sensor, channel, fromMs]): BackfillPlace => ({
      state,
      toMs,
      site,
      zone,
      sensor,
      channel,
      fromMs,
    }),
  );

/** `/api/v1/backfills`: running and ended back-fills. */
export function backfillRoutes(
  { guard }: Platform,
  backfiller: Backfiller,
  sites: () => Sites,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/v1/backfills',
      operation({
        summary: 'What is fetched from the sensors’ memory: under way, and the latest of the rest',
        description:
          'Stretches of the past that Doorlight has missed, and how far each is; of both sorts the newest first. Needs the right to view.',
        querystring,
        response: { 200: backfillsSchema },
      }),
      async (request, reply) => {
        const caller = await guard.requireSomewhere(request, 'view');
        const { cursor, limit = usualPage, site, sensor } = request.query;
        const records = await backfiller.list({
          // With access to all sites also those of removed ones.
          ...(caller.sites !== undefined && { sites: Object.keys(caller.sites).filter(caller.reaches) }),
          site,
          sensor,
          ...(cursor !== undefined && { after: readCursor(cursor, cursorSchema) }),
          limit: limit + 1,
        });
        const page = records.slice(0, limit);
        const last = page.at(-1);
        if (last !== undefined && records.length > limit) linkNext(request, reply, placeOf(last), limit);
        return { items: page.map((record) => backfillView(record)) };
      },
    );

    app.post(
      '/api/v1/backfills',
      {
        config: { hasSiteInBody: true },
        ...operation({
          summary: 'Fetch what is missing from a sensor’s memory; 200 without items where nothing is',
          description:
            'What came to nothing is tried again, and what the devices counted before the history of the zone begins is added, of all its doors together: by default two weeks, at most a year. Answers with all that is under way. Needs the right to configure at the site.',
          body: backfillRequestSchema,
          response: { 200: backfillsSchema, 202: backfillsSchema },
        }),
      },
      async (request, reply) => {
        const { site, sensor, from, to } = request.body;
        await guard.require(request, 'configure', site);
        const found = findSensor(sites(), { site, sensor });
        refuseLocked(found);
        if (found.history === undefined) {
          throw new ProblemError(
            409,
            `${pathOf(site, sensor)} offers nothing of its past, or has not answered yet.`,
          );
        }
        const wanted = wantedPast(from, to);
        const items = (await backfiller.request(site, sensor, wanted)).map((record) => backfillView(record));
        return reply.code(items.length === 0 ? 200 : 202).send({ items });
      },
    );
  };
}

function wantedPast(from: string | undefined, to: string | undefined): WantedPast {
  const fromMs = from === undefined ? undefined : Date.parse(from);
  const toMs = to === undefined ? undefined : Date.parse(to);
  if (fromMs !== undefined && toMs !== undefined && fromMs >= toMs) {
    const message = `expected a time after ${from}, found ${to}`;
    throw new ProblemError(400, `to: ${message}.`, { errors: [{ path: 'to', message }] });
  }
  return { ...(fromMs !== undefined && { fromMs }), ...(toMs !== undefined && { toMs }) };
}

function placeOf({ state, toMs, site, zone, sensor, channel, fromMs }: BackfillRecord): string {
  const isOpen = state === 'waiting' || state === 'settled';
  return cursorOf(isOpen ? 'waiting' : 'done', toMs, site, zone, sensor, channel, fromMs);
}

function backfillView(record: BackfillRecord): Backfill {
  const { site, zone, sensor, channel, reason, fromMs, toMs, filled, error } = record;
  return {
    site,
    zone,
    sensor,
    channel,
    reason,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    state: stateOf(record),
    progress: progressOf(record),
    minutes: filled?.minutes ?? 0,
    in: filled?.in ?? 0,
    out: filled?.out ?? 0,
    ...(error !== undefined && { error: { error, message: sensorErrorInEnglish(error) } }),
  };
}

function stateOf({ state, bins }: BackfillRecord): BackfillState {
  if (state === 'settled') return 'fetching';
  return state === 'waiting' && bins.length > 0 ? 'fetching' : state;
}

/** The fetched share of the span that is requested; of a long silence only its latest weeks are. */
function progressOf({ state, fromMs, toMs, fetchedMs }: BackfillRecord): number {
  if (state !== 'waiting') return 1;
  const share = (fetchedMs - fromMs) / (toMs - fromMs);
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;
}
