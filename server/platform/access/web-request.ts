import type { FastifyReply, FastifyRequest } from 'fastify';

/** Headers that we set ourselves: those of clients and proxies are dropped. */
const ownHeaders = new Set(['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto']);

/**
 * A Fastify request as the web's `Request`, with its body as bytes.
 *
 * @param origin by which browsers reach us
 */
export function toWebRequest(request: FastifyRequest, origin: string): Request {
  const { method, body } = request;
  const hasBody = method !== 'GET' && method !== 'HEAD' && Buffer.isBuffer(body) && body.length > 0;
  return new Request(new URL(request.url, origin), {
    method,
    headers: toWebHeaders(request),
    ...(hasBody && { body: new Uint8Array(body) }),
  });
}

/** The headers of a Fastify request, with the true address of the client as the only `x-forwarded-for`. */
export function toWebHeaders({ headers, ip }: FastifyRequest): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || ownHeaders.has(name) || name === 'content-length') continue;
    for (const each of Array.isArray(value) ? value : [value]) result.append(name, each);
  }
  result.set('x-forwarded-for', ip);
  return result;
}

/** Answers with a web `Response`; several cookies stay several headers. */
export async function sendWebResponse(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  reply.code(response.status);
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie' && name !== 'content-length') reply.header(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  return reply.send(Buffer.from(await response.arrayBuffer()));
}
