import type { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { endOfBin, type LocalInstant, readLocalTimes } from '../parse/local-time.ts';
import { parseValue } from '../parse/parse-body.ts';
import { quote } from '../parse/quote.ts';
import { wholeNumberOf } from '../parse/whole-number.ts';

/** What an export can tell of a stretch of time. */
export type ExportColumn = 'in' | 'out' | 'occupancy' | 'averageVisit';

/** One row of an export, whatever its format. */
export interface ExportRow {
  /** `YYYYMMDDhhmmss` local to the device, or epoch milliseconds where the format tells them. */
  readonly start: string | number;
  /** As the device printed them. */
  readonly cells: Readonly<Partial<Record<ExportColumn, unknown>>>;
  /** Where it stood, for an error: `data.20170908000000`. */
  readonly place: string;
}

/** An export as it came, its columns recognised and its numbers not yet read. */
export interface ExportTable {
  readonly serial?: string;
  readonly name?: string;
  /** Seconds of a row, where the device tells them. */
  readonly seconds?: number;
  readonly rows: readonly ExportRow[];
}

const names: readonly (readonly [ExportColumn, RegExp])[] = [
  ['in', /^(total|people|count)?in$/],
  ['out', /^(total|people|count)?out$/],
  ['occupancy', /^occupancy$/],
  ['averageVisit', /^average(visit)?time$/],
];

/** Which column a device means by a name: `Total In`, `in`, `average visit time`. */
export function columnNamed(name: string): ExportColumn | undefined {
  const letters = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  return names.find(([, pattern]) => pattern.test(letters))?.[0];
}

/**
 * Which column a device means by the number of a type. 66 and 67 are printed (VAPIX People counter API,
 * Occupancy data); 3 and 4 are those of counts in clients of the export in XML.
 */
export function columnTyped(type: unknown): ExportColumn | undefined {
  const typed: Readonly<Record<number, ExportColumn>> = { 3: 'in', 4: 'out', 66: 'in', 67: 'out' };
  const number = wholeNumberOf(type);
  return number === null ? undefined : typed[number];
}

/** Whether a row can last so many seconds: up to a day, as every resolution of the vendor's. */
export function isLength(seconds: number | null): seconds is number {
  return seconds !== null && seconds > 0 && seconds <= 86_400;
}

/** A stretch of time: `from` belongs to it, `to` no more. Epoch milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** How rows of one kind of export are read and joined. */
export interface RowKind<Cells> {
  readonly schema: z.ZodType<Cells>;
  /** What two rows say together that mean the same instant. */
  together(a: Cells, b: Cells): Cells;
  /** Whether nobody was counted. */
  isEmpty(cells: Cells): boolean;
}

/**
 * Reads times and numbers of a table, oldest row first. Rows that mean the same instant become one; rows of
 * an hour that did not happen are left out where nobody was counted in them.
 *
 * @param zone IANA zone of the device's clock
 * @param seconds of a row, where the table tells none
 */
export function readRows<Cells extends object>(
  table: ExportTable,
  kind: RowKind<Cells>,
  zone: string,
  seconds: number,
): Result<(Stretch & Cells)[], SensorError> {
  const starts = startsOf(table.rows, zone);
  const found = new Map<number, Cells>();
  for (const [index, row] of table.rows.entries()) {
    const start = starts[index];
    if (start == null) return fail(noTime(row));
    const cells = parseValue(kind.schema, row.cells);
    if (!cells.ok) return fail(placed(cells.error, row.place));
    if (start.isSkipped && kind.isEmpty(cells.value)) continue;
    const same = found.get(start.ms);
    found.set(start.ms, same === undefined ? cells.value : kind.together(same, cells.value));
  }
  const length = table.seconds ?? seconds;
  const rows = [...found].sort(([a], [b]) => a - b);
  return ok(rows.map(([from, cells]) => ({ from, to: endOfBin(from, length, zone), ...cells })));
}

function startsOf(rows: readonly ExportRow[], zone: string): readonly (LocalInstant | null | undefined)[] {
  const local = readLocalTimes(
    rows.map(({ start }) => (typeof start === 'string' ? start : '')),
    zone,
  );
  return rows.map(({ start }, index) =>
    typeof start === 'number' ? { ms: start, isSkipped: false } : local[index],
  );
}

function noTime({ place, start }: ExportRow): SensorError {
  return { kind: 'invalid', field: place, expected: 'a time as YYYYMMDDhhmmss', found: quote(start) };
}

function placed(error: SensorError, place: string): SensorError {
  return error.kind === 'invalid' ? { ...error, field: `${place}.${error.field}` } : error;
}
