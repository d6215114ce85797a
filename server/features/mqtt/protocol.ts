import type { OutgoingMessage } from './outbox.ts';

/** Codes by which brokers refuse a version of the protocol: 3.1.1, then 5. */
export const refusedVersion = [1, 132];
/** Wrong user name or password, not allowed: 3.1.1, then 5. */
export const refusedSignIn = [4, 5, 134, 135];

/** Protocol version: 5, or 4 for 3.1.1. */
export type Version = 5 | 4;

/** Why there is no connection. */
export interface Loss {
  readonly reason: string;
  readonly code?: number;
}

export const closedReason = 'the broker closed the connection';

/** The meaning of a client error. A code that is not a number comes from the system, not the broker. */
export function lossOf(error: Error): Loss {
  const code = 'code' in error && typeof error.code === 'number' ? error.code : undefined;
  // Several addresses of one name fail together, in an error without a message.
  const reason = error.message === '' && 'code' in error ? String(error.code) : error.message;
  return code === undefined ? { reason } : { reason, code };
}

/** The MQTT 5 properties of a message. */
export function propertiesOf({ validForMs, correlation, payload, topic }: OutgoingMessage) {
  const isJson = payload.startsWith('{') || payload.startsWith('[');
  return {
    ...(validForMs !== undefined && { messageExpiryInterval: Math.max(1, Math.ceil(validForMs / 1000)) }),
    ...(correlation !== undefined && { correlationData: correlation }),
    ...(isJson && !topic.endsWith('/config') && { contentType: 'application/json' }),
  };
}

/** The address without user name and password, which are passed separately. */
export function splitUrl(url: string) {
  const parsed = new URL(url);
  const { username, password } = parsed;
  parsed.username = '';
  parsed.password = '';
  return {
    address: parsed.href,
    ...(username !== '' && { username: decoded(username) }),
    ...(password !== '' && { password: decoded(password) }),
  };
}

/** `%40` is `@`; a literal `%` stays. */
function decoded(text: string): string {
  return text.replace(/(%[0-9a-f]{2})+/gi, (escaped) =>
    Buffer.from(escaped.replaceAll('%', ''), 'hex').toString(),
  );
}
