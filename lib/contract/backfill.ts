import { z } from 'zod';
import { idSchema } from './ids.ts';
import { sensorErrorSchema } from './sensor-status.ts';

/**
 * The progress of a back-fill. `waiting`: its device is asked soon. `fetching`: a part of it was fetched, or
 * all of it and another sensor of the zone is waited for. `done`: in history. `unavailable`: the device has no
 * data of it, or cannot be asked. `failed`: given up after many attempts; `error` says why.
 */
export const backfillStates = ['waiting', 'fetching', 'done', 'unavailable', 'failed'] as const;
export const backfillStateSchema = z.enum(backfillStates);
export type BackfillState = z.infer<typeof backfillStateSchema>;

/** A span of the past of one source of a zone, fetched from its device: a row of `GET /api/v1/backfills`. */
export const backfillSchema = z.object({
  site: idSchema,
  zone: idSchema,
  sensor: idSchema,
  channel: z.string(),
  /**
   * `silence`: the sensor was silent. `new`: the sensor has just been added. `request`: somebody requested the
   * time before the zone's history.
   */
  reason: z.enum(['silence', 'new', 'request']),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  state: backfillStateSchema,
  /** Share of the span that has been fetched, 0 to 1. */
  progress: z.number().min(0).max(1),
  /** Once it is done: minutes that were filled in, and the people in them. */
  minutes: z.number().int().nonnegative(),
  in: z.number().int().nonnegative(),
  out: z.number().int().nonnegative(),
  /** The last failure, with a text a person can act on. */
  error: z.object({ error: sensorErrorSchema, message: z.string() }).optional(),
});
export type Backfill = z.infer<typeof backfillSchema>;

/** The body of `POST /api/v1/backfills`: the requested span of a sensor's data. */
export const backfillRequestSchema = z.object({
  site: idSchema,
  sensor: idSchema,
  /** Default: two weeks ago; at most a year. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** Default: now. */
  to: z.iso.datetime({ offset: true }).optional(),
});

/** The answer of `GET /api/v1/backfills`: the running ones, and the latest of the others, newest first. */
export const backfillsSchema = z.object({ items: z.array(backfillSchema) });
