import type { WallFilter, WallQuery, WallRow, WallUpdate } from '#lib/contract/wall.ts';

/** The part of the wall that is shown. */
export interface WallWindow {
  readonly from: number;
  readonly count: number;
}

/** The wall as far as it is known here. */
export interface WallView {
  readonly counts: WallUpdate['counts'];
  /** Whether the counts are still true: nothing has come for too long otherwise. */
  readonly isCurrent: boolean;
  /** Sites that match. */
  readonly total: number;
  readonly from: number;
  /** The sites in view, in order. */
  readonly rows: readonly WallRow[];
  readonly tags: NonNullable<WallUpdate['tags']>;
}

/** The view after an update, which brings only the rows that have changed. */
export function updated(before: WallView | undefined, update: WallUpdate): WallView {
  const known = new Map(before?.rows.map((row) => [row.site, row]));
  for (const row of update.rows) known.set(row.site, row);
  const { counts, total, from, sites, tags = before?.tags ?? {} } = update;
  return { counts, isCurrent: true, total, from, rows: sites.flatMap((site) => known.get(site) ?? []), tags };
}

/** Nothing has come in time: every light is unknown, and how many there are of each. */
export function expired(view: WallView): WallView {
  const zoneOf = (zone: WallRow['zones'][number]) => ({ ...zone, light: 'unknown' as const });
  return {
    ...view,
    isCurrent: false,
    rows: view.rows.map((row) => ({ ...row, rank: 0, zones: row.zones.map(zoneOf) })),
  };
}

export function queryOf(query: number, filter: WallFilter, { from, count }: WallWindow): WallQuery {
  return { query, ...filter, from, count };
}

/** What a chosen tag of many makes of the filter; an empty value: any. */
export function withTag(tags: readonly string[], tag: string, value: string): string[] {
  const others = tags.filter((each) => !each.startsWith(`${tag}:`));
  return value === '' ? others : [...others, `${tag}:${value}`];
}
