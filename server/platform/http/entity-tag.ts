import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Expectation, hashOf } from '../revision.ts';
import { ProblemError } from './problem.ts';

/** Keys that only show when an answer was made: they are ignored in the tag. */
const passing = /"(?:asOf|seq|uptimeS)":(?:"[^"]*"|\d+),?/g;

/**
 * Gives every answer to a GET of the API a weak ETag, and answers 304 without a body to a client that has it
 * already (RFC 9110, 13.1.2). Answers sent in parts, or with `no-store`, are left unchanged.
 */
export function tagAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (reply.statusCode === 304) return notModified(reply);
    if (!request.url.startsWith('/api/v1')) return payload;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const isOpen = !String(reply.getHeader('cache-control') ?? '').includes('no-store');
    if (!isRead || !isOpen || reply.statusCode !== 200 || typeof payload !== 'string') {
      reply.header('cache-control', 'no-store');
      return payload;
    }
    const whole = hashOf(payload.replaceAll(passing, ''));
    const revision = reply.getHeader('etag');
    const tag = typeof revision === 'string' ? `${revision.slice(0, -1)}.${whole}"` : `W/"${whole}"`;
    // Cached by one browser for one person, and revalidated each time.
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (!isNamed(request.headers['if-none-match'], tag)) return payload;
    return notModified(reply.code(304));
  });
}

/** Caches take headers of a 304 for those of what they have: it says nothing of a body (RFC 9110, 15.4.5). */
function notModified(reply: FastifyReply): null {
  reply.removeHeader('content-length').removeHeader('content-type');
  return null;
}

/** The ETag of settings by their revision. Answers to GET append a tag of their other content, after a dot. */
export function revisionTag(revision: string): string {
  return `"${revision}"`;
}

/**
 * The expectation of a request that changes settings: `If-Match` names the revision it was made from, and
 * `If-None-Match: *` requires that nothing exists yet. Without either anything is accepted (RFC 9110, 13.1).
 */
export function expectationOf({ headers }: FastifyRequest): Expectation {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  return (revision) => {
    if (ifNoneMatch?.trim() === '*' && revision !== undefined) return false;
    if (ifMatch === undefined) return true;
    return revision !== undefined && isNamed(ifMatch.replaceAll(/\.[\w-]+"/g, '"'), revisionTag(revision));
  };
}

/** The answer to a change of settings whose expectation does not hold. */
export function changedMeanwhile(): ProblemError {
  return new ProblemError(
    412,
    'Somebody else has changed this meanwhile. Read it again, and send its ETag as If-Match.',
  );
}

/**
 * Whether `If-None-Match` or `If-Match` names a tag. Weak marks are ignored: a proxy that compresses adds them.
 */
export function isNamed(tags: string | undefined, tag: string): boolean {
  if (tags === undefined) return false;
  const plain = (text: string) => text.trim().replace(/^W\//, '');
  return tags.split(',').some((each) => each.trim() === '*' || plain(each) === plain(tag));
}
