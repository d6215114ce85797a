import { z } from 'zod';
import { fail, ok } from '#lib/result.ts';
import { parseJson, parseValue, quote } from '#server/sensors/parse/parse-body.ts';
import { looseTextSchema, wholeNumberOf } from '#server/sensors/parse/values.ts';
import type { SensorResult } from '#server/sensors/sensor-answer.ts';
import type { HistoryBin } from '../history.ts';
import { epochMsOf, fieldsOf, idSchema, withNames } from '../schema.ts';
import { levelIn, type NamedCount, passagesIn } from './readings.ts';

/**
 * `GET …/data/history/logics` (firmware 5): the counts are described once, in `config`, their values are in
 * each measurement. Older documentation has `bins` for `measurements`, `from`/`to` for `begin`/`end`.
 */
const historySchema = z.object({
  config: z.object({
    counts: z.array(
      z.object({
        id: idSchema,
        logic_id: idSchema,
        name: looseTextSchema.optional(),
        type: looseTextSchema.optional(),
      }),
    ),
  }),
  measurements: z.array(
    z.object({
      begin: z.unknown(),
      end: z.unknown(),
      records: z.unknown().optional(),
      counts: z.array(z.object({ id: idSchema, value: z.unknown().optional() })),
    }),
  ),
});
type History = z.infer<typeof historySchema>;
type ConfiguredCount = History['config']['counts'][number];

/** Reads the answer of `GET …/data/history/logics`. Bins without any record are left out. */
export function parseHistory(text: string): SensorResult<readonly HistoryBin[]> {
  const body = parseJson(text);
  if (!body.ok) return body;
  const named = fieldsOf(withNames(body.value, { measurements: ['bins'] }));
  const rows = named?.measurements;
  const whole = Array.isArray(rows)
    ? { ...named, measurements: rows.map((row) => withNames(row, { begin: ['from'], end: ['to'] })) }
    : (named ?? body.value);
  const parsed = parseValue(historySchema, whole);
  return parsed.ok ? binsOf(parsed.value) : parsed;
}

function binsOf({ config, measurements }: History): SensorResult<readonly HistoryBin[]> {
  const byId = new Map(config.counts.map((count) => [count.id, count]));
  const bins: HistoryBin[] = [];
  for (const [index, { begin, end, records, counts }] of measurements.entries()) {
    const fromMs = epochMsOf(begin);
    const toMs = epochMsOf(end);
    if (fromMs === null || toMs === null || toMs <= fromMs) {
      return fail({
        kind: 'invalid',
        field: `measurements[${index}].begin`,
        expected: 'a time before end',
        found: `${quote(begin).slice(0, 35)} … ${quote(end).slice(0, 35)}`,
      });
    }
    if (wholeNumberOf(records) === 0) continue;
    const logics = new Map<string, (ConfiguredCount & NamedCount)[]>();
    for (const { id, value } of counts) {
      const configured = byId.get(id);
      if (configured === undefined) continue;
      const ofLogic = logics.get(configured.logic_id) ?? [];
      ofLogic.push({ ...configured, value });
      logics.set(configured.logic_id, ofLogic);
    }
    for (const [channel, ofLogic] of logics) {
      const value = numbersIn(ofLogic);
      if (!('expected' in value)) bins.push({ channel, fromMs, toMs, ...value });
    }
  }
  return ok(bins);
}

/** Counts of type `accumulation` are differences, of type `state` values at the end of the bin. */
function numbersIn(counts: readonly (ConfiguredCount & NamedCount)[]) {
  const states = counts.filter(({ type }) => type === 'state');
  return states.length > 0
    ? levelIn(states)
    : passagesIn(counts.filter(({ type }) => type === undefined || type === 'accumulation'));
}
