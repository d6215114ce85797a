import { bearerKey } from './sessions.ts';

/** What of a request tells where its page comes from. */
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
 * Whether a request may change something with the cookie it carries: it comes from a page of our own origin,
 * or not from a browser. Browsers of the last years name the origin with every write; who names neither
 * origin nor site is a program, which has its cookie from nobody else's pages.
 *
 * @param ownOrigin `https://doorlight.example.com`
 */
export function isOwnRequest({ method, headers }: WriteRequest, ownOrigin: string): boolean {
  if (safeMethods.has(method.toUpperCase())) return true;
  // Browsers send no keys by themselves.
  if (bearerKey(headers.authorization) !== undefined) return true;
  const site = headers['sec-fetch-site'];
  // The browser's own word also holds where a proxy in front hides the true origin.
  if (site === 'same-origin') return true;
  if (headers.origin !== undefined) return headers.origin === ownOrigin;
  return site === undefined;
}
