import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail } from '#lib/result.ts';
import { parseJson, parseValue, shorten } from '../parse/parse-body.ts';
import { looseTextSchema, totalSchema, wholeNumberOf, wholeNumberSchema } from '../parse/values.ts';
import type { SensorResult } from '../sensor-answer.ts';

/**
 * `/a3dpc/api/occupancy` (VAPIX P8815-2 3D people counter API, Request real-time data): the primary camera with
 * its secondaries. The text does not say when the totals are reset, so they are treated as totals that may
 * restart at any time.
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
const deviceErrorSchema = z.object({
  error: z.union([
    z.object({
      code: z.unknown().transform((code) => wholeNumberOf(code) ?? 0),
      message: looseTextSchema.transform((message) => message ?? ''),
    }),
    z.string().transform((message) => ({ code: 0, message })),
  ]),
});

/** The body of 400 Bad Request from an export, as the vendor prints it. */
const validationErrorSchema = z.object({
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

/**
 * Whether the device refuses because its occupancy estimation is off. Code 1200 has three meanings, which only
 * its message distinguishes: the device is a secondary, occupancy estimation is off, passthrough events are
 * off.
 */
export function isOccupancyOff({
  code,
  message,
}: {
  readonly code: number;
  readonly message: string;
}): boolean {
  return code === 1200 && /^(?!.*\b(secondary|passthrough)\b).*\boccupancy\b.*\boff\b/is.test(message);
}

/** Reads a body that is either an error of the device or what `schema` describes. */
export function readAnswer<S extends z.ZodType>(schema: S, text: string): SensorResult<z.infer<S>> {
  const body = parseJson(text);
  if (!body.ok) return body;
  return deviceErrorIn(body.value) ?? parseValue(schema, body.value);
}

/**
 * The error of an export that was answered with 400 Bad Request, with the fields and reasons that its body
 * names; code 400.
 */
export function badRequestIn(text: string): SensorError {
  const body = parseJson(text);
  const parsed = body.ok ? validationErrorSchema.safeParse(body.value) : undefined;
  if (!parsed?.success) return { kind: 'http-status', status: 400 };
  const { message, error } = parsed.data.error;
  const reasons = error.map(({ field, reason }) => `${field ?? '?'}: ${reason ?? '?'}`).join('; ');
  const reason = [message, reasons].filter((part) => part !== undefined && part !== '').join(': ');
  return { kind: 'device', code: 400, message: shorten(reason) };
}

function deviceErrorIn(value: unknown): SensorResult<never> | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value)) return undefined;
  const parsed = deviceErrorSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { code, message } = parsed.data.error;
  return fail({ kind: 'device', code, message: shorten(message) });
}
