import { z } from 'zod';

const totalsSchema = z.object({
  in: z.number().int().nonnegative(),
  out: z.number().int().nonnegative(),
});

/** The state of a sensor's pushes over a restart, so that nobody is counted twice or lost. */
export const pushMemorySchema = z.object({
  /** Whether the device has ever answered a poll. */
  isPolled: z.boolean(),
  /** Totals by channel of a device that can only push. */
  alone: z.array(z.tuple([z.string(), totalsSchema])).readonly(),
  /** Identities of the intervals in these totals, the oldest first. */
  seen: z.array(z.string()).readonly(),
});
export type PushMemory = z.infer<typeof pushMemorySchema>;
