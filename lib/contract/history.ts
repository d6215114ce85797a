import { z } from 'zod';

export const resolutions = ['1m', '15m', '1h', '1d'] as const;
export const resolutionSchema = z.enum(resolutions);
export type Resolution = z.infer<typeof resolutionSchema>;

/** One bin of a zone's history. */
export const historyRowSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** Least, most and time-weighted mean occupancy while it was known; null when it never was. */
  min: z.number().int().nullable(),
  max: z.number().int().nullable(),
  avg: z.number().nullable(),
  /** People who came in and went out. */
  in: z.number().int(),
  out: z.number().int(),
  /** Seconds of the bin in which the light was amber, red, unknown or closed; the rest was green or unrecorded. */
  amberS: z.number(),
  redS: z.number(),
  unknownS: z.number(),
  closedS: z.number(),
  /** Seconds of the bin that were recorded at all. */
  recordedS: z.number(),
});
export type HistoryRow = z.infer<typeof historyRowSchema>;

/** The answer of `GET /api/v1/zones/{site}/{zone}/history`. */
export const historySchema = z.object({ resolution: resolutionSchema, rows: z.array(historyRowSchema) });
export type History = z.infer<typeof historySchema>;
