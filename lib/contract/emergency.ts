import { z } from 'zod';

/** What staff tells everybody at once: out of the building, or not into it. */
export const emergencies = ['leave', 'keep-out'] as const;
export const emergencySchema = z.enum(emergencies);
export type Emergency = z.infer<typeof emergencySchema>;
