import { z } from 'zod';
import { lightSchema } from '#lib/contract/light.ts';
import type { Now } from '../clock.ts';
import type { HeardSource } from './zone-sources.ts';

/** What a zone knows beside what is saved, for the sidecar that runs it next; all times are ages, because clocks of machines differ. */
const handedOverZoneSchema = z.object({
  heardAgoMs: z.record(z.string(), z.number()),
  suspect: z.array(z.string()),
  light: z.object({
    light: lightSchema,
    reason: z.string(),
    level: z.enum(['green', 'amber', 'red']),
    levelAgoMs: z.number(),
  }),
  sinceAgoMs: z.number(),
});

export const handedOverZonesSchema = z.record(z.string(), handedOverZoneSchema);

export type HandedOverZone = z.infer<typeof handedOverZoneSchema>;

/** When the sources were last heard, on the clock of this machine. */
export function heardBefore(
  { heardAgoMs, suspect }: HandedOverZone,
  { monotonicMs }: Now,
): Map<string, HeardSource> {
  return new Map(
    Object.entries(heardAgoMs).map(([key, agoMs]) => [
      key,
      { heardMs: monotonicMs - agoMs, isSuspect: suspect.includes(key) },
    ]),
  );
}
