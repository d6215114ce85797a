import { z } from 'zod';
import { idSchema } from './ids.ts';

/** One row of `GET /api/v1/sites`. */
export const siteSchema = z.object({
  id: idSchema,
  name: z.string(),
  timezone: z.string(),
  languages: z.array(z.string()),
  simulated: z.boolean(),
  /** Local time of the daily reset, `05:00`. */
  resetAt: z.string().optional(),
});
export type Site = z.infer<typeof siteSchema>;

/** `GET /api/v1/sites/{site}`. */
export const siteAtHomeSchema = siteSchema.extend({
  /** The sidecar that runs it; absent while it moves. */
  home: z.object({ id: z.string(), address: z.string() }).optional(),
});
export type SiteAtHome = z.infer<typeof siteAtHomeSchema>;
