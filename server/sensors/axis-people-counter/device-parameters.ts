import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { parseJson } from '../parse/parse-body.ts';
import { quote } from '../parse/quote.ts';

/** The parameters of the application, `Counter.Height` and the like, as texts in the device's order. */
export type DeviceParameters = ReadonlyMap<string, string>;

/**
 * Reads `params.json` (VAPIX People counter API, List people counter parameters). The text prints no body;
 * seen are nested objects, whose names are joined with dots. Lists are joined with commas.
 */
export function readParameters(text: string): Result<DeviceParameters, SensorError> {
  const body = parseJson(text);
  if (!body.ok) return body;
  if (typeof body.value !== 'object' || body.value === null || Array.isArray(body.value))
    return fail({ kind: 'invalid', field: 'body', expected: 'object', found: quote(body.value) });
  const found = new Map<string, string>();
  collect(body.value, '', found);
  return ok(found);
}

/** Whether a parameter is the device's to tell and nobody's to set: what it is, and what was built into it. */
export function isReadOnly(name: string): boolean {
  return /^(Static|Build)\./i.test(name);
}

const maxDepth = 8;

function collect(value: object, path: string, found: Map<string, string>): void {
  const depth = path.split('.').length;
  for (const [key, inner] of Object.entries(value)) {
    const name = path === '' ? key : `${path}.${key}`;
    const isGroup = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    if (isGroup && depth < maxDepth) collect(inner, name, found);
    else found.set(name, textOf(inner));
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
