import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Backfill, type BackfillState, backfillsSchema } from '#lib/contract/backfill.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { BackfillRecord } from '../history/backfill/backfill-record.ts';
import type { Guard } from './access.ts';

export interface BackfillRoutesParts {
  readonly guard: Guard;
  backfills(limit: number): Promise<readonly BackfillRecord[]>;
  wordsFor(error: SensorError): string;
}

const querystring = z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) });

/** `/api/v1/backfills`: what is being fetched of the past, and what was. */
export function backfillRoutes({ guard, backfills, wordsFor }: BackfillRoutesParts): FastifyPluginAsyncZod {
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
        const records = (await backfills(request.query.limit)).filter(({ site }) => reaches(site));
        return { items: records.map((record) => backfillView(record, wordsFor)) };
      },
    );
  };
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
