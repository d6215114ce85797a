import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import { json } from 'node:stream/consumers';
import type { ClientAddresses } from '#server/network/client-address.ts';
import { forwardingHeaders, isForwardingHeader, proofFor } from './forwarding-proof.ts';
import { connectionsTo, type KeptConnections } from './trusting-agent.ts';
import { answerProblem, answerUnavailable } from './unavailable.ts';

/** The sidecar to forward to. */
export interface Upstream {
  /** Its id. */
  readonly id: string;
  readonly origin: string;
  /** See {@link connectionsTo}. */
  readonly certificate: string | undefined;
}

export interface UpstreamProxyParts {
  readonly key: string;
  /** Whether our own clients use HTTPS. */
  readonly isSecure: boolean;
  /** Finds the address of our clients, behind trusted proxies. */
  readonly clients: ClientAddresses;
  /** A request that may have changed something was answered; the answer is passed on after this. */
  onChanged(): Promise<void>;
}

/** A request to forward, and where its answer goes. */
export interface Passing {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Bytes of a body that is still to be read. */
  readonly bodyLimit: number;
  /**
   * The other sidecar is not the home of the site (any more): nothing was done.
   *
   * @param body the request's, to forward it to another
   */
  onMisdirected(body: PassedBody): void;
}

/** What is known of a body: it was read here as JSON, was forwarded as it came, or is still to be read. */
export type PassedBody =
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'unread' };

/** The start of a body is kept until there is an answer, so that it can be sent again. */
const keptBytes = 256 * 1024;
const probeMs = 2000;
/** Misdirected: the site is not at home there, or no longer. */
const notForThem = 421;
/** Headers of one connection, which are not forwarded (RFC 9110, 7.6.1). Node handles the framing. */
const ofConnection = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
]);
/** Headers of a body that was read and is written again. */
const ofBody = new Set(['content-length', 'transfer-encoding', 'content-encoding']);
const withoutEffect = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Forwards requests to another sidecar as streams, unchanged. */
export class UpstreamProxy {
  readonly #to: Upstream;
  readonly #parts: UpstreamProxyParts;
  readonly #connections: KeptConnections;
  readonly #target: RequestOptions;
  readonly #isSecure: boolean;
  readonly #underWay = new Set<ClientRequest>();

  constructor(to: Upstream, parts: UpstreamProxyParts) {
    const { protocol, hostname, port } = new URL(to.origin);
    this.#to = to;
    this.#parts = parts;
    this.#isSecure = protocol === 'https:';
    this.#connections = connectionsTo(this.#isSecure ? (to.certificate ?? '') : undefined);
    const host = hostname.replace(/^\[|\]$/g, '');
    this.#target = { protocol, host, agent: this.#connections, ...(port === '' ? {} : { port }) };
  }

  /** The one that is trusted. */
  get certificate(): string | undefined {
    return this.#to.certificate;
  }

  /** Forwards a request and passes its answer back. */
  pass(passing: Passing, body: PassedBody): void {
    this.#pass(passing, body, isRepeatable(passing.request));
  }

  /** Asks for a document that only sidecars may read. @throws when it does not answer in time */
  ask(path: string, timeout = probeMs): Promise<unknown> {
    const headers = Object.entries(proofFor({}, this.#parts.key, this.#to.id)).flat();
    return new Promise((resolve, reject) => {
      const upstream = this.#ask({ path, headers: ['Host', 'localhost', ...headers], timeout });
      upstream.on('response', (answer) => {
        json(answer).then((document) => {
          if (answer.statusCode === 200) resolve(document);
          else reject(new Error(`another sidecar answered ${answer.statusCode}`));
        }, reject);
      });
      upstream.on('timeout', () => upstream.destroy(new Error('another sidecar does not answer')));
      upstream.on('error', reject);
      upstream.end();
    });
  }

  /** Cuts off all running requests. */
  close(): void {
    for (const upstream of this.#underWay) upstream.destroy(new Error('the other sidecar is gone'));
    this.#connections.destroy();
  }

  #pass(passing: Passing, body: PassedBody, isRepeatable: boolean): void {
    const { request, response, bodyLimit } = passing;
    const { method, url } = request;
    const mayChange = !withoutEffect.has(method ?? '');
    const upstream = this.#ask({ method, path: url, headers: this.#headersOf(request, body) });
    const left = () => upstream.destroy();
    let isAnswered = false;
    let sent: () => PassedBody | undefined = () => body;
    upstream.on('response', (answer) => {
      isAnswered = true;
      if (answer.statusCode === notForThem) {
        answer.resume();
        response.off('close', left);
        if (response.destroyed) return;
        const again = sent();
        if (again === undefined) answerUnavailable(request, response);
        else passing.onMisdirected(again);
        return;
      }
      const headers = endToEnd(answer.rawHeaders);
      const isRefused = !request.complete;
      if (isRefused) {
        // Answered before the request was complete: the rest is discarded, not waited for.
        request.unpipe(upstream);
        request.resume();
        headers.push('Connection', 'close');
      }
      const begin = () => {
        if (response.destroyed) return;
        response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers);
        pipeline(answer, response, () => {
          if (isRefused) upstream.destroy();
        });
      };
      if (mayChange) void this.#parts.onChanged().finally(begin);
      else begin();
    });
    upstream.on('error', () => {
      // From here on the end of the answer's stream decides.
      if (isAnswered || response.destroyed) return;
      response.off('close', left);
      // A kept connection may have been closed just now: that does not mean the sidecar is down.
      if (isRepeatable && upstream.reusedSocket) this.#pass(passing, body, false);
      else answerUnavailable(request, response);
    });
    response.on('close', left);
    if (body.kind === 'json') upstream.end(body.text);
    else if (body.kind === 'bytes') upstream.end(body.bytes);
    else if (hasBody(request)) {
      sent = keepBody(request);
      // Refused here: its home would close the connection while the body is still being sent, and its answer be lost.
      onTooLarge(request, bodyLimit, () => {
        if (isAnswered) return;
        isAnswered = true;
        request.unpipe(upstream);
        upstream.destroy();
        // What still comes is read and discarded: a connection that is closed meanwhile would take the answer with it.
        answerProblem(request, response, 413, 'Request body is too large');
      });
      request.pipe(upstream);
    } else upstream.end();
  }

  #ask(options: RequestOptions): ClientRequest {
    const upstream = (this.#isSecure ? httpsRequest : httpRequest)({ ...this.#target, ...options });
    this.#underWay.add(upstream);
    upstream.once('close', () => this.#underWay.delete(upstream));
    return upstream;
  }

  #headersOf(request: IncomingMessage, body: PassedBody): string[] {
    const { method, rawHeaders, headers } = request;
    const isRead = body.kind === 'json';
    const isLeftOut = (name: string) => isForwardingHeader(name) || (isRead && ofBody.has(name));
    const kept = endToEnd(rawHeaders, isLeftOut);
    if (isRead) kept.push('Content-Length', String(Buffer.byteLength(body.text)));
    if (headers.host === undefined) kept.push('Host', this.#target.host ?? 'localhost');
    // Otherwise Node would announce a chunked body, and there is none.
    const isFramed = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
    if (!isFramed && !withoutEffect.has(method ?? '')) kept.push('Content-Length', '0');
    const forwarding = forwardingHeaders(request, { ...this.#parts, to: this.#to.id });
    return [...kept, ...Object.entries(forwarding).flat()];
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** @returns what gives the whole body; undefined where it has not come yet, or is too large to be kept */
function keepBody(request: IncomingMessage): () => PassedBody | undefined {
  const parts: Buffer[] = [];
  let size = 0;
  request.on('data', (part: Buffer) => {
    size += part.length;
    if (size <= keptBytes) parts.push(part);
    else parts.length = 0;
  });
  return () =>
    request.readableEnded && size <= keptBytes ? { kind: 'bytes', bytes: Buffer.concat(parts) } : undefined;
}

/** Calls back, once, when more of a body has come than that. Its size is not known before where it comes in chunks. */
function onTooLarge(request: IncomingMessage, limit: number, refuse: () => void): void {
  let size = 0;
  const count = (part: Buffer) => {
    size += part.length;
    if (size <= limit) return;
    request.off('data', count);
    refuse();
  };
  request.on('data', count);
}

function isRepeatable(request: IncomingMessage): boolean {
  return withoutEffect.has(request.method ?? '') && !hasBody(request);
}

/** The end-to-end headers, names and values alternating. */
function endToEnd(rawHeaders: readonly string[], isLeftOut = (_name: string) => false): string[] {
  const kept: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    const lower = name.toLowerCase();
    if (!ofConnection.has(lower) && !isLeftOut(lower)) kept.push(name, value);
  }
  return kept;
}
