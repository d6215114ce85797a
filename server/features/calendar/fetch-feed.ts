import { readFile, stat } from 'node:fs/promises';
import type { RequestInit, Response } from 'undici';
import { textOfAtMost } from '#server/network/outbound.ts';
import { FeedError } from './feed-error.ts';

/** Fetches an address. Redirects are left to the caller, so that each address is checked. */
export type FeedFetch = (url: string, init: RequestInit) => Promise<Response>;

/** The headers by which a server reports an unchanged calendar. */
export interface FeedVersion {
  readonly etag?: string;
  readonly modified?: string;
}

export type FetchedFeed =
  | { readonly kind: 'same' }
  | { readonly kind: 'text'; readonly text: string; readonly version: FeedVersion };

export const maxFeedBytes = 2_000_000;
const timeoutMs = 20_000;
const maxRedirects = 4;

/**
 * Loads an iCalendar from its https or http address, or from a file.
 *
 * @param known the version already loaded: the server then answers without a body if it is unchanged
 * @throws {Error} with a readable message, when it cannot be loaded, takes longer than 20 s or is larger than 2
 *   MB
 */
export async function fetchFeed(address: string, known: FeedVersion, fetch: FeedFetch): Promise<FetchedFeed> {
  if (!/^https?:/i.test(address)) return readFeedFile(address);
  const signal = AbortSignal.timeout(timeoutMs);
  let url = address;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const response = await fetch(url, { redirect: 'manual', signal, headers: headersFor(known) });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && response.status !== 304 && location !== null) {
      await response.body?.cancel();
      const next = new URL(location, url);
      if (next.protocol !== 'https:' && next.protocol !== 'http:')
        throw new FeedError('redirects', 'redirected to no web address');
      url = next.href;
      continue;
    }
    return readResponse(response);
  }
  throw new FeedError('redirects', 'redirected too often');
}

function headersFor({ etag, modified }: FeedVersion): Record<string, string> {
  return {
    accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1',
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(modified !== undefined && { 'if-modified-since': modified }),
  };
}

async function readResponse(response: Response): Promise<FetchedFeed> {
  if (response.status === 304) {
    await response.body?.cancel();
    return { kind: 'same' };
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new FeedError('status', `answered ${response.status}`, { status: response.status });
  }
  const etag = response.headers.get('etag');
  const modified = response.headers.get('last-modified');
  const text = await textOfAtMost(maxFeedBytes, response);
  if (text === undefined) throw tooLarge();
  return {
    kind: 'text',
    text,
    version: { ...(etag !== null && { etag }), ...(modified !== null && { modified }) },
  };
}

async function readFeedFile(path: string): Promise<FetchedFeed> {
  const { size } = await stat(path);
  if (size > maxFeedBytes) throw tooLarge();
  return { kind: 'text', text: await readFile(path, 'utf8'), version: {} };
}

function tooLarge(): FeedError {
  const mb = maxFeedBytes / 1_000_000;
  return new FeedError('too-large', `larger than ${mb} MB`, { mb });
}
