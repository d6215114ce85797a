import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { looseTextSchema } from '../parse/loose-text.ts';
import { parseBody } from '../parse/parse-body.ts';
import { quote } from '../parse/quote.ts';
import { wholeNumberOf } from '../parse/whole-number.ts';
import { columnNamed, columnTyped, type ExportColumn, type ExportTable, isLength } from './export-table.ts';

/** `export-json` and `occupancy-export-json` (VAPIX People counter API, Occupancy data). */
const exportSchema = z.object({
  counter: z.object({
    name: looseTextSchema,
    serial: looseTextSchema,
    /** Seconds of a row. */
    delta: z.unknown().optional().transform(wholeNumberOf),
    /** The columns in their order, with numbers that the text does not explain. */
    types: z.union([z.record(z.string(), z.unknown()), z.array(z.string())]),
  }),
  data: z.record(z.string(), z.array(z.unknown())),
});

const rowMark = /#\d+/;

/**
 * Reads an export in JSON: rows keyed by local time, columns named in `counter.types` in their order. In the
 * night when the clocks are put back a device may print one key twice; both rows are kept.
 */
export function readExportJson(text: string): Result<ExportTable, SensorError> {
  const parsed = parseBody(exportSchema, keepEveryRow(text));
  if (!parsed.ok) return fail(withoutMark(parsed.error));
  const { counter, data } = parsed.value;
  const columns = columnsOf(counter.types);
  if (!columns.some((column) => column !== undefined))
    return fail({
      kind: 'invalid',
      field: 'counter.types',
      expected: 'names of columns',
      found: quote(counter.types),
    });
  const rows = Object.entries(data).map(([key, values]) => {
    const start = key.replace(rowMark, '');
    return { start, cells: cellsOf(columns, values), place: `data.${start}` };
  });
  const { name, serial, delta } = counter;
  return ok({
    rows,
    ...(serial !== undefined && { serial }),
    ...(name !== undefined && { name }),
    ...(isLength(delta) && { seconds: delta }),
  });
}

/** Of keys that are alike, `JSON.parse` keeps one: each gets a number of its own first. */
function keepEveryRow(text: string): string {
  let row = 0;
  return text.replaceAll(/"(\d{14})"(\s*:)/g, (_match, time: string, colon: string) => {
    row += 1;
    return `"${time}#${row}"${colon}`;
  });
}

function withoutMark(error: SensorError): SensorError {
  if (error.kind !== 'invalid') return error;
  return {
    ...error,
    field: error.field.replace(rowMark, ''),
    found: error.found.replaceAll(/(\d{14})#\d+/g, '$1'),
  };
}

function columnsOf(types: Readonly<Record<string, unknown>> | readonly string[]) {
  const named = Array.isArray(types)
    ? types.map((name: string) => [name, undefined] as const)
    : Object.entries(types);
  return named.map(([name, type]) => columnNamed(name) ?? columnTyped(type));
}

function cellsOf(columns: readonly (ExportColumn | undefined)[], values: readonly unknown[]) {
  const cells: Partial<Record<ExportColumn, unknown>> = {};
  for (const [index, column] of columns.entries()) if (column !== undefined) cells[column] = values[index];
  return cells;
}
