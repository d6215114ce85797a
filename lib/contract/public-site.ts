import { z } from 'zod';
import { idSchema } from './ids.ts';
import { lightSchema } from './light.ts';
import { openingSchema } from './zone-state.ts';

/** The public state of a zone. */
export const publicZoneSchema = z.strictObject({
  zone: idSchema,
  name: z.string(),
  light: lightSchema,
  /**
   * People inside as a share of the capacity, in steps of 0.05 if numbers are rounded or hidden; null if the
   * light is unknown or closed.
   */
  utilization: z.number().nonnegative().nullable(),
  /** People inside; absent if numbers are hidden, and if the light is unknown or closed. */
  occupancy: z.number().int().nonnegative().optional(),
  /** Absent if numbers are hidden. */
  capacity: z.number().int().positive().optional(),
  /** Minutes until the red light probably ends. */
  waitMinutes: z.number().int().positive().optional(),
  /** ISO 8601 UTC. For the record only: it must not be used to calculate an age. */
  asOf: z.iso.datetime(),
  /** How long after its arrival this may be shown, in milliseconds of the receiver's own clock. */
  validForMs: z.number().int().positive(),
});
export type PublicZone = z.infer<typeof publicZoneSchema>;

/** What is expected in a zone for the rest of the day. */
const publicForecastSchema = z.strictObject({
  zone: idSchema,
  rows: z.array(
    z.strictObject({
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      /** Of the capacity; in steps of 0.05 where numbers are rounded or hidden. */
      utilization: z.number().nonnegative(),
      light: lightSchema,
    }),
  ),
});
export type PublicForecast = z.infer<typeof publicForecastSchema>;

/** The answer of `GET /public/v1/sites/{site}`, and each of its events. Nothing else of a site is public. */
export const publicSiteSchema = z.strictObject({
  site: idSchema,
  name: z.string(),
  /** Whether it is within its opening hours; always true without hours. */
  open: z.boolean(),
  /** The next opening, if it is closed and opens within a week. */
  opens: openingSchema.optional(),
  zones: z.array(publicZoneSchema),
  /** Where the site makes its forecast public, and there is one. */
  forecast: z.array(publicForecastSchema).optional(),
});
export type PublicSite = z.infer<typeof publicSiteSchema>;
