import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { endOfBin, readLocalSpans } from '../parse/local-time.ts';
import { parseValue } from '../parse/parse-body.ts';
import { quote } from '../parse/quote.ts';
import { totalSchema, wholeNumberSchema } from '../parse/whole-number.ts';

/** A stretch of time: `from` belongs to it, `to` no more. Epoch milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** One row of an export as it came, whatever its format. */
export interface PrintedRow {
  /** Local to the device, `2020-06-23 00:00:00`. */
  readonly start: string;
  readonly end: string;
  /** By the names of the export's columns. */
  readonly cells: Readonly<Record<string, unknown>>;
}

/** How rows of one kind of export are read and joined. */
export interface RowKind<Cells> {
  readonly schema: z.ZodType<Cells>;
  /** What two rows say together that mean the same instant. */
  together(a: Cells, b: Cells): Cells;
  /** Whether nobody was counted. */
  isEmpty(cells: Cells): boolean;
}

const adultsSchema = totalSchema.nullish();

const countCellsSchema = z
  .object({ in: totalSchema, out: totalSchema, adults_in: adultsSchema, adults_out: adultsSchema })
  .transform(
    (cells): CountCells => ({
      in: cells.in,
      out: cells.out,
      ...(cells.adults_in != null && { adultsIn: cells.adults_in }),
      ...(cells.adults_out != null && { adultsOut: cells.adults_out }),
    }),
  );

interface CountCells {
  readonly in: number;
  readonly out: number;
  /** Of them, those taken for adults, on firmware that tells. */
  readonly adultsIn?: number;
  readonly adultsOut?: number;
}

/** People who came in and went out in a stretch of time. */
export type CountRow = Stretch & CountCells;

/** Rows of `export/json` and `export/csv`: start, end, in, out. */
export const countRows: RowKind<CountCells> = {
  schema: countCellsSchema,
  together: (a, b) => ({
    in: a.in + b.in,
    out: a.out + b.out,
    ...(a.adultsIn !== undefined && b.adultsIn !== undefined && { adultsIn: a.adultsIn + b.adultsIn }),
    ...(a.adultsOut !== undefined && b.adultsOut !== undefined && { adultsOut: a.adultsOut + b.adultsOut }),
  }),
  isEmpty: (cells) => cells.in === 0 && cells.out === 0,
};

const peakCellsSchema = z.object({ peak: wholeNumberSchema });
type PeakCells = z.infer<typeof peakCellsSchema>;

/** The most people inside in a stretch of time. */
export type PeakRow = Stretch & PeakCells;

/** Rows of `export_occupancy/json` and `export_occupancy/csv`: start, end, peak. */
export const peakRows: RowKind<PeakCells> = {
  schema: peakCellsSchema,
  together: (a, b) => (a.peak > b.peak ? a : b),
  isEmpty: ({ peak }) => peak === 0,
};

/**
 * Reads times and numbers of printed rows, oldest first. Rows that mean the same instant become one; rows of
 * an hour that did not happen are left out where nobody was counted in them.
 *
 * @param zone IANA zone of the device's clock
 * @param seconds of a row
 */
export function readRows<Cells extends object>(
  printed: readonly PrintedRow[],
  kind: RowKind<Cells>,
  zone: string,
  seconds: number,
): Result<(Stretch & Cells)[], SensorError> {
  const spans = readLocalSpans(printed, zone);
  const rows = new Map<number, Stretch & Cells>();
  for (const [index, { start, end, cells: given }] of printed.entries()) {
    const span = spans[index];
    if (span == null) return fail(noSpan(index, `${start} to ${end}`));
    const cells = parseValue(kind.schema, given);
    if (!cells.ok) return fail(placed(cells.error, index));
    if (span.isSkipped && kind.isEmpty(cells.value)) continue;
    const { from } = span;
    const to = span.isSkipped ? endOfBin(from, seconds, zone) : span.to;
    const same = rows.get(from);
    rows.set(
      from,
      same === undefined
        ? { from, to, ...cells.value }
        : { from, to: Math.min(to, same.to), ...kind.together(same, cells.value) },
    );
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
