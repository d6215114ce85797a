import { z } from 'zod';

/** What staff tells everybody at once: out of the building, or not into it. */
export const emergencySchema = z.enum(['leave', 'keep-out']);
export type Emergency = z.infer<typeof emergencySchema>;
