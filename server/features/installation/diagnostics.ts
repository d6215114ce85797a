import { stringify } from 'yaml';
import { isSecretName, withoutCredentials } from '#server/platform/config/printed-value.ts';
import { isMapping } from '#server/platform/config/value-path.ts';

const hidden = '(hidden)';
/** Shorter ones would take apart other words. */
const shortestSecret = 4;
/** What devices and services are sent may hold a key under any name. */
const opaque = /^(headers|body|credentials|authorization)$/i;

/** A value without its secrets: what is named like one, what is sent in requests, and what stands in addresses. */
export function redacted(value: unknown, name = ''): unknown {
  if (isSecretName(name)) return value === undefined ? undefined : hidden;
  if (typeof value === 'string') return opaque.test(name) ? hidden : withoutCredentials(value);
  if (Array.isArray(value)) return value.map((each) => redacted(each, name));
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, redacted(each, opaque.test(name) ? name : key)]),
  );
}

/** Every secret in a value, so that it can be looked for elsewhere: whole addresses with credentials, and their parts. */
export function secretsIn(value: unknown, name = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => secretsIn(each, name));
  if (isMapping(value)) {
    const inherited = isSecretName(name) || opaque.test(name);
    return Object.entries(value).flatMap(([key, each]) => secretsIn(each, inherited ? name : key));
  }
  if (typeof value !== 'string') return [];
  if (isSecretName(name) || opaque.test(name)) return [value];
  if (!URL.canParse(value)) return [];
  const { password, searchParams } = new URL(value);
  return [password, decodeURIComponent(password), ...searchParams.values()];
}

/** A text without the secrets, wherever they stand in it: plain, in JSON, or encoded for an address. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const written = secrets
    .filter(({ length }) => length >= shortestSecret)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  // The longest first: one may be a part of another.
  return [...new Set(written)]
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, hidden), text);
}

/** A document for people. */
export function asYaml(value: unknown): string {
  return stringify(redacted(value), { lineWidth: 120 });
}
