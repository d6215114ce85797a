import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { isHtml, parseValue } from '../parse/parse-body.ts';
import { shorten } from '../parse/quote.ts';
import { readAnswer } from './answer.ts';
import type { PrintedRow } from './history-rows.ts';

const exportSchema = z.object({
  data: z.array(z.looseObject({ start: z.string(), end: z.string() })),
});

/** Rows of `export/json` and `export_occupancy/json` (VAPIX P8815-2 3D people counter API). */
export function rowsInJson(text: string): Result<PrintedRow[], SensorError> {
  const parsed = readAnswer(exportSchema, text);
  if (!parsed.ok) return parsed;
  return ok(parsed.value.data.map(({ start, end, ...cells }) => ({ start, end, cells })));
}

const recordSchema = z.looseObject({ start: z.string(), end: z.string() });
const chunkLength = 64 * 1024;

/**
 * Rows of `export/csv` and `export_occupancy/csv`, whose first line names the columns. Long exports are read
 * piece by piece, so that polls of other devices are not held up.
 */
export async function rowsInCsv(text: string): Promise<Result<PrintedRow[], SensorError>> {
  if (text.trim() === '' || isHtml(text)) return fail(noCsv(text));
  const parser = parse({
    bom: true,
    columns: (titles: string[]) => titles.map((title) => title.toLowerCase()),
    delimiter: [',', ';', '\t'],
    trim: true,
    skip_empty_lines: true,
  });
  const rows: PrintedRow[] = [];
  try {
    for await (const record of Readable.from(chunksOf(text)).pipe(parser)) {
      const parsed = parseValue(recordSchema, record);
      if (!parsed.ok) return parsed;
      const { start, end, ...cells } = parsed.value;
      rows.push({ start, end, cells });
    }
  } catch (error) {
    // Whatever the parser throws is about the text: it does nothing else.
    return fail(noCsv(error instanceof Error ? error.message : String(error)));
  }
  // Without a line of titles there is no row either, whatever the text is.
  return rows.length > 0 || /\bstart\b.*\bend\b/i.test(text) ? ok(rows) : fail(noCsv(text));
}

function* chunksOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += chunkLength) yield text.slice(at, at + chunkLength);
}

function noCsv(found: string): SensorError {
  const what = found.trim() === '' ? 'an empty body' : isHtml(found) ? 'an HTML page' : shorten(found);
  return { kind: 'invalid', field: 'body', expected: 'CSV with start and end', found: what };
}
