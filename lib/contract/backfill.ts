import { z } from 'zod';
import { idSchema } from './ids.ts';
import { sensorErrorSchema } from './sensor-status.ts';

/**
 * How far a back-fill is. `waiting`: its device is asked soon. `fetching`: part of it is here, or all of it and
 * another sensor of the zone is waited for. `done`: in history. `unavailable`: the device remembers nothing of
 * it, or cannot be asked. `failed`: given up after many tries; `error` says why.
 */
export const backfillStates = ['waiting', 'fetching', 'done', 'unavailable', 'failed'] as const;
export const backfillStateSchema = z.enum(backfillStates);
export type BackfillState = z.infer<typeof backfillStateSchema>;

/** A stretch of the past of one source of a zone, fetched from its device: a row of `GET /api/v1/backfills`. */
export const backfillSchema = z.object({
  site: idSchema,
  zone: idSchema,
  sensor: idSchema,
  channel: z.string(),
  /**
   * `silence`: nothing was heard of the sensor meanwhile. `new`: the sensor has just been added. `request`:
   * somebody asked for what was before the zone's history.
   */
  reason: z.enum(['silence', 'new', 'request']),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  state: backfillStateSchema,
  /** Share of the stretch that has been fetched, 0 to 1. */
  progress: z.number().min(0).max(1),
  /** Once it is done: minutes that were filled in, and the people who came to stand in them. */
  minutes: z.number().int().nonnegative(),
  in: z.number().int().nonnegative(),
  out: z.number().int().nonnegative(),
  /** The last failure, with words a person can act on. */
  error: z.object({ error: sensorErrorSchema, message: z.string() }).optional(),
});
export type Backfill = z.infer<typeof backfillSchema>;

/** The body of `POST /api/v1/backfills`: from when to when what a sensor remembers is wanted. */
export const backfillRequestSchema = z.object({
  site: idSchema,
  sensor: idSchema,
  /** Default: two weeks ago; at most a year. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** Default: now. */
  to: z.iso.datetime({ offset: true }).optional(),
});
export type BackfillRequest = z.infer<typeof backfillRequestSchema>;

/** The answer of `GET /api/v1/backfills`: those under way, and the latest of the others, newest first. */
export const backfillsSchema = z.object({ items: z.array(backfillSchema) });
