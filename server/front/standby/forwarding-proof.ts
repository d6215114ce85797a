import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isSameSecret } from '#server/platform/same-secret.ts';

/** A standby's word for the request it passes on. Whoever else sends it is refused. */
export const introductionHeader = 'x-doorlight-standby';

/** The id of the active sidecar's lease, in its answers to standbys. */
export const activeHeader = 'x-doorlight-active';

/** What tells where a request comes from, besides its connection. */
const forwardedHeaders = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'] as const;

/** The headers that a standby adds to what it passes on, or puts in the place of those that came. */
export type Introduction = Readonly<Record<string, string>>;

/**
 * Tells the active sidecar who really asks: what came in `X-Forwarded-*` where a proxy in front is trusted, and
 * the address of whoever is connected to us; and proves that it is a standby who says so.
 *
 * @param to the id of the lease of whoever it is meant for: nobody else takes it
 */
export function introduce(
  request: IncomingMessage,
  {
    key,
    to,
    isSecure,
    isBehindProxy,
  }: {
    readonly key: string;
    readonly to: string;
    readonly isSecure: boolean;
    readonly isBehindProxy: boolean;
  },
): Introduction {
  const came = isBehindProxy ? forwardedOf(request.headers) : {};
  const before = came['x-forwarded-for'];
  const peer = request.socket.remoteAddress ?? '';
  const headers = {
    ...came,
    'x-forwarded-for': before === undefined ? peer : `${before}, ${peer}`,
    'x-forwarded-proto': came['x-forwarded-proto'] ?? (isSecure ? 'https' : 'http'),
  };
  return { ...headers, ...proofFor(headers, key, to) };
}

/** The header that proves that a standby says these others. */
export function proofFor(headers: Introduction, key: string, to: string): Introduction {
  return { [introductionHeader]: signatureOf(headers, key, to) };
}

/** Whether a header is only ours to say: it is not passed on as it came. */
export function isIntroduction(name: string): boolean {
  return name === introductionHeader || forwardedHeaders.some((header) => header === name);
}

/**
 * Takes from a request what only a standby or a trusted proxy may say.
 *
 * @returns who sent it; `stranger`: somebody who claims to be a standby and is none of ours, or means another
 */
export function admit(
  headers: IncomingHttpHeaders,
  { key, to, isBehindProxy }: { readonly key: string; readonly to: string; readonly isBehindProxy: boolean },
): 'anybody' | 'standby' | 'stranger' {
  const signature = headers[introductionHeader];
  if (signature === undefined) {
    if (!isBehindProxy) for (const name of forwardedHeaders) delete headers[name];
    return 'anybody';
  }
  delete headers[introductionHeader];
  const isOurs = isSameSecret(signatureOf(forwardedOf(headers), key, to), String(signature));
  return isOurs ? 'standby' : 'stranger';
}

function forwardedOf(headers: IncomingHttpHeaders): Record<string, string> {
  const pairs = forwardedHeaders.flatMap((name): [string, string][] => {
    const value = headers[name];
    return value === undefined ? [] : [[name, String(value)]];
  });
  return Object.fromEntries(pairs);
}

function signatureOf(headers: Introduction, key: string, to: string): string {
  const said = forwardedHeaders.map((name) => headers[name] ?? '');
  return createHmac('sha256', key)
    .update(JSON.stringify([to, ...said]))
    .digest('base64url');
}
