import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { Networks } from './networks.ts';

/** The trusted proxies in front of Doorlight: a number of hops, or networks (CIDR). */
export type TrustedProxies = number | readonly string[];

/** The headers that name a client, besides its connection. */
export const forwardedHeaders = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'] as const;

/** The client of a request, by our own connection and trusted proxies. */
export interface Client {
  readonly address: string;
  readonly protocol?: 'http' | 'https';
  readonly host?: string;
}

/** The parts of a request that name its client; Node's requests fit. */
export interface ForwardedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** Finds the real client. */
export class ClientAddresses {
  readonly #isTrusted: (address: string, hop: number) => boolean;

  constructor(trusted: TrustedProxies) {
    if (typeof trusted === 'number') {
      this.#isTrusted = (_address, hop) => hop < trusted;
      return;
    }
    const networks = new Networks(trusted);
    this.#isTrusted = (address) => networks.has(address);
  }

  /**
   * Walks from our own connection outwards through `X-Forwarded-For`, as long as the proxy that added the next
   * address is trusted. It stops at an invalid address: the last known one is the client's.
   */
  of({ headers, socket }: ForwardedRequest): Client {
    const peer = addressIn(socket.remoteAddress ?? '') ?? '';
    if (!this.#isTrusted(peer, 0)) return { address: peer };
    let address = peer;
    for (const [index, entry] of entriesOf(headers['x-forwarded-for']).toReversed().entries()) {
      const next = addressIn(entry);
      if (next === undefined) break;
      address = next;
      if (!this.#isTrusted(address, index + 1)) break;
    }
    const protocol = entriesOf(headers['x-forwarded-proto']).at(-1)?.toLowerCase();
    const host = entriesOf(headers['x-forwarded-host']).at(-1);
    return {
      address,
      ...(protocol === 'http' || protocol === 'https' ? { protocol } : {}),
      ...(host !== undefined && isHost(host) ? { host } : {}),
    };
  }
}

/** The headers by which one part of Doorlight passes the client on to the next. */
export function headersOf({ address, protocol, host }: Client): Record<string, string> {
  return {
    'x-forwarded-for': address,
    ...(protocol === undefined ? {} : { 'x-forwarded-proto': protocol }),
    ...(host === undefined ? {} : { 'x-forwarded-host': host }),
  };
}

/**
 * The key for counting tries: an IPv6 address by its first 64 bits, because a single connection may use all
 * addresses that begin with them (RFC 6177).
 */
export function countedAddress(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const after = tail.split(':').filter((group) => group !== '');
  if (address.includes('::')) groups.push(...Array<string>(8 - groups.length - after.length).fill('0'));
  return `${[...groups, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** An address without brackets, port and zone, IPv4 as IPv4; undefined if it is none. */
function addressIn(entry: string): string | undefined {
  const text = entry.trim().replaceAll(/^"|"$/g, '');
  const bare = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text;
  const address = bare.replace(/%.*$/, '').toLowerCase();
  if (isIP(address) === 0) return undefined;
  const mapped = /^::ffff:([\d.]+)$/.exec(address)?.[1];
  return mapped ?? address;
}

function entriesOf(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  return text.split(',').flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim()]));
}

/** A host and its port, as in `Host`: nothing that could change the meaning of an address. */
function isHost(text: string): boolean {
  return /^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:.]+\](:\d{1,5})?$/i.test(text);
}
