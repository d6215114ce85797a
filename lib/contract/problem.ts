import { z } from 'zod';
import { sensorErrorSchema } from './sensor-status.ts';

/** The code of a problem, for programs. Codes may be added: for an unknown one use the status. */
export const problemCodes = [
  'invalid-request',
  'not-signed-in',
  'not-allowed',
  'not-found',
  'conflict',
  /** Somebody else has changed it since the given revision. */
  'changed-meanwhile',
  'too-many-requests',
  'internal',
  'not-possible-here',
  'unavailable',
  /** A sensor failed: `sensorError` says why. */
  'sensor',
  /** A device does not accept a value: `errors` names it. */
  'sensor-value',
  /** A parameter of a device was changed by somebody else meanwhile: `name`, `now`. */
  'parameter-moved',
  /** A device does not offer what was requested. */
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
  /** The database or its disk failed: the request may be repeated. */
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
  /** The body is too large. */
  'too-large',
  /** A file for displays is neither a picture nor a video that they can show. */
  'media-kind',
  /** It is too large: `max` and `found`, megabytes. */
  'media-size',
  /** A drawing contains more than shapes: `part` is the element or attribute. */
  'media-drawing',
  'media-drawing-damaged',
] as const;
export const problemCodeSchema = z.enum(problemCodes);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

/** The values for the text of a code. */
export const problemValuesSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** The error of one field of a request. */
export const fieldErrorSchema = z.object({
  /** `capacity`, `sites[0].zones[1].amberAt`; empty: the whole. */
  path: z.string(),
  /** In English. */
  message: z.string(),
  /** What was expected, for programs: a key of `expects` in `lib/i18n/languages/en/field-error.json`. */
  code: z.string().optional(),
  /** The values of that expectation and of the hint: `min`, `options` … */
  values: problemValuesSchema.optional(),
  /** The found value, if it may be shown. */
  found: z.string().optional(),
  /** Line of the file, from 1. */
  line: z.number().int().positive().optional(),
  /** A way to fix it: a key of `hints` there. */
  hint: z.string().optional(),
});
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** An error of the HTTP API (RFC 9457, `application/problem+json`); from `code` on, extension members. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** In English: what was expected, what was found, and what to do. */
  detail: z.string().optional(),
  instance: z.string().optional(),
  code: problemCodeSchema,
  /** The values of the code. */
  values: problemValuesSchema.optional(),
  /** The fields of the request with errors. */
  errors: z.array(fieldErrorSchema).optional(),
  /** The device's error. */
  sensorError: sensorErrorSchema.optional(),
});
export type Problem = z.infer<typeof problemSchema>;
