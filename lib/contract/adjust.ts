import { z } from 'zod';
import { idSchema } from './ids.ts';
import { emergencySchema, holdLightSchema } from './light.ts';
import { sensorErrorSchema } from './sensor-status.ts';

/** The result of a source in an adjust; see `docs/reset.md`. */
export const sourceOutcomeSchema = z.enum(['confirmed', 'accepted', 'software', 'rejected', 'unreachable']);
export type SourceOutcome = z.infer<typeof sourceOutcomeSchema>;

export const adjustedSourceSchema = z.object({
  sensor: idSchema,
  channel: z.string(),
  outcome: sourceOutcomeSchema,
  /** The device's own code, if it refused with one. */
  code: z.number().int().optional(),
  /** In English, a text a person can act on. */
  message: z.string().optional(),
  /** The same as `message` for other languages: the device's error … */
  error: sensorErrorSchema.optional(),
  /** … or why it accepted the number and did not confirm it. */
  reason: z.enum(['not-yet-visible', 'superseded']).optional(),
});
export type AdjustedSource = z.infer<typeof adjustedSourceSchema>;

/** The body of `POST /api/v1/zones/{site}/{zone}/adjust`. */
export const adjustRequestSchema = z
  .strictObject({
    occupancy: z.number().int().min(0).max(1_000_000),
    note: z.string().max(500).optional(),
  })
  .meta({ example: { occupancy: 42, note: 'counted by hand' } });

/** The body of `POST /api/v1/zones/{site}/{zone}/reset`. */
export const resetRequestSchema = z.strictObject({ note: z.string().max(500).optional() });

/**
 * The answer to adjust and reset. `done`: every source confirmed or is software only. `partial`: at least one
 * device did not confirm; the zone shows the new number nevertheless. `failed`: the number could not be saved,
 * and nothing was changed; this value is used in the audit log, while the request is answered 503 `not-saved`.
 */
export const adjustResultSchema = z
  .object({
    result: z.enum(['done', 'partial', 'failed']),
    from: z.number().int().nonnegative(),
    to: z.number().int().nonnegative(),
    sources: z.array(adjustedSourceSchema),
  })
  .meta({
    example: {
      result: 'partial',
      from: 57,
      to: 42,
      sources: [
        { sensor: 'door-a', channel: 'main', outcome: 'confirmed' },
        {
          sensor: 'door-b',
          channel: 'main',
          outcome: 'unreachable',
          message: 'The sensor does not answer. Check its power and network cable.',
        },
      ],
    },
  });
export type AdjustResult = z.infer<typeof adjustResultSchema>;

/** The socket's `adjust` event to consoles: progress of an adjust, source by source. */
export const adjustProgressSchema = z.object({
  site: idSchema,
  zone: idSchema,
  /** Same for every message of one adjust. */
  adjustId: z.string(),
  to: z.number().int().nonnegative(),
  /** Sources settled so far. */
  sources: z.array(adjustedSourceSchema),
  /** Sources still being asked. */
  waiting: z.array(z.object({ sensor: idSchema, channel: z.string() })),
  /** Set in the last message. */
  result: adjustResultSchema.optional(),
});
export type AdjustProgress = z.infer<typeof adjustProgressSchema>;

/** The body of `PUT /api/v1/zones/{site}/{zone}/hold`. */
export const holdRequestSchema = z
  .strictObject({
    light: holdLightSchema,
    until: z.iso.datetime({ offset: true }).optional(),
    note: z.string().max(500).optional(),
    /** Displays then show this and nothing else; only with the lights `closed` and `red`. */
    emergency: emergencySchema.optional(),
  })
  .meta({ example: { light: 'closed', until: '2027-01-01T08:00:00Z', note: 'stocktaking' } });
export type HoldRequest = z.infer<typeof holdRequestSchema>;

/** A light fixed by staff. */
export const holdSchema = z.object({
  light: holdLightSchema,
  until: z.iso.datetime().optional(),
  note: z.string().optional(),
  emergency: emergencySchema.optional(),
  by: z.string(),
  since: z.iso.datetime(),
});
export type Hold = z.infer<typeof holdSchema>;
