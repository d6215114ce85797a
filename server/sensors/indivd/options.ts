import { z } from 'zod';

/** A token goes into a header as it is: a stray line break from the environment must not get that far. */
const tokenSchema = z
  .string('the token that Indivd issued')
  .regex(/^[\x21-\x7e]+$/, 'a token without spaces and line breaks');

/** What the configuration file may say of an `indivd` sensor, beside what every sensor has. */
export const indivdOptionsSchema = z.object({
  /** Without one none is sent, and Indivd refuses. */
  token: tokenSchema.optional(),
  /** Asks only for one location's numbers; default: all that the token has access to. */
  location: z.number('the whole number of a location').int().nonnegative().optional(),
});
