import { Duration } from 'luxon';
import { z } from 'zod';

/** A stretch of time: `fromMs` belongs to it, `toMs` no more. Epoch milliseconds. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Beyond this, JavaScript has no date. */
const latestMs = 8.64e15;

const momentParameter = z
  .int('whole milliseconds since 1970')
  .min(0, 'whole milliseconds since 1970')
  .max(latestMs, 'whole milliseconds since 1970');

/** The period of a call for the past, to be put among its other parameters. */
export const periodParameters = { fromMs: momentParameter, toMs: momentParameter };

/** For the `refine` of parameters with a period. */
export const isPeriod = ({ fromMs, toMs }: Period): boolean => fromMs < toMs;
export const notAPeriod = { path: ['toMs'], message: 'later than fromMs' };

/** An id that can stand in an address: text, not empty, without control characters. */
export const idParameter = z.string('an id').regex(/^[^\p{Cc}]+$/u, 'an id');

/** An ISO 8601 duration longer than nothing, like `PT1H`. */
export const durationParameter = z.string('an ISO 8601 duration like PT1H').refine((text) => {
  const duration = Duration.fromISO(text);
  return duration.isValid && duration.toMillis() > 0;
}, 'an ISO 8601 duration like PT1H');
