import { z } from 'zod';
import { sensorErrorSchema } from './sensor-status.ts';

/** What a problem is, for programs. New ones may come: what is not known is told by its status. */
export const problemCodes = [
  'invalid-request',
  'not-signed-in',
  'not-allowed',
  'not-found',
  'conflict',
  /** Somebody else has changed it since the revision that was given. */
  'changed-meanwhile',
  'too-many-requests',
  'internal',
  'not-possible-here',
  'unavailable',
  /** A sensor did not do what it was asked: `sensorError` says why. */
  'sensor',
  /** A device does not take a value: `errors` names it. */
  'sensor-value',
  /** A parameter of a device was changed by somebody else meanwhile: `name`, `now`. */
  'parameter-moved',
  /** A device does not offer what was asked for. */
  'device-part',
  'managed-by-file',
  'wrong-configuration',
  'name-taken',
  'last-administrator',
  'wrong-pin',
  'locked-pin',
  'no-tablet',
  'wrong-code',
  'too-many-codes',
  'not-saved',
  /** The database or its disk does not do what it should: the same may be asked again. */
  'storage',
  'past',
  'backup-running',
  'backup-elsewhere',
  'backup-no-database',
  'backup-damaged',
  'backup-other-program',
  'backup-newer',
  'restore-running',
  'restore-elsewhere',
  'one-at-a-time',
  'many-screens',
  'days-order',
  'days-to-come',
  'days-many',
  /** The body is larger than what is taken there. */
  'too-large',
  /** A file for displays is neither a picture nor a video that they show. */
  'media-kind',
  /** It is too large: `max` and `found`, megabytes. */
  'media-size',
  /** A drawing does more than draw: `part` is the element or attribute. */
  'media-drawing',
  'media-drawing-damaged',
] as const;
export const problemCodeSchema = z.enum(problemCodes);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

/** The values that stand in the words of a code. */
export const problemValuesSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** What is wrong with one field of a request. */
export const fieldErrorSchema = z.object({
  /** `capacity`, `sites[0].zones[1].amberAt`; empty: the whole. */
  path: z.string(),
  /** In English. */
  message: z.string(),
  /** What was expected, for programs: a key of `expects` in `lib/i18n/languages/en/field-error.json`. */
  code: z.string().optional(),
  /** The values of that expectation and of the hint: `min`, `options` … */
  values: problemValuesSchema.optional(),
  /** What stood there, where it can be shown. */
  found: z.string().optional(),
  /** Of the file, from 1. */
  line: z.number().int().positive().optional(),
  /** A way to mend it: a key of `hints` there. */
  hint: z.string().optional(),
});
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** An error of the HTTP API (RFC 9457, `application/problem+json`); from `code` on, extension members. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    /** In English: what was expected, what came, and what to do. */
    detail: z.string().optional(),
    instance: z.string().optional(),
    code: problemCodeSchema,
    /** The values of the code. */
    values: problemValuesSchema.optional(),
    /** The fields of the request that were wrong. */
    errors: z.array(fieldErrorSchema).optional(),
    /** What went wrong with a device. */
    sensorError: sensorErrorSchema.optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;
