import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { SensorResult } from '../sensor-answer.ts';
import { quote } from './parse-body.ts';

/** A wrong parameter of a call: nothing was sent. */
export interface ParameterError {
  readonly kind: 'parameter';
  /** `from`, `days.to`. */
  readonly parameter: string;
  /** Completes "expected …". */
  readonly expected: string;
  readonly found: string;
}

/**
 * The error of a parameter that is checked by hand.
 *
 * @param found the value, quoted in the error
 */
export function wrongParameter(parameter: string, expected: string, found: unknown): ParameterError {
  return { kind: 'parameter', parameter, expected, found: quote(found) };
}

/** For callers that make the parameters from the device's own data: a wrong one is then the device's error. */
export function asSensorError(error: SensorError | ParameterError): SensorError {
  return error.kind === 'parameter'
    ? { kind: 'invalid', field: error.parameter, expected: error.expected, found: error.found }
    : error;
}

/** The same for a whole result. */
export function asSensorResult<T>(result: Result<T, SensorError | ParameterError>): SensorResult<T> {
  return result.ok ? result : fail(asSensorError(result.error));
}

const dayExpected = 'a day as YYYY-MM-DD';

/** A day of the calendar, `2017-01-10`. Days are compared as text. */
export const dayParameter = z.iso.date(dayExpected);

/**
 * Checks the parameters of a call before anything is sent.
 *
 * @example checkParameters(querySchema, { resolution: 'week' })
 * // { kind: 'parameter', parameter: 'resolution', expected: 'minute, hour or day', found: '"week"' }
 */
export function checkParameters<S extends z.ZodType>(
  schema: S,
  parameters: unknown,
): Result<z.infer<S>, ParameterError> {
  const checked = schema.safeParse(parameters);
  if (checked.success) return ok(checked.data);
  const issue = checked.error.issues[0];
  const path = issue?.path ?? [];
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  return fail({
    kind: 'parameter',
    parameter: [...path, ...(unknownKey === undefined ? [] : [unknownKey])].map(String).join('.'),
    expected: unknownKey === undefined ? (issue?.message ?? 'other parameters') : 'no such parameter',
    found: quote(valueAt(parameters, unknownKey === undefined ? path : [...path, unknownKey])),
  });
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
