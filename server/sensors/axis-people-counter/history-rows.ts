import { z } from 'zod';
import { totalSchema, wholeNumberOf, wholeNumberSchema } from '../parse/whole-number.ts';
import type { RowKind, Stretch } from './export-table.ts';

const countCellsSchema = z.object({ in: totalSchema, out: totalSchema });
type CountCells = z.infer<typeof countCellsSchema>;

/** People who came in and went out in a stretch of time. */
export type CountRow = Stretch & CountCells;

/** Rows of `export-json`, `-csv` and `-xml`. */
export const countRows: RowKind<CountCells> = {
  schema: countCellsSchema,
  together: (a, b) => ({ in: a.in + b.in, out: a.out + b.out }),
  isEmpty: (cells) => cells.in === 0 && cells.out === 0,
};

const occupancyCellsSchema = z
  .object({
    occupancy: wholeNumberSchema,
    averageVisit: z.unknown().optional().transform(wholeNumberOf),
    in: totalSchema.nullish(),
    out: totalSchema.nullish(),
  })
  .transform(
    ({ occupancy, averageVisit, in: totalIn = null, out: totalOut = null }): OccupancyCells => ({
      occupancy,
      averageVisit,
      totalIn,
      totalOut,
    }),
  );

interface OccupancyCells {
  /** People inside; devices do report negative ones. */
  readonly occupancy: number;
  /** As printed: the text names no unit. Null where the device prints none. */
  readonly averageVisit: number | null;
  /** As printed: the text does not say whether rows shorter than a day add up or start over. */
  readonly totalIn: number | null;
  readonly totalOut: number | null;
}

/** What the occupancy export tells of a stretch of time. */
export type OccupancyRow = Stretch & OccupancyCells;

/** Rows of `occupancy-export-json`, `-csv` and `-xml`. Of two at one time the fuller is the safer. */
export const occupancyRows: RowKind<OccupancyCells> = {
  schema: occupancyCellsSchema,
  together: (a, b) => (b.occupancy > a.occupancy ? b : a),
  isEmpty: ({ occupancy, totalIn, totalOut }) => occupancy === 0 && !totalIn && !totalOut,
};
