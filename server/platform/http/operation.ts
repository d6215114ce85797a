import type { FastifySchema } from 'fastify';

/**
 * Describes the calls of one group of the API: what each is for, what it takes and what it answers.
 *
 * @param tag one of the groups in `describe-api.ts`
 * @example
 * const operation = operationIn('lamps');
 * app.get('/api/v1/lamps', operation({ summary: 'All lamps', response: { 200: lampsSchema } }), list);
 */
export function operationIn(tag: string) {
  return <const Schema extends FastifySchema>(schema: Schema) => ({ schema: { ...schema, tags: [tag] } });
}
