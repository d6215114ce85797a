import { z } from 'zod';
import { idSchema } from './ids.ts';

/** One process of several that are one Doorlight. */
export const sidecarSchema = z.object({
  id: z.string(),
  /** Origin by which the one that answers reaches it. */
  address: z.string(),
  version: z.string(),
  /** Since when it lives (ISO 8601 UTC). */
  since: z.iso.datetime(),
  /** Its share of the sites compared with the others (`NODE_WEIGHT`); 0: it only serves people and screens. */
  weight: z.number(),
  /** Somebody has taken it out of those that run sites: until that is undone, or it is started again. */
  isDrained: z.boolean(),
  /** How many sites it runs. */
  sites: z.number().int().min(0),
  /** Whether it is the one that answers. */
  isSelf: z.boolean(),
});

export const sidecarsSchema = z.object({ items: z.array(sidecarSchema) });

export type Sidecar = z.infer<typeof sidecarSchema>;

/** One row of `GET /api/v1/sidecars/sites`. */
export const placedSiteSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Id of the sidecar that runs it; absent while it moves. */
  sidecar: z.string().optional(),
});
export type PlacedSite = z.infer<typeof placedSiteSchema>;
