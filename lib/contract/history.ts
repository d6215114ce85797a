import { z } from 'zod';

export const resolutions = ['1m', '15m', '1h', '1d'] as const;
export const resolutionSchema = z.enum(resolutions);
export type Resolution = z.infer<typeof resolutionSchema>;

/** One bin of a zone's history. */
export const historyRowSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** Minimum, maximum and time-weighted mean occupancy while it was known; null if it never was. */
  min: z.number().int().nullable(),
  max: z.number().int().nullable(),
  avg: z.number().nullable(),
  /** People in and out. */
  in: z.number().int(),
  out: z.number().int(),
  /** Seconds of the bin in which the light was amber, red, unknown or closed; the rest was green or unrecorded. */
  amberS: z.number(),
  redS: z.number(),
  unknownS: z.number(),
  closedS: z.number(),
  /** Seconds of the bin that were recorded. */
  recordedS: z.number(),
  /** Seconds of the bin whose numbers were filled in afterwards from the sensors' memory; usually 0. */
  backfilledS: z.number(),
  /** The capacity that applied then, the least where it changed; null for what is older than this record of it. */
  capacity: z.number().int().nullable(),
});
export type HistoryRow = z.infer<typeof historyRowSchema>;

/** The answer of `GET /api/v1/zones/{site}/{zone}/history`. */
export const historySchema = z.object({ resolution: resolutionSchema, rows: z.array(historyRowSchema) });
export type History = z.infer<typeof historySchema>;

/** The query of `GET /api/v1/zones/{site}/{zone}/history/typical`. */
export const typicalQuerySchema = z.object({
  /** A date of the site: its weekday's typical day is returned. Default: today. */
  day: z.iso.date().optional(),
});

/** A quarter hour of a typical day. */
export const typicalRowSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** The median of the mean occupancies in this quarter hour, over `days` days. */
  occupancy: z.number(),
  days: z.number().int().positive(),
});
export type TypicalRow = z.infer<typeof typicalRowSchema>;

/**
 * The answer to it: the same weekday of the last eight weeks before `day`, in the site's timezone. Quarter
 * hours without any known number are left out.
 */
export const typicalDaySchema = z.object({
  day: z.iso.date(),
  /** The days with any record, newest first. */
  days: z.array(z.iso.date()),
  rows: z.array(typicalRowSchema),
});
export type TypicalDay = z.infer<typeof typicalDaySchema>;

/** The body of `POST /api/v1/zones/{site}/{zone}/history/what-if`. */
export const whatIfRequestSchema = z
  .strictObject({
    capacity: z.number().int().min(1).max(1_000_000),
    /** Shares of capacity: 0.8 is 80 %. */
    amberAt: z.number().min(0).max(10),
    redAt: z.number().min(0).max(10),
    /** Default: the last seven days. At most 31 days. */
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ amberAt, redAt }) => amberAt <= redAt, {
    path: ['amberAt'],
    message: 'at most redAt: amber comes before red',
  });
export type WhatIfRequest = z.infer<typeof whatIfRequestSchema>;

/** Milliseconds at red and at amber. */
const litSchema = z.object({ redMs: z.number(), amberMs: z.number() });

/**
 * The answer to it: how long the light would have been red and amber with other limits, and how long it was. An
 * estimate: it is made from minimum, maximum and mean occupancy of each minute, and ignores the margin, the
 * minimum time before a light goes back, and holds; hours in which the light was closed stay closed.
 */
export const whatIfSchema = litSchema.extend({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  before: litSchema,
  /** The same limits with a careful light, which follows the most people that may plausibly have been inside. */
  careful: litSchema,
  /** Milliseconds of the span in which the number was known: the basis of the estimate. */
  knownMs: z.number(),
});
export type WhatIf = z.infer<typeof whatIfSchema>;
