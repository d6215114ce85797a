import { z } from 'zod';
import { looseTextSchema } from '../parse/loose-text.ts';
import { totalSchema, wholeNumberOf, wholeNumberSchema } from '../parse/whole-number.ts';

/**
 * `/a3dpc/api/occupancy` (VAPIX P8815-2 3D people counter API, Request real-time data): the primary camera
 * with its secondaries. The text does not say when the totals start over, so they are taken as totals that
 * may restart at any time.
 */
export const occupancySchema = z.object({
  occupancy: wholeNumberSchema,
  total_in: totalSchema.nullish(),
  total_out: totalSchema.nullish(),
  serial: looseTextSchema,
  name: looseTextSchema,
  /** ISO 8601 with offset. */
  timestamp: looseTextSchema,
});
export type Occupancy = z.infer<typeof occupancySchema>;

/** An error inside an answer with status 200; a code that is missing or no number is 0. */
export const deviceErrorSchema = z.object({
  error: z.union([
    z.object({
      code: z.unknown().transform((code) => wholeNumberOf(code) ?? 0),
      message: looseTextSchema.transform((message) => message ?? ''),
    }),
    z.string().transform((message) => ({ code: 0, message })),
  ]),
});

/** The body of 400 Bad Request from an export, as the vendor prints it. */
export const validationErrorSchema = z.object({
  error: z.object({
    message: looseTextSchema,
    error: z
      .array(z.object({ field: looseTextSchema, reason: looseTextSchema }))
      .optional()
      .transform((errors) => errors ?? []),
  }),
});

/**
 * An answer of `/axis-cgi/a3dpc.cgi` that holds no error: the command was received. Its text is `data.message`
 * in the vendor's example and `params.occupancy` in the vendor's table, and neither is needed.
 */
export const receivedSchema = z.object({ method: looseTextSchema });

/** General error codes of `/axis-cgi/a3dpc.cgi`; 1200 is {@link meaningOf1200}. */
export const generalErrors = {
  1100: 'Internal error',
  2100: 'API version not supported',
  2101: 'Invalid JSON',
  2102: 'Method not supported',
  2103: 'Required parameter missing',
  2104: 'Invalid parameter value specified',
  2105: 'Authorization failed',
  2106: 'Authentication failed',
  2107: 'Transport level error',
} as const;

/** The three meanings of code 1200, which only its message tells apart. */
export type Meaning1200 = 'secondary' | 'occupancy-off' | 'passthrough-off' | 'other';

export function meaningOf1200(message: string): Meaning1200 {
  if (/\bsecondary\b/i.test(message)) return 'secondary';
  if (/\bpassthrough\b/i.test(message)) return 'passthrough-off';
  if (/\boccupancy\b.*\boff\b/i.test(message)) return 'occupancy-off';
  return 'other';
}

/** Why a device refused a call, for every code that the vendor prints. */
export type CgiRefusal =
  | Meaning1200
  | 'internal-error'
  | 'version-not-supported'
  | 'invalid-json'
  | 'method-not-supported'
  | 'parameter-missing'
  | 'parameter-invalid'
  | 'authorization-failed'
  | 'authentication-failed'
  | 'transport-error';

const refusals: Readonly<Record<number, CgiRefusal>> = {
  1100: 'internal-error',
  2100: 'version-not-supported',
  2101: 'invalid-json',
  2102: 'method-not-supported',
  2103: 'parameter-missing',
  2104: 'parameter-invalid',
  2105: 'authorization-failed',
  2106: 'authentication-failed',
  2107: 'transport-error',
};

/** What an error of the device means; `other` for a code that the vendor does not print. */
export function cgiRefusalOf({
  code,
  message,
}: {
  readonly code: number;
  readonly message: string;
}): CgiRefusal {
  return code === 1200 ? meaningOf1200(message) : (refusals[code] ?? 'other');
}
