import type { z } from 'zod';
import type { Grouping, Period } from './period.ts';
import type { lineCrossesSchema } from './schema.ts';

/** Crossings of lines: a person who crosses three lines is three of them. */
export interface LineCrosses {
  /** How the rows are grouped: as asked, else by Indivd's default for so many days. */
  readonly by: Grouping;
  /** In Indivd's order. No rows: no data, which may mean that nobody came, or that the filter fits nothing. */
  readonly rows: readonly { readonly period: Period; readonly crossings: number }[];
}

/** `line_crosses` in our words. */
export function lineCrossesOf(rows: z.infer<typeof lineCrossesSchema>, by: Grouping): LineCrosses {
  return { by, rows: rows.map(({ _id, count }) => ({ period: _id, crossings: count })) };
}
