import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { looseTextSchema } from '../parse/loose-text.ts';
import { parseJson, parseValue } from '../parse/parse-body.ts';
import { quote } from '../parse/quote.ts';
import { wholeNumberOf } from '../parse/whole-number.ts';
import { type Aliases, rowsOf, withNames } from './field-names.ts';

/** What an answer says about itself. Fails on nothing but what is no object, so that no refusal is missed. */
const outcomeSchema = z.object({
  status: looseTextSchema.optional(),
  code: z.unknown().optional(),
  message: looseTextSchema.optional(),
  error: z
    .union([
      z.object({ code: z.unknown().optional(), message: looseTextSchema.optional() }),
      looseTextSchema.transform((message) => ({ code: undefined, message })),
    ])
    .optional(),
});

/** An id is always text here, whatever the device makes of it. */
export const idSchema = z.unknown().transform((value, context): string => {
  if (typeof value === 'string' && value !== '') return value;
  if (Number.isSafeInteger(value)) return String(value);
  context.addIssue({ code: 'custom', message: 'text or a whole number' });
  return z.NEVER;
});

/** The value of an answer; an error told inside a 200 is a `device` error. */
export function parseAnswer(text: string): Result<unknown, SensorError> {
  const body = parseJson(text);
  if (!body.ok) return body;
  const refusal = refusalIn(body.value);
  return refusal === undefined ? body : fail(refusal);
}

/** The rows of an answer, each as `schema` describes it, with its fields known by their aliases, too. */
export function parseRows<S extends z.ZodType>(
  text: string,
  schema: S,
  aliases: Aliases,
): Result<readonly z.infer<S>[], SensorError> {
  const body = parseAnswer(text);
  return body.ok ? rowsIn(body.value, schema, aliases) : body;
}

/** As {@link parseRows}, of an answer that is already parsed. */
export function rowsIn<S extends z.ZodType>(
  body: unknown,
  schema: S,
  aliases: Aliases,
): Result<readonly z.infer<S>[], SensorError> {
  const rows = rowsOf(body);
  if (rows === undefined) {
    return fail({ kind: 'invalid', field: 'data', expected: 'a list', found: quote(body) });
  }
  const named = rows.map((row) => withNames(row, aliases));
  const parsed = parseValue(z.object({ data: z.array(schema) }), { data: named });
  return parsed.ok ? ok(parsed.value.data) : parsed;
}

/** What the gateway says instead of an answer; undefined when it reports success, or nothing about it. */
function refusalIn(body: unknown): SensorError | undefined {
  const outcome = outcomeSchema.safeParse(body);
  if (!outcome.success) return undefined;
  const { status, code, message, error } = outcome.data;
  if (status === undefined ? error?.message === undefined : /^(success|ok)$/i.test(status)) return undefined;
  return {
    kind: 'device',
    code: wholeNumberOf(code) ?? wholeNumberOf(error?.code) ?? 0,
    message: message ?? error?.message ?? `status ${status ?? 'unknown'}`,
  };
}
