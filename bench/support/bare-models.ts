import { z } from 'zod';

/** How often the baseline of the fan-out sends. */
export const bareFanOutSchema = z.object({ everyMs: z.number() });

/** The doors and screens of the baseline from door to screen. */
export const bareDoorSchema = z.object({
  urls: z.array(z.string()),
  pollMs: z.number(),
  /** `<site>/<zone>` of each zone. */
  zones: z.array(z.string()),
  sensorsPerZone: z.number().int(),
  displaysPerZone: z.number().int(),
});

/** What the baseline of the public page answers. */
export const barePublicSchema = z.object({ body: z.string() });

export const portSchema = z.object({ port: z.number().int() });
