import { z } from 'zod';

/** Emergency messages to everybody: leave the building, or do not enter it. */
export const emergencySchema = z.enum(['leave', 'keep-out']);
export type Emergency = z.infer<typeof emergencySchema>;
