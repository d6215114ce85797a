import type { HistoryRow } from '#lib/contract/history.ts';
import { edgesOf, type HistoryPeriod, placeOf } from './history-period.ts';

/** The data of a bin: a row of history, or only the typical number. */
export type Bin = Pick<HistoryRow, 'from' | 'avg'> & Partial<HistoryRow>;

/** One bin of the shown period, and the compared one. */
export interface HistoryPoint {
  readonly fromMs: number;
  readonly toMs: number;
  /** Absent if nothing was recorded. */
  readonly row?: HistoryRow;
  readonly compared?: Bin;
}

/**
 * Every bin of a period in order, with the matching bin of the other period, zone or typical day: 14:00 with
 * 14:00, Tuesday with Tuesday, the 3rd with the 3rd.
 */
export function pointsOf(
  period: HistoryPeriod,
  timezone: string,
  rows: readonly HistoryRow[],
  compared?: { readonly timezone: string; readonly bins: readonly Bin[] },
): readonly HistoryPoint[] {
  const edges = edgesOf(period, timezone);
  const byStart = new Map(rows.map((row) => [Date.parse(row.from), row]));
  const byPlace = new Map<string, Bin>();
  for (const bin of compared?.bins ?? []) {
    const place = placeOf(period.kind, Date.parse(bin.from), compared?.timezone ?? timezone);
    // The repeated hour is compared with its first occurrence.
    if (!byPlace.has(place)) byPlace.set(place, bin);
  }
  return edges.slice(0, -1).map((fromMs, at) => {
    const row = byStart.get(fromMs);
    const other = byPlace.size === 0 ? undefined : byPlace.get(placeOf(period.kind, fromMs, timezone));
    return {
      fromMs,
      toMs: edges[at + 1] ?? fromMs,
      ...(row !== undefined && { row }),
      ...(other !== undefined && { compared: other }),
    };
  });
}

/** The totals of a period. */
export interface HistoryTotals {
  readonly in: number;
  readonly out: number;
  /** Maximum of people inside, and when (epoch ms, the start of the bin); undefined if unknown. */
  readonly most?: { readonly people: number; readonly fromMs: number };
  readonly amberS: number;
  readonly redS: number;
  /** Seconds in which the light was known, and the site open. */
  readonly knownS: number;
}

export function totalsOf(rows: readonly Bin[]): HistoryTotals {
  let most: HistoryTotals['most'];
  const sum = { in: 0, out: 0, amberS: 0, redS: 0, knownS: 0 };
  for (const row of rows) {
    sum.in += row.in ?? 0;
    sum.out += row.out ?? 0;
    sum.amberS += row.amberS ?? 0;
    sum.redS += row.redS ?? 0;
    sum.knownS += (row.recordedS ?? 0) - (row.unknownS ?? 0) - (row.closedS ?? 0);
    const people = row.max ?? null;
    if (people !== null && (most === undefined || people > most.people)) {
      most = { people, fromMs: Date.parse(row.from) };
    }
  }
  return { ...sum, knownS: Math.max(0, sum.knownS), ...(most !== undefined && { most }) };
}
