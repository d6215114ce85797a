import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Expectation, revisionOf } from '../revision.ts';
import { ProblemError } from './problem.ts';

/** Keys that only say when an answer was made: without a change of others the answer is the same. */
const passing = /"(?:asOf|seq|uptimeS)":(?:"[^"]*"|\d+),?/g;

/**
 * Gives every answer to a GET of the API a weak ETag, and answers 304 and nothing else to who has it already
 * (RFC 9110, 13.1.2). What a route sends in parts, or with `no-store`, is left as it is.
 */
export function tagAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (!request.url.startsWith('/api/v1')) return payload;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const isOpen = !String(reply.getHeader('cache-control') ?? '').includes('no-store');
    if (!isRead || !isOpen || reply.statusCode !== 200 || typeof payload !== 'string') {
      reply.header('cache-control', 'no-store');
      return payload;
    }
    const whole = revisionOf(payload.replaceAll(passing, ''));
    const revision = reply.getHeader('etag');
    const tag = typeof revision === 'string' ? `${revision.slice(0, -1)}.${whole}"` : `W/"${whole}"`;
    // Kept by one browser for one person, and asked about each time.
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (!isNamed(request.headers['if-none-match'], tag)) return payload;
    reply.code(304).removeHeader('content-length').removeHeader('content-type');
    return '';
  });
}

/** The ETag of settings by their revision. Answers to GET add what else they tell, after a dot. */
export function revisionTag(revision: string): string {
  return `"${revision}"`;
}

/**
 * What a request expects of the settings it changes: `If-Match` names the revision it was made from, and
 * `If-None-Match: *` wants nothing to be there yet. Without either everything is right (RFC 9110, 13.1).
 */
export function expectationOf({ headers }: FastifyRequest): Expectation {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  return (revision) => {
    if (ifNoneMatch?.trim() === '*' && revision !== undefined) return false;
    if (ifMatch === undefined) return true;
    return revision !== undefined && isNamed(ifMatch.replaceAll(/\.[\w-]+"/g, '"'), revisionTag(revision));
  };
}

/** The answer to who changes settings that are not what they believe. */
export function changedMeanwhile(): ProblemError {
  return new ProblemError(
    412,
    'Somebody else has changed this meanwhile. Read it again, and send its ETag as If-Match.',
  );
}

/** Whether `If-None-Match` or `If-Match` names a tag. Marks as weak are left aside: a proxy that compresses adds them. */
export function isNamed(tags: string | undefined, tag: string): boolean {
  if (tags === undefined) return false;
  const plain = (text: string) => text.trim().replace(/^W\//, '');
  return tags.split(',').some((each) => each.trim() === '*' || plain(each) === plain(tag));
}
