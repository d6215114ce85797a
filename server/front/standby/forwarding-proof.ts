import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type ClientAddresses, forwardedHeaders, headersOf } from '#server/network/client-address.ts';
import { isSameSecret } from '#server/platform/same-secret.ts';

/** A standby's word for the request it passes on. Whoever else sends it is refused. */
export const proofHeader = 'x-doorlight-standby';

/** The id of the active sidecar's lease, in its answers to standbys. */
export const activeHeader = 'x-doorlight-active';

/** The headers that a standby adds to what it passes on, or puts in the place of those that came. */
export type ForwardingHeaders = Readonly<Record<string, string>>;

/**
 * Tells the active sidecar who really asks, as the standby has found out from its own connection and the proxies
 * that it trusts; and proves that it is a standby who says so.
 *
 * @param to the id of the lease of whoever it is meant for: nobody else takes it
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

/** The header that proves that a standby says these others. */
export function proofFor(headers: ForwardingHeaders, key: string, to: string): ForwardingHeaders {
  return { [proofHeader]: signatureOf(headers, key, to) };
}

/** Whether a header is only ours to say: it is not passed on as it came. */
export function isForwardingHeader(name: string): boolean {
  return name === proofHeader || forwardedHeaders.some((header) => header === name);
}

/** Who sent a request; `stranger`: somebody who claims to be a standby and is none of ours, or means another. */
export type Sender = 'anybody' | 'standby' | 'stranger';

/**
 * Finds out where requests come from, before anything else reads them: afterwards their `X-Forwarded-*` headers say
 * what a trusted proxy or a standby has said, and nothing that a client has made up.
 */
export class Admission {
  readonly #clients: ClientAddresses;
  readonly #standbys: { readonly key: string; readonly id: string } | undefined;
  readonly #senders = new WeakMap<IncomingMessage, Sender>();

  /** @param standbys where sidecars on standby pass on what they are asked: what they prove themselves with */
  constructor(clients: ClientAddresses, standbys?: { readonly key: string; readonly id: string }) {
    this.#clients = clients;
    this.#standbys = standbys;
  }

  /** Reads a request; again, it only says what was found. */
  readonly admit = (request: IncomingMessage): Sender => {
    const known = this.#senders.get(request);
    if (known !== undefined) return known;
    const sender = this.#senderOf(request.headers);
    if (sender !== 'standby') {
      const forwarded = headersOf(this.#clients.of(request));
      for (const name of forwardedHeaders) delete request.headers[name];
      Object.assign(request.headers, forwarded);
    }
    this.#senders.set(request, sender);
    return sender;
  };

  #senderOf(headers: IncomingHttpHeaders): Sender {
    const signature = headers[proofHeader];
    if (signature === undefined || this.#standbys === undefined) return 'anybody';
    delete headers[proofHeader];
    const { key, id } = this.#standbys;
    const isOurs = isSameSecret(signatureOf(forwardedOf(headers), key, id), String(signature));
    return isOurs ? 'standby' : 'stranger';
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
