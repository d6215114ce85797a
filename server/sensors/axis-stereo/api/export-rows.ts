import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import { endOfBin, readLocalTimes } from '#server/sensors/parse/local-time.ts';
import { isHtml, parseValue, quote, shorten } from '#server/sensors/parse/parse-body.ts';
import { wholeNumberOf } from '#server/sensors/parse/values.ts';
import type { SensorResult } from '#server/sensors/sensor-answer.ts';

/** People who passed in a stretch of time. */
export interface CountedSpan {
  /** Epoch milliseconds; `from` belongs to the span, `to` no more. */
  readonly from: number;
  readonly to: number;
  readonly in: number;
  readonly out: number;
  /**
   * Set if people were counted in an hour that the zone's clocks skip: the device's clock runs in another zone,
   * and all times may be wrong.
   */
  readonly isSkipped?: true;
}

/** The end of the year 9999: beyond it a Unixtime was in other units than seconds. */
const latestMs = 253_402_300_799_000;

/**
 * Reads `export.csv` with absolute times, in the order of the file. The Unixtime of a row is preferred to its
 * local time; if a row has none, local times are read in `zone`, including clock changes. A skipped hour that
 * is printed nevertheless, without people, is left out.
 *
 * @param seconds of a row
 */
export function readExport(text: string, seconds: number, zone: string): SensorResult<CountedSpan[]> {
  const printed = parseRows(text);
  if (!printed.ok) return printed;
  const rows = printed.value;
  const starts = rows.map((row) => row.start.replaceAll('/', '-'));
  const locals = rows.every((row) => row.unixtime !== undefined) ? [] : readLocalTimes(starts, zone);
  const spans: CountedSpan[] = [];
  for (const [index, { at, start, unixtime, ...people }] of rows.entries()) {
    const local = locals[index];
    const from = unixtime === undefined ? local?.ms : unixtime * 1000;
    const isSkipped = unixtime === undefined && local?.isSkipped === true;
    if (from === undefined || from > latestMs) {
      const expected = 'a time as YYYYMMDDhhmmss or YYYY-MM-DD hh:mm:ss';
      return invalid(`${at}, start`, expected, quote(unixtime === undefined ? start : unixtime));
    }
    if (isSkipped && people.in === 0 && people.out === 0) continue;
    spans.push({ from, to: endOfBin(from, seconds, zone), ...people, ...(isSkipped && { isSkipped }) });
  }
  return ok(spans);
}

/** One row as the device prints it, its numbers read. */
interface PrintedRow {
  /** Its place, for an error: `line 7`. */
  readonly at: string;
  /** The local time at which it begins. */
  readonly start: string;
  /** Seconds since 1970, where the export has them. */
  readonly unixtime?: number;
  readonly in: number;
  readonly out: number;
}

type Column = 'start' | 'unixtime' | 'in' | 'out';

/** Units and numbering in brackets belong to the name. */
const columnNames: Readonly<Record<string, Column>> = {
  'interval start': 'start',
  start: 'start',
  'interval start (unixtime)': 'unixtime',
  'start (unixtime)': 'unixtime',
  unixtime: 'unixtime',
  in: 'in',
  out: 'out',
};

/**
 * "The first line contains a description of each element: Interval Start, Interval Start (Unixtime), In, Out."
 * Columns are found by these names, further ones are ignored. An export with a wrong row is refused whole: one
 * with a hole would pass for one without.
 */
function parseRows(text: string): SensorResult<PrintedRow[]> {
  if (text.trim() === '') return invalid('body', 'CSV with a first line of names', 'an empty body');
  if (isHtml(text)) return invalid('body', 'CSV', 'an HTML page');
  const records = recordsIn(text);
  if (!records.ok) return records;
  const [header = [], ...lines] = records.value;
  const columns = columnsOf(header);
  for (const column of ['start', 'in', 'out'] as const) {
    if (!columns.has(column)) return invalid('line 1', `a column for ${column}`, shorten(header.join(',')));
  }
  const rows: PrintedRow[] = [];
  for (const [index, cells] of lines.entries()) {
    const row = rowOf(`line ${index + 2}`, (column) => cells[columns.get(column) ?? -1]);
    if (!row.ok) return row;
    rows.push(row.value);
  }
  return ok(rows);
}

const recordsSchema = z.array(z.array(z.string()));

function recordsIn(text: string): SensorResult<string[][]> {
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

function rowOf(at: string, cell: (column: Column) => string | undefined): SensorResult<PrintedRow> {
  const start = cell('start');
  if (start === undefined) return invalid(`${at}, start`, 'a local time', quote(start));
  const unixtime = cell('unixtime');
  const moment = wholeNumberOf(unixtime);
  if (unixtime !== undefined && (moment === null || moment < 0)) {
    return invalid(`${at}, unixtime`, 'seconds since 1970', quote(unixtime));
  }
  const peopleIn = countIn(cell('in'));
  if (peopleIn === null) return invalid(`${at}, in`, 'a whole number of 0 or more', quote(cell('in')));
  const peopleOut = countIn(cell('out'));
  if (peopleOut === null) return invalid(`${at}, out`, 'a whole number of 0 or more', quote(cell('out')));
  return ok({ at, start, ...(moment !== null && { unixtime: moment }), in: peopleIn, out: peopleOut });
}

function countIn(value: unknown): number | null {
  const count = wholeNumberOf(value);
  return count !== null && count >= 0 ? count : null;
}

function invalid(field: string, expected: string, found: string): { ok: false; error: SensorError } {
  return fail({ kind: 'invalid', field, expected, found });
}
