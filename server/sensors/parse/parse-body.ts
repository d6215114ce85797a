import type { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type { SensorResult } from '../sensor-answer.ts';

/**
 * Reads a device's JSON answer as `schema` describes it. What cannot be understood is an `invalid` error that
 * quotes the wrong place and never a number.
 *
 * @example parseBody(liveSumSchema, '{"in":"twelve","out":3}') // { kind: 'invalid', field: 'in', expected: 'a
 *   whole number of 0 or more', found: '"twelve"' }
 */
export function parseBody<S extends z.ZodType>(schema: S, text: string): SensorResult<z.infer<S>> {
  const body = parseJson(text);
  return body.ok ? parseValue(schema, body.value) : body;
}

/** Reads an already parsed value, like {@link parseBody}. */
export function parseValue<S extends z.ZodType>(schema: S, value: unknown): SensorResult<z.infer<S>> {
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : fail(invalidOf(parsed.error, value));
}

/** The value of a JSON text; an empty body and an HTML page have their own errors. */
export function parseJson(text: string): SensorResult<unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return ok(value);
  } catch (error) {
    return fail({ kind: 'invalid', field: 'body', expected: 'JSON', found: foundIn(text, String(error)) });
  }
}

/** Whether a body is a web page: the answer to a wrong path, or of a captive portal. */
export function isHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body)\b/i.test(text);
}

/** {@link isHtml} for text that may be XML: its documents have a `<!DOCTYPE` as well. */
export function isWebPage(text: string): boolean {
  return /^\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html|head|body)\b/i.test(text);
}

function foundIn(text: string, error: string): string {
  if (text.trim() === '') return 'an empty body';
  if (isHtml(text)) return 'an HTML page';
  if (isBinary(text)) return 'data that is no text';
  if (/end of JSON input|Unterminated/i.test(error)) return `an end after ${shorten(text.slice(-40))}`;
  const position = Number(/at position (\d+)/.exec(error)?.[1] ?? 0);
  return shorten(text.slice(Math.max(0, position - 20), position + 40));
}

function invalidOf(error: z.ZodError, input: unknown): SensorError {
  const issue = deepest(error.issues[0]);
  if (issue === undefined)
    return { kind: 'invalid', field: 'body', expected: 'another shape', found: quote(input) };
  return {
    kind: 'invalid',
    field: fieldOf(issue.path),
    expected: issue.code === 'invalid_type' ? issue.expected : issue.message,
    found: quote(valueAt(input, issue.path)),
  };
}

type Issue = z.core.$ZodIssue;

/** A union reports its branches' issues inside one of its own; the first branch's is the most useful. */
function deepest(issue: Issue | undefined, path: readonly PropertyKey[] = []): Issue | undefined {
  if (issue === undefined) return undefined;
  const whole = { ...issue, path: [...path, ...issue.path] };
  const inner = issue.code === 'invalid_union' ? issue.errors[0]?.[0] : undefined;
  return inner === undefined ? whole : deepest(inner, whole.path);
}

/** `data[0].zoneId`, or `body` for the whole. */
function fieldOf(path: readonly PropertyKey[]): string {
  const joined = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return joined === '' ? 'body' : joined.replace(/^\./, '');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
  }
  return value;
}

const maxLength = 80;

/**
 * A vendor's value in short, for an error's `found`: `"abc"`, `{"a":1}`, or `nothing` where it is missing.
 * At most 80 characters.
 */
export function quote(value: unknown): string {
  if (typeof value === 'string') {
    return isBinary(value) ? 'data that is no text' : shorten(JSON.stringify(printable(value)));
  }
  return value === undefined ? 'nothing' : shorten(JSON.stringify(value) ?? String(value));
}

/** Control characters and the like, and what stands for bytes that are no text. */
const unprintable = /(?!\s)[\p{C}\uFFFD]/gu;
/** What is judged of a long text. */
const judgedLength = 400;

/** Whether somebody who reads it would see mostly signs of nothing. */
function isBinary(text: string): boolean {
  const judged = text.slice(0, judgedLength).replaceAll(/\s/g, '');
  return judged.replaceAll(unprintable, '').length < judged.length * 0.7;
}

function printable(text: string): string {
  return text.replaceAll(unprintable, '·');
}

/** The text on one line, without what cannot be shown, its end cut off where it is longer than 80 characters. */
export function shorten(text: string): string {
  const line = printable(text).replaceAll(/\s+/g, ' ').trim();
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1)}…`;
}
