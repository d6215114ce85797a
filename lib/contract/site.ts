import { z } from 'zod';
import { idSchema } from './ids.ts';

const keyExpected = 'the name of a tag, of 1 to 40 characters: a-z, 0-9 and -';
const valueExpected = 'text of 1 to 60 characters';
const maxTags = 20;

/** The value of a tag: free text, written the same however it was typed. */
const tagValueSchema = z.string().trim().normalize('NFC').min(1, valueExpected).max(60, valueExpected);

/** What a site is grouped by: `{ region: 'west', format: 'city' }`. */
export const tagsSchema = z
  .record(z.string().regex(/^[a-z0-9-]{1,40}$/, keyExpected), tagValueSchema)
  .refine((tags) => Object.keys(tags).length <= maxTags, `at most ${maxTags} tags`);
export type Tags = z.infer<typeof tagsSchema>;

/** One row of `GET /api/v1/sites`. */
export const siteSchema = z.object({
  id: idSchema,
  name: z.string(),
  timezone: z.string(),
  languages: z.array(z.string()),
  simulated: z.boolean(),
  /** Local time of the daily reset, `05:00`. */
  resetAt: z.string().optional(),
  /** What it is grouped by: `{ region: 'west' }`. They filter the wall, and roles may be given by them. */
  tags: z.record(z.string(), z.string()),
});
export type Site = z.infer<typeof siteSchema>;

/** `GET /api/v1/sites/{site}`. */
export const siteAtHomeSchema = siteSchema.extend({
  /** The sidecar that runs it; absent while it moves. */
  home: z.object({ id: z.string(), address: z.string() }).optional(),
});
export type SiteAtHome = z.infer<typeof siteAtHomeSchema>;

const namesByIdSchema = z.record(z.string(), z.string());

/** One row of `GET /api/v1/names`: a site, and what people call its parts, by id. */
export const siteNamesSchema = z.object({
  site: idSchema,
  name: z.string(),
  zones: namesByIdSchema,
  /** Only those that have a name. */
  sensors: namesByIdSchema,
  displays: namesByIdSchema,
});
export type SiteNames = z.infer<typeof siteNamesSchema>;

/** One row of `GET /api/v1/tags`. */
export const tagCountSchema = z.object({
  /** `region:west` */
  tag: z.string(),
  /** Sites that carry it. */
  sites: z.number().int().positive(),
});
