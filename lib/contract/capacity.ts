import { z } from 'zod';

const people = z.number().int().min(1).max(1_000_000);

/** The body of `PUT /api/v1/zones/{site}/{zone}/capacity`. */
export const capacityRequestSchema = z
  .strictObject({
    capacity: people,
    /** Without an end it holds until somebody ends it. */
    until: z.iso.datetime({ offset: true }).optional(),
    note: z.string().max(500).optional(),
  })
  .meta({ example: { capacity: 60 } });
export type CapacityRequest = z.infer<typeof capacityRequestSchema>;

/** A capacity that staff has set for now, in place of the configured one. */
export const setCapacitySchema = z.object({
  capacity: people,
  until: z.iso.datetime().optional(),
  note: z.string().optional(),
  by: z.string(),
  since: z.iso.datetime(),
});
export type SetCapacity = z.infer<typeof setCapacitySchema>;
