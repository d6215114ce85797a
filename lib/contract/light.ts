import { z } from 'zod';

/** Every light a display can show. `unknown` is the right answer when the count cannot be trusted. */
export const lights = ['green', 'amber', 'red', 'unknown', 'closed'] as const;
export const lightSchema = z.enum(lights);
export type Light = z.infer<typeof lightSchema>;

/** The lights staff may fix: `unknown` cannot be chosen. */
export const holdLightSchema = z.enum(['green', 'amber', 'red', 'closed']);
export type HoldLight = z.infer<typeof holdLightSchema>;

/** Emergency messages to everybody, in place of a light: leave the building, or do not enter it. */
export const emergencySchema = z.enum(['leave', 'keep-out']);
export type Emergency = z.infer<typeof emergencySchema>;
