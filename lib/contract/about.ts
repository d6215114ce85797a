import { z } from 'zod';

/** A package that is part of the product. */
export const licenceSchema = z.object({ name: z.string(), version: z.string(), licence: z.string() });
export type Licence = z.infer<typeof licenceSchema>;

/** Why the latest version is not known. */
export const updateFailureSchema = z.enum(['no-answer', 'not-allowed', 'redirect', 'status', 'unreadable']);
export type UpdateFailure = z.infer<typeof updateFailureSchema>;

/** Whether there is a newer version, where Doorlight may ask for that. */
export const updateSchema = z.object({
  isOn: z.boolean(),
  /** The address that is asked. */
  url: z.string().optional(),
  askedAt: z.iso.datetime().optional(),
  /** Present where it is newer than what runs. */
  latest: z.object({ version: z.string(), link: z.url() }).optional(),
  /** Of the last question. */
  failure: updateFailureSchema.optional(),
});
export type Update = z.infer<typeof updateSchema>;

/** The answer to `GET /api/v1/about`. */
export const aboutSchema = z.object({
  version: z.string(),
  node: z.string(),
  platform: z.string(),
  database: z.object({
    kind: z.enum(['sqlite', 'postgres']),
    /** Size of the SQLite file. */
    bytes: z.number().int().optional(),
  }),
  startedAt: z.iso.datetime(),
  uptimeS: z.number().int(),
  /** Whether the demo site runs. */
  demo: z.boolean(),
  licences: z.array(licenceSchema),
  /** For administrators. */
  update: updateSchema.optional(),
});
export type About = z.infer<typeof aboutSchema>;
