import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { idSchema } from '#lib/contract/ids.ts';
import { ProblemError } from './problem.ts';

/** The longest page. */
export const longestPage = 500;
const usualPage = 100;

/** Query parameters of a paged list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(longestPage).optional().describe('The most rows of one answer.'),
  cursor: z
    .string()
    .max(1000)
    .optional()
    .describe('Where the page begins: as the Link header of the page before gives it.'),
};

/** Of a list that has no other parameters. */
export const pageQuerySchema = z.object(pageQuery);
/** Of a list of what sites have: all of them, or one. */
export const sitePageQuerySchema = z.object({ site: idSchema.optional(), ...pageQuery });
export type PageQuery = z.infer<typeof pageQuerySchema>;

const partsSchema = z.array(z.union([z.string(), z.number()]));

/** Identifies a place in a list by the row's key, so that added and removed rows shift nothing. */
export function cursorOf(...parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * The parts given to {@link cursorOf}, checked by the list's schema.
 *
 * @throws ProblemError 400 for an invalid cursor
 */
export function readCursor<T>(cursor: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(partsSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString())));
  } catch {
    throw new ProblemError(400, 'cursor: expected one that the Link header of this list gave.', {
      errors: [{ path: 'cursor', message: 'expected one that the Link header of this list gave' }],
    });
  }
}

/** Names the next page in the `Link` header (RFC 8288): the same query with another cursor. */
export function linkNext(request: FastifyRequest, reply: FastifyReply, cursor: string, limit: number): void {
  const { pathname, searchParams } = new URL(request.url, 'http://doorlight.invalid');
  searchParams.delete('before');
  searchParams.set('limit', String(limit));
  searchParams.set('cursor', cursor);
  reply.header('link', `<${pathname}?${searchParams}>; rel="next"`);
}

const keySchema = z.tuple([z.string()]);

/**
 * A page of a list in memory. Without `limit` and `cursor` it is the whole list, unsorted; pages are sorted by
 * key, so that no row is repeated or skipped.
 *
 * @param keyOf the permanent key of a row
 */
export function pageOf<T>(
  request: FastifyRequest<{ Querystring: PageQuery }>,
  reply: FastifyReply,
  rows: readonly T[],
  keyOf: (row: T) => string,
): T[] {
  const { limit = usualPage, cursor } = request.query;
  if (request.query.limit === undefined && cursor === undefined) return [...rows];
  const after = cursor === undefined ? undefined : readCursor(cursor, keySchema)[0];
  const rest = rows
    .map((row) => ({ key: keyOf(row), row }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  if (last !== undefined && rest.length > limit) linkNext(request, reply, cursorOf(last.key), limit);
  return page.map(({ row }) => row);
}
