import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  type Backfill,
  type BackfillState,
  backfillOrderSchema,
  backfillsSchema,
} from '#lib/contract/backfill.ts';
import { idSchema, type Path, pathOf } from '#lib/contract/ids.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { BackfillRecord } from '../history/backfill/backfill-record.ts';
import type { ListedBackfills } from '../history/backfill/backfiller.ts';
import type { WantedPast } from '../history/backfill/request.ts';
import type { Sensor } from '../sensors/sensor.ts';
import type { Guard } from './access.ts';
import { findSensor, refuseLocked } from './device.ts';
import { ProblemError } from './problem.ts';

export interface BackfillRoutesParts {
  readonly guard: Guard;
  backfills(query: ListedBackfills): Promise<readonly BackfillRecord[]>;
  /** Has fetched what is missing of the zones that a sensor feeds; answers with all that is under way there. */
  request(site: string, sensor: string, wanted: WantedPast): Promise<readonly BackfillRecord[]>;
  sensor(path: Path): Sensor | undefined;
  wordsFor(error: SensorError): string;
}

const querystring = z.object({
  site: idSchema.optional(),
  sensor: idSchema.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** `/api/v1/backfills`: what is being fetched of the past, and what was. */
export function backfillRoutes(parts: BackfillRoutesParts): FastifyPluginAsyncZod {
  const { guard, backfills, wordsFor } = parts;
  return async (app) => {
    app.get(
      '/api/v1/backfills',
      {
        schema: {
          tags: ['history'],
          summary: 'What is fetched from the sensors’ memory: under way, and the latest of the rest',
          querystring,
          response: { 200: backfillsSchema },
        },
      },
      async (request) => {
        const { reaches } = await guard.requireSomewhere(request, 'view');
        const records = (await backfills(request.query)).filter(({ site }) => reaches(site));
        return { items: records.map((record) => backfillView(record, wordsFor)) };
      },
    );

    app.post(
      '/api/v1/backfills',
      {
        schema: {
          tags: ['history'],
          summary: 'Fetch what is missing from a sensor’s memory; 200 without items where nothing is',
          body: backfillOrderSchema,
          response: { 200: backfillsSchema, 202: backfillsSchema },
        },
      },
      async (request, reply) => {
        const { site, sensor, from, to } = request.body;
        await guard.require(request, 'configure', site);
        const found = findSensor(parts.sensor, { site, sensor });
        refuseLocked(found, wordsFor);
        if (found.history === undefined) {
          throw new ProblemError(
            409,
            `${pathOf(site, sensor)} offers nothing of its past, or has not answered yet.`,
          );
        }
        const wanted = wantedPast(from, to);
        const items = (await parts.request(site, sensor, wanted)).map((record) =>
          backfillView(record, wordsFor),
        );
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

function backfillView(record: BackfillRecord, wordsFor: BackfillRoutesParts['wordsFor']): Backfill {
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
    ...(error !== undefined && { error: { error, message: wordsFor(error) } }),
  };
}

function stateOf({ state, bins }: BackfillRecord): BackfillState {
  if (state === 'settled') return 'fetching';
  return state === 'waiting' && bins.length > 0 ? 'fetching' : state;
}

/** The share that was asked for; of a long silence only its latest weeks are. */
function progressOf({ state, fromMs, toMs, fetchedMs }: BackfillRecord): number {
  if (state !== 'waiting') return 1;
  const share = (fetchedMs - fromMs) / (toMs - fromMs);
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;
}
