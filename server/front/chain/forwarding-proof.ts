import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type ClientAddresses, forwardedHeaders, headersOf } from '#server/network/client-address.ts';
import { isSameSecret } from '#server/platform/same-secret.ts';

/** Proves that a request was forwarded by a sidecar. A wrong proof is refused. */
export const proofHeader = 'x-doorlight-sidecar';

/** The headers that a sidecar adds to a forwarded request, or replaces in it. */
export type ForwardingHeaders = Readonly<Record<string, string>>;

/**
 * The headers that give the home the client's address and protocol, as the forwarding sidecar knows them from
 * its own connection and trusted proxies, with the proof that it sent them.
 *
 * @param to the id of the receiver: no other sidecar accepts it
 */
export function forwardingHeaders(
  request: IncomingMessage,
  {
    key,
    to,
    isSecure,
    clients,
  }: {
    readonly key: string;
    readonly to: string;
    readonly isSecure: boolean;
    readonly clients: ClientAddresses;
  },
): ForwardingHeaders {
  const headers = headersOf({ protocol: isSecure ? 'https' : 'http', ...clients.of(request) });
  return { ...headers, ...proofFor(headers, key, to) };
}

/** The header that proves the forwarding headers. */
export function proofFor(headers: ForwardingHeaders, key: string, to: string): ForwardingHeaders {
  return { [proofHeader]: signatureOf(headers, key, to) };
}

/** Whether only we may set a header: it is not forwarded from a client. */
export function isForwardingHeader(name: string): boolean {
  return name === proofHeader || forwardedHeaders.some((header) => header === name);
}

/**
 * The sender of a request; `stranger`: it claims to be a sidecar, but its proof is wrong or meant for another
 * sidecar.
 */
export type Sender = 'anybody' | 'sidecar' | 'stranger';

/** A request for a site, which the sidecar answers that runs it. */
export interface PassedRequest {
  readonly sender: Sender;
  readonly site: string;
  /** If it was read already. */
  readonly body?: unknown;
}

/**
 * Finds out the sender of requests before anything else reads them: afterwards their `X-Forwarded-*` headers
 * contain only what a trusted proxy or a sidecar has set, and nothing that a client has made up.
 */
export class Admission {
  readonly #clients: ClientAddresses;
  readonly #sidecars: { readonly key: string; readonly id: string } | undefined;
  readonly #senders = new WeakMap<IncomingMessage, Sender>();

  /** @param sidecars our key and id, which the proofs of other sidecars are checked with */
  constructor(clients: ClientAddresses, sidecars?: { readonly key: string; readonly id: string }) {
    this.#clients = clients;
    this.#sidecars = sidecars;
  }

  /** Checks a request; a second call only returns the result. */
  readonly admit = (request: IncomingMessage): Sender => {
    const known = this.#senders.get(request);
    if (known !== undefined) return known;
    const sender = this.#senderOf(request.headers);
    if (sender !== 'sidecar') {
      const forwarded = headersOf(this.#clients.of(request));
      for (const name of forwardedHeaders) delete request.headers[name];
      Object.assign(request.headers, forwarded);
    }
    this.#senders.set(request, sender);
    return sender;
  };

  #senderOf(headers: IncomingHttpHeaders): Sender {
    const signature = headers[proofHeader];
    if (signature === undefined || this.#sidecars === undefined) return 'anybody';
    delete headers[proofHeader];
    const { key, id } = this.#sidecars;
    const isOurs = isSameSecret(signatureOf(forwardedOf(headers), key, id), String(signature));
    return isOurs ? 'sidecar' : 'stranger';
  }
}

function forwardedOf(headers: IncomingHttpHeaders): Record<string, string> {
  const pairs = forwardedHeaders.flatMap((name): [string, string][] => {
    const value = headers[name];
    return value === undefined ? [] : [[name, String(value)]];
  });
  return Object.fromEntries(pairs);
}

function signatureOf(headers: ForwardingHeaders, key: string, to: string): string {
  const sent = forwardedHeaders.map((name) => headers[name] ?? '');
  return createHmac('sha256', key)
    .update(JSON.stringify([to, ...sent]))
    .digest('base64url');
}
