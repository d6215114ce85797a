import { z } from 'zod';

/** A package that is part of the product. */
export const licenceSchema = z.object({ name: z.string(), version: z.string(), licence: z.string() });
export type Licence = z.infer<typeof licenceSchema>;

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
});
export type About = z.infer<typeof aboutSchema>;
