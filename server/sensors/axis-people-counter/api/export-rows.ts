import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import { endOfBin, readLocalTimes } from '#server/sensors/parse/local-time.ts';
import { parseBody, parseValue, quote } from '#server/sensors/parse/parse-body.ts';
import { totalSchema, wholeNumberOf, wholeNumberSchema } from '#server/sensors/parse/values.ts';
import type { SensorResult } from '#server/sensors/sensor-answer.ts';

/** A span of time: `from` inclusive, `to` exclusive. Epoch milliseconds. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** How rows of one kind of export are parsed and joined. */
interface RowKind<Cells> {
  readonly schema: z.ZodType<Cells>;
  /** Joins two rows of the same instant. */
  join(a: Cells, b: Cells): Cells;
  /** Whether nobody was counted. */
  isEmpty(cells: Cells): boolean;
}

const countCellsSchema = z.object({ in: totalSchema, out: totalSchema });
/** People in and out in a stretch of time. */
export type CountRow = Stretch & z.infer<typeof countCellsSchema>;

/** Rows of `export-json`. */
export const countRows: RowKind<z.infer<typeof countCellsSchema>> = {
  schema: countCellsSchema,
  join: (a, b) => ({ in: a.in + b.in, out: a.out + b.out }),
  isEmpty: (cells) => cells.in === 0 && cells.out === 0,
};

const occupancyCellsSchema = z.object({ occupancy: wholeNumberSchema });
/** People inside in a stretch of time; devices do report negative ones. */
export type OccupancyRow = Stretch & z.infer<typeof occupancyCellsSchema>;

/**
 * Rows of `occupancy-export-json`. Of two at one time the larger is the safer. Their totals are not used: the
 * text does not say when they start.
 */
export const occupancyRows: RowKind<z.infer<typeof occupancyCellsSchema>> = {
  schema: occupancyCellsSchema,
  join: (a, b) => (b.occupancy > a.occupancy ? b : a),
  isEmpty: ({ occupancy }) => occupancy === 0,
};

/** `export-json` and `occupancy-export-json` (VAPIX People counter API, Occupancy data). */
const exportSchema = z.object({
  counter: z.object({
    /** Seconds of a row. */
    delta: z.unknown().optional().transform(wholeNumberOf),
    /** The columns in their order, with numbers that the text does not explain. */
    types: z.union([z.record(z.string(), z.unknown()), z.array(z.string())]),
  }),
  data: z.record(z.string(), z.array(z.unknown())),
});

/**
 * Reads an export in JSON, oldest row first: rows keyed by local time, columns named in `counter.types` in their
 * order. Rows that mean the same instant become one; rows of an hour that did not happen are left out where
 * nobody was counted in them.
 *
 * @param zone IANA zone of the device's clock
 * @param seconds of a row, where the device names none
 */
export function readRows<Cells extends object>(
  text: string,
  kind: RowKind<Cells>,
  zone: string,
  seconds: number,
): SensorResult<(Stretch & Cells)[]> {
  const parsed = parseBody(exportSchema, keepEveryRow(text));
  if (!parsed.ok) return fail(withoutMark(parsed.error));
  const { counter, data } = parsed.value;
  const columns = columnsOf(counter.types);
  if (!columns.some((column) => column !== undefined))
    return fail(invalid('counter.types', 'names of columns', counter.types));
  const rows = Object.entries(data).map(([key, values]) => ({ start: key.replace(rowMark, ''), values }));
  const starts = readLocalTimes(
    rows.map(({ start }) => start),
    zone,
  );
  const found = new Map<number, Cells>();
  for (const [index, { start, values }] of rows.entries()) {
    const instant = starts[index];
    if (instant == null) return fail(invalid(`data.${start}`, 'a time as YYYYMMDDhhmmss', start));
    const cells = parseValue(kind.schema, cellsOf(columns, values));
    if (!cells.ok) return fail(placed(cells.error, `data.${start}`));
    if (instant.isSkipped && kind.isEmpty(cells.value)) continue;
    const same = found.get(instant.ms);
    found.set(instant.ms, same === undefined ? cells.value : kind.join(same, cells.value));
  }
  const length = isLength(counter.delta) ? counter.delta : seconds;
  const sorted = [...found].sort(([a], [b]) => a - b);
  return ok(sorted.map(([from, cells]) => ({ from, to: endOfBin(from, length, zone), ...cells })));
}

type Column = 'in' | 'out' | 'occupancy';

const names: readonly (readonly [Column, RegExp])[] = [
  ['in', /^(total|people|count)?in$/],
  ['out', /^(total|people|count)?out$/],
  ['occupancy', /^occupancy$/],
];

/**
 * Type numbers: 66 and 67 are documented (VAPIX People counter API, Occupancy data); 3 and 4 are those of
 * counts in clients of the vendor's XML export.
 */
const columnTypes: Readonly<Record<number, Column>> = { 3: 'in', 4: 'out', 66: 'in', 67: 'out' };

/** The column for each name (`Total In`, `in`), otherwise by its type number. */
function columnsOf(types: Readonly<Record<string, unknown>> | readonly string[]) {
  const named = Array.isArray(types)
    ? types.map((name: string) => [name, undefined] as const)
    : Object.entries(types);
  return named.map(([name, type]) => {
    const letters = name.toLowerCase().replaceAll(/[^a-z]/g, '');
    return names.find(([, pattern]) => pattern.test(letters))?.[0] ?? columnTypes[wholeNumberOf(type) ?? -1];
  });
}

function cellsOf(columns: readonly (Column | undefined)[], values: readonly unknown[]) {
  const cells: Partial<Record<Column, unknown>> = {};
  for (const [index, column] of columns.entries()) if (column !== undefined) cells[column] = values[index];
  return cells;
}

/** Whether a row can have this length: up to a day, like all resolutions of the vendor. */
function isLength(seconds: number | null): seconds is number {
  return seconds !== null && seconds > 0 && seconds <= 86_400;
}

const rowMark = /#\d+/;

/**
 * On the night when the clocks are set back a device may print one key twice, of which `JSON.parse` keeps one:
 * each key is numbered first.
 */
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

function invalid(field: string, expected: string, found: unknown): SensorError {
  return { kind: 'invalid', field, expected, found: quote(found) };
}

function placed(error: SensorError, place: string): SensorError {
  return error.kind === 'invalid' ? { ...error, field: `${place}.${error.field}` } : error;
}
