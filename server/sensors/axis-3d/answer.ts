import type { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, type Result } from '#lib/result.ts';
import { parseJson, parseValue } from '../parse/parse-body.ts';
import { shorten } from '../parse/quote.ts';
import { deviceErrorSchema, validationErrorSchema } from './schema.ts';

/** Reads a body that is either an error of the device or what `schema` describes. */
export function readAnswer<S extends z.ZodType>(schema: S, text: string): Result<z.infer<S>, SensorError> {
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
  const said = [message, reasons].filter((part) => part !== undefined && part !== '').join(': ');
  return { kind: 'device', code: 400, message: shorten(said) };
}

function deviceErrorIn(value: unknown): Result<never, SensorError> | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value)) return undefined;
  const parsed = deviceErrorSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { code, message } = parsed.data.error;
  return fail({ kind: 'device', code, message: shorten(message) });
}
