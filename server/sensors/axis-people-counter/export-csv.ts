import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { isHtml } from '../parse/parse-body.ts';
import { shorten } from '../parse/quote.ts';
import { columnNamed, type ExportColumn, type ExportRow, type ExportTable } from './export-table.ts';

/** What a column of the first line is for. The text says that it describes them, and prints none. */
type CsvColumn = ExportColumn | 'start' | 'serial' | 'name' | undefined;

const chunkLength = 64 * 1024;

/**
 * Reads an export in CSV: a first line that describes the columns, then a row for each stretch of time. Long
 * exports are read piece by piece, so that polls of other devices are not held up.
 */
export async function readExportCsv(text: string): Promise<Result<ExportTable, SensorError>> {
  if (text.trim() === '' || isHtml(text)) return fail(noCsv(text));
  const parser = parse({
    bom: true,
    delimiter: [',', ';', '\t'],
    trim: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  let columns: readonly CsvColumn[] | undefined;
  const rows: ExportRow[] = [];
  const about: { serial?: string; name?: string } = {};
  try {
    for await (const record of Readable.from(chunksOf(text)).pipe(parser)) {
      const fields: readonly string[] = record;
      if (columns === undefined) {
        columns = fields.map(csvColumn);
        if (!columns.includes('start')) return fail(noCsv(fields.join()));
        continue;
      }
      const { start, serial, name, ...cells } = byColumn(columns, fields);
      if (serial) about.serial = serial;
      if (name) about.name = name;
      rows.push({ start: compactTime(start ?? ''), cells, place: `row ${rows.length + 1}` });
    }
  } catch (error) {
    // Whatever the parser throws is about the text: it does nothing else.
    return fail(noCsv(error instanceof Error ? error.message : String(error)));
  }
  return ok({ ...about, rows });
}

function* chunksOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += chunkLength) yield text.slice(at, at + chunkLength);
}

function csvColumn(title: string): CsvColumn {
  const column = columnNamed(title);
  if (column !== undefined) return column;
  if (/serial|mac/i.test(title)) return 'serial';
  if (/start|from|^(date|time|timestamp)$/i.test(title) && !/unix/i.test(title)) return 'start';
  return /name/i.test(title) ? 'name' : undefined;
}

function byColumn(columns: readonly CsvColumn[], fields: readonly string[]) {
  const found: Partial<Record<Exclude<CsvColumn, undefined>, string>> = {};
  for (const [index, column] of columns.entries()) {
    const field = fields[index];
    if (column !== undefined && field !== undefined) found[column] ??= field;
  }
  return found;
}

/** `2017-05-12 00:00:00` and `2017/05/12 00:00` as `20170512000000` and `201705120000`. */
function compactTime(time: string): string {
  return /^[\d\s:/T-]+$/.test(time) ? time.replaceAll(/\D/g, '') : time;
}

function noCsv(found: string): SensorError {
  const what = found.trim() === '' ? 'an empty body' : isHtml(found) ? 'an HTML page' : shorten(found);
  return {
    kind: 'invalid',
    field: 'body',
    expected: 'CSV with a first line that names its columns',
    found: what,
  };
}
