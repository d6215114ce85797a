import { bearerKey } from './sessions.ts';

/** The parts of a request that show which page sent it. */
export interface WriteRequest {
  readonly method: string;
  readonly headers: {
    readonly authorization?: string | undefined;
    readonly origin?: string | undefined;
    readonly 'sec-fetch-site'?: string | string[] | undefined;
  };
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/**
 * Whether a request may use its cookie for a change: it comes from a page of our own origin, or not from a
 * browser. All browsers of recent years send the origin with every write; a request with neither origin nor
 * site comes from a program, which no other page controls.
 *
 * @param ownOrigin `https://doorlight.example.com`
 */
export function isOwnRequest({ method, headers }: WriteRequest, ownOrigin: string): boolean {
  if (safeMethods.has(method.toUpperCase())) return true;
  // Browsers never send API keys on their own.
  if (bearerKey(headers.authorization) !== undefined) return true;
  const site = headers['sec-fetch-site'];
  // The browser's own statement also holds if a proxy hides the true origin.
  if (site === 'same-origin') return true;
  if (headers.origin !== undefined) return headers.origin === ownOrigin;
  return site === undefined;
}
