import type { ValuePath } from './value-path.ts';

const longest = 80;

/** Whether the value of a key or variable of this name must not appear in a log. */
export function isSecretName(name: string): boolean {
  return /pass|secret|token|key/i.test(name);
}

/** A value for an error message: secrets are hidden, mappings and lists only named. */
export function printValue(value: unknown, path: ValuePath): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (path.some((part) => typeof part === 'string' && isSecretName(part))) return '(hidden)';
  if (typeof value !== 'string') return String(value);
  const shown = withoutCredentials(value);
  return JSON.stringify(shown.length > longest ? `${shown.slice(0, longest)}…` : shown);
}

/** An address without its possible secrets: user, password and query. */
export function withoutCredentials(text: string): string {
  if (!text.includes('://')) return text;
  return text.replace(/:\/\/.*@/, '://(hidden)@').replace(/\?.*/, '?(hidden)');
}
