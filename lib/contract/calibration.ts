import { z } from 'zod';
import { idSchema } from './ids.ts';

export const calibrationModes = ['off', 'suggest', 'auto'] as const;

const place = { sensor: idSchema, channel: z.string(), kind: z.enum(['workday', 'weekend']) };

/** What a source misses on workdays, or at weekends and on holidays, by the last closings. */
export const missSchema = z.object({
  ...place,
  side: z.enum(['in', 'out']),
  /** Of 100 people who pass on that side. */
  of100: z.number().nonnegative(),
  /** By how much that may be wrong, nine times of ten. */
  within: z.number().nonnegative(),
});

export const closingErrorSchema = z.object({
  day: z.iso.date(),
  /** People too many (above 0) or too few that the counts left in the empty store. */
  without: z.number(),
  /** The same with what was learnt from the days before; absent where too little was known. */
  with: z.number().optional(),
});

/** The answer of `GET /api/v1/zones/{site}/{zone}/calibration`. */
export const calibrationSchema = z.object({
  mode: z.enum(calibrationModes),
  /**
   * `correct`: it would help. `no-help`: it would not, what is wrong is wrong by chance. `too-early`: too few closings
   * yet. `no-closings`: the site never closes. `levels`: a sensor reports how many are inside, and counts nobody.
   */
  advice: z.enum(['correct', 'no-help', 'too-early', 'no-closings', 'levels']),
  /** Closings that were learnt from. */
  days: z.number().int().nonnegative(),
  misses: z.array(missSchema),
  /** The last four weeks, oldest first. */
  closings: z.array(closingErrorSchema),
  /** Mean size of the errors of the closings that have both. */
  mean: z.object({ without: z.number(), with: z.number() }).optional(),
  /** What counts are multiplied by now; null: nothing. */
  applied: z.array(z.object({ ...place, in: z.number(), out: z.number() })).nullable(),
});
export type Calibration = z.infer<typeof calibrationSchema>;
