import { z } from 'zod';
import { idSchema } from './ids.ts';

/** What a lamp or barrier can show: a light, or an emergency. */
export const lampStates = ['green', 'amber', 'red', 'unknown', 'closed', 'keepOut', 'leave'] as const;
export const lampStateSchema = z.enum(lampStates);
export type LampState = z.infer<typeof lampStateSchema>;

export const lampDrivers = ['axis-io', 'modbus-tcp', 'http', 'mqtt'] as const;

/** `starting`: no command was sent yet. `told`: it accepted the command, and cannot be read back. `failed`: it did not carry it out. */
export const lampConditionSchema = z.enum(['starting', 'ok', 'told', 'failed']);

/** A lamp as staff and programs see it: an entry of `GET /api/v1/lamps`. */
export const lampStatusSchema = z.object({
  site: idSchema,
  lamp: idSchema,
  name: z.string().optional(),
  zone: idSchema,
  driver: z.enum(lampDrivers),
  /** A barrier at an entry: it is shut at red and while nobody may come in, and open otherwise. */
  isBarrier: z.boolean(),
  /** What it is to show. */
  wanted: lampStateSchema,
  /** What it showed last, as far as that is known. */
  shown: lampStateSchema.optional(),
  condition: lampConditionSchema,
  /** Until when somebody tries it out (ISO 8601 UTC). */
  testUntil: z.iso.datetime().optional(),
  /** What went wrong, in English, for a technician. */
  error: z.string().optional(),
});
export type LampStatus = z.infer<typeof lampStatusSchema>;

/** The body of `POST /api/v1/lamps/{site}/{lamp}/test`: shows a state for some seconds; without one the test ends. */
export const lampTestSchema = z
  .strictObject({
    state: lampStateSchema.optional(),
    seconds: z.number().int().min(1).max(60).default(10),
  })
  .meta({ example: { state: 'green', seconds: 10 } });
