import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type History, historyRowSchema } from '#lib/contract/history.ts';

const columns = Object.keys(historyRowSchema.shape);

export interface HistoryAnswerOptions {
  /** Without extension. */
  readonly fileName: string;
  /** Whether every bin has ended: such an answer changes only when something is filled in afterwards. */
  readonly isFinished: boolean;
}

/**
 * Answers history as JSON, or as CSV where that is accepted. Finished history carries an ETag: who has it
 * already is answered 304 and nothing else.
 */
export function sendHistory(
  request: FastifyRequest,
  reply: FastifyReply,
  history: History,
  { fileName, isFinished }: HistoryAnswerOptions,
): FastifyReply {
  const isCsv = (request.headers.accept ?? '').includes('text/csv');
  // Rows are made from the contract's own type; checking a year of them again would take longer than reading it.
  const text = isCsv ? stringify(history.rows, { header: true, columns }) : JSON.stringify(history);
  reply.header('vary', 'accept');
  if (isFinished) {
    const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
    reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
  } else {
    reply.header('cache-control', 'no-store');
  }
  reply.serializer((whole: unknown) => String(whole));
  if (!isCsv) return reply.header('content-type', 'application/json; charset=utf-8').send(text);
  return reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${fileName}.csv"`)
    .send(text);
}

/** RFC 9110, 13.1.2: compared weakly, a proxy may have marked the tag as weak. */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === etag || tag === '*');
}
