import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { isHtml, parseJson, parseValue } from '../parse/parse-body.ts';
import { quote, shorten } from '../parse/quote.ts';
import { wholeNumberOf } from '../parse/whole-number.ts';

/** One row of an export as the device prints it, its numbers read. */
export interface ExportedRow {
  /** Where it stands, for an error: `line 7`, `data.20170110000000`. */
  readonly at: string;
  /** The local time at which it begins. */
  readonly start: string;
  /** Seconds since 1970, where the export has them. */
  readonly unixtime?: number;
  readonly in: number;
  readonly out: number;
}

/** What a row is about, by the name of its column; units and numbering in brackets belong to the name. */
type Column = 'start' | 'unixtime' | 'in' | 'out';

const columnNames: Readonly<Record<string, Column>> = {
  'interval start': 'start',
  start: 'start',
  'interval start (unixtime)': 'unixtime',
  'start (unixtime)': 'unixtime',
  unixtime: 'unixtime',
  in: 'in',
  out: 'out',
};

const recordsSchema = z.array(z.array(z.string()));

/**
 * Reads `export.csv`: "The first line contains a description of each element: Interval Start, Interval Start
 * (Unixtime), In, Out." Columns are found by these names, further ones are ignored.
 */
export function parseExportedCsv(text: string): Result<ExportedRow[], SensorError> {
  if (text.trim() === '') return invalid('body', 'CSV with a first line of names', 'an empty body');
  if (isHtml(text)) return invalid('body', 'CSV', 'an HTML page');
  const records = recordsIn(text);
  if (!records.ok) return records;
  const [header = [], ...lines] = records.value;
  const columns = columnsOf(header);
  for (const column of ['start', 'in', 'out'] as const) {
    if (!columns.has(column)) return invalid('line 1', `a column for ${column}`, shorten(header.join(',')));
  }
  return collect(lines, (cells, index) => {
    const cell = (column: Column) => cells[columns.get(column) ?? -1];
    return rowOf(`line ${index + 2}`, cell);
  });
}

/**
 * Reads `export.json`. Its shape is not printed. Taken are the shape of AXIS People Counter, rows keyed by
 * their time with columns in the order of `counter.types`, and lists of rows with the names of the CSV.
 */
export function parseExportedJson(text: string): Result<ExportedRow[], SensorError> {
  const body = parseJson(withEveryRow(text));
  if (!body.ok) return body;
  const parsed = parseValue(exportSchema, body.value);
  if (!parsed.ok) return parsed;
  return Array.isArray(parsed.value) ? listedRows(parsed.value) : keyedRows(parsed.value);
}

/** An object that is no list. */
function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const rowSchema = z.custom<Readonly<Record<string, unknown>>>(isObject);

const keyedSchema = z.object({
  counter: z
    .object({ types: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).optional() })
    .optional(),
  /** Checked row by row: an export has many. */
  data: z.custom<Readonly<Record<string, unknown>>>(isObject),
});
type Keyed = z.infer<typeof keyedSchema>;

const exportSchema = z.union(
  [z.array(rowSchema), z.object({ data: z.array(rowSchema) }).transform(({ data }) => data), keyedSchema],
  'rows of stored counts',
);

function listedRows(rows: readonly Readonly<Record<string, unknown>>[]): Result<ExportedRow[], SensorError> {
  return collect(rows, (row, index) => {
    const names = columnsOf(Object.keys(row));
    const values = Object.values(row);
    return rowOf(`data[${index}]`, (column) => values[names.get(column) ?? -1]);
  });
}

/** Without names, two columns are people in and out, in the order of the CSV. */
function keyedRows({ counter, data }: Keyed): Result<ExportedRow[], SensorError> {
  const types = counter?.types;
  const names = types === undefined ? ['in', 'out'] : Array.isArray(types) ? types : Object.keys(types);
  const columns = columnsOf(names);
  return collect(Object.entries(data), ([key, cells]) => {
    const start = key.split(again)[0] ?? '';
    if (!Array.isArray(cells) || cells.length !== names.length) {
      return invalid(`data.${start}`, `${names.length} columns: ${names.join(', ')}`, quote(cells));
    }
    return rowOf(`data.${start}`, (column) =>
      column === 'start' ? start : cells[columns.get(column) ?? -1],
    );
  });
}

/** Stands behind a time that comes again. */
const again = '#';

/**
 * When clocks are put back, an hour of rows is keyed by times that were there before, and JSON keeps only
 * the last value of a key: these keys are told apart before it is read.
 */
function withEveryRow(text: string): string {
  const seen = new Map<string, number>();
  return text.replaceAll(/"(\d{14})"(?=\s*:)/g, (whole, time: string) => {
    const times = seen.get(time) ?? 0;
    seen.set(time, times + 1);
    return times === 0 ? whole : `"${time}${again}${times}"`;
  });
}

function recordsIn(text: string): Result<string[][], SensorError> {
  try {
    const records: unknown = parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    return parseValue(recordsSchema, records);
  } catch (error) {
    return invalid('body', 'CSV', shorten(error instanceof Error ? error.message : String(error)));
  }
}

/** Where each column stands; of two with one name, the first. */
function columnsOf(names: readonly string[]): ReadonlyMap<Column, number> {
  const columns = new Map<Column, number>();
  for (const [index, name] of names.entries()) {
    const key = name.trim().toLowerCase().replaceAll(/\s+/g, ' ');
    const column = Object.hasOwn(columnNames, key) ? columnNames[key] : undefined;
    if (column !== undefined && !columns.has(column)) columns.set(column, index);
  }
  return columns;
}

function rowOf(at: string, cell: (column: Column) => unknown): Result<ExportedRow, SensorError> {
  const printed = cell('start');
  if (typeof printed !== 'string' && typeof printed !== 'number') {
    return invalid(`${at}, start`, 'a local time', quote(printed));
  }
  const unixtime = cell('unixtime');
  const moment = wholeNumberOf(unixtime);
  if (unixtime !== undefined && (moment === null || moment < 0)) {
    return invalid(`${at}, unixtime`, 'seconds since 1970', quote(unixtime));
  }
  const coming = countIn(cell('in'));
  if (coming === null) return invalid(`${at}, in`, 'a whole number of 0 or more', quote(cell('in')));
  const going = countIn(cell('out'));
  if (going === null) return invalid(`${at}, out`, 'a whole number of 0 or more', quote(cell('out')));
  return ok({
    at,
    start: String(printed),
    ...(moment !== null && { unixtime: moment }),
    in: coming,
    out: going,
  });
}

function countIn(value: unknown): number | null {
  const count = wholeNumberOf(value);
  return count !== null && count >= 0 ? count : null;
}

/** All rows, or the first thing that is wrong: an export with a hole would pass for one without. */
function collect<T>(
  items: readonly T[],
  read: (item: T, index: number) => Result<ExportedRow, SensorError>,
): Result<ExportedRow[], SensorError> {
  const rows: ExportedRow[] = [];
  for (const [index, item] of items.entries()) {
    const row = read(item, index);
    if (!row.ok) return row;
    rows.push(row.value);
  }
  return ok(rows);
}

function invalid(field: string, expected: string, found: string): { ok: false; error: SensorError } {
  return fail({ kind: 'invalid', field, expected, found });
}
