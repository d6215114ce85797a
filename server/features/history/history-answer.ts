import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type History, historyRowSchema } from '#lib/contract/history.ts';

const columns = Object.keys(historyRowSchema.shape);

export interface HistoryAnswerOptions {
  /** Without extension. */
  readonly fileName: string;
}

/** Answers history as JSON, or as CSV where that is accepted. */
export function sendHistory(
  request: FastifyRequest,
  reply: FastifyReply,
  history: History,
  { fileName }: HistoryAnswerOptions,
): FastifyReply {
  const isCsv = (request.headers.accept ?? '').includes('text/csv');
  // // Rows have the contract's own type; validating a year of them would take longer than reading it.
  const text = isCsv ? stringify(history.rows, { header: true, columns }) : JSON.stringify(history);
  reply.header('vary', 'accept');
  reply.serializer((whole: unknown) => String(whole));
  if (!isCsv) return reply.header('content-type', 'application/json; charset=utf-8').send(text);
  return reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${fileName}.csv"`)
    .send(text);
}
