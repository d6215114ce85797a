import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import { endOfBin, readLocalSpans } from '#server/sensors/parse/local-time.ts';
import { parseValue, quote } from '#server/sensors/parse/parse-body.ts';
import { totalSchema } from '#server/sensors/parse/values.ts';
import type { SensorResult } from '#server/sensors/sensor-answer.ts';
import { readAnswer } from '../schema.ts';

/** People in and out in a stretch of time, epoch milliseconds: `from` belongs to it, `to` no more. */
export interface CountRow {
  readonly from: number;
  readonly to: number;
  readonly in: number;
  readonly out: number;
}

const exportSchema = z.object({
  data: z.array(z.looseObject({ start: z.string(), end: z.string() })),
});
const cellsSchema = z.object({ in: totalSchema, out: totalSchema });

/**
 * Reads `export/json` (VAPIX P8815-2 3D people counter API), oldest row first. Rows that mean the same instant
 * become one; rows of an hour that did not happen are left out where nobody was counted in them.
 *
 * @param zone IANA zone of the device's clock
 * @param seconds of a row
 */
export function countRowsIn(text: string, zone: string, seconds: number): SensorResult<CountRow[]> {
  const parsed = readAnswer(exportSchema, text);
  if (!parsed.ok) return parsed;
  const spans = readLocalSpans(parsed.value.data, zone);
  const rows = new Map<number, CountRow>();
  for (const [index, printed] of parsed.value.data.entries()) {
    const span = spans[index];
    if (span == null) return fail(noSpan(index, `${printed.start} to ${printed.end}`));
    const cells = parseValue(cellsSchema, printed);
    if (!cells.ok) return fail(placed(cells.error, index));
    if (span.isSkipped && cells.value.in === 0 && cells.value.out === 0) continue;
    const { from } = span;
    const to = span.isSkipped ? endOfBin(from, seconds, zone) : span.to;
    const same = rows.get(from) ?? { to, in: 0, out: 0 };
    rows.set(from, {
      from,
      to: Math.min(to, same.to),
      in: same.in + cells.value.in,
      out: same.out + cells.value.out,
    });
  }
  return ok([...rows.values()].sort((a, b) => a.from - b.from));
}

function noSpan(index: number, found: string): SensorError {
  const expected = 'a start and a later end as YYYY-MM-DD hh:mm:ss';
  return { kind: 'invalid', field: `data[${index}]`, expected, found: quote(found) };
}

function placed(error: SensorError, index: number): SensorError {
  return error.kind === 'invalid' ? { ...error, field: `data[${index}].${error.field}` } : error;
}
