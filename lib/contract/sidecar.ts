import { z } from 'zod';

/** One process of several that are one Doorlight. */
export const sidecarSchema = z.object({
  id: z.string(),
  /** Origin by which the one that answers reaches it. */
  address: z.string(),
  version: z.string(),
  /** Since when it lives (ISO 8601 UTC). */
  since: z.iso.datetime(),
  /** How many sites it runs. */
  sites: z.number().int().min(0),
  /** Whether it is the one that answers. */
  isSelf: z.boolean(),
});

export const sidecarsSchema = z.object({ items: z.array(sidecarSchema) });

export type Sidecar = z.infer<typeof sidecarSchema>;
