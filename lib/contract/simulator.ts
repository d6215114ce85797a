import { z } from 'zod';
import { idSchema } from './ids.ts';

/** The demo's simulated sensors: `GET /api/v1/simulator`, only if the demo site runs. */
export const simulatorSchema = z.object({
  /** Whether simulated people walk in and out. */
  traffic: z.boolean(),
  items: z.array(
    z.object({
      site: idSchema,
      sensor: idSchema,
      driver: z.string(),
      fault: z.string().nullable(),
      channels: z.array(
        z.object({
          channel: z.string(),
          in: z.number().int(),
          out: z.number().int(),
          occupancy: z.number().int(),
        }),
      ),
    }),
  ),
});
export type Simulator = z.infer<typeof simulatorSchema>;

/** The body of `POST /api/v1/simulator/{site}/{sensor}/walk`. */
export const walkRequestSchema = z.strictObject({
  in: z.number().int().min(0).max(1000).optional(),
  out: z.number().int().min(0).max(1000).optional(),
  channel: z.string().max(100).optional(),
});
export type WalkRequest = z.infer<typeof walkRequestSchema>;
