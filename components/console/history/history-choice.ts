import type { Path } from '#lib/contract/path.ts';
import { type PeriodKind, periodKinds } from './history-period.ts';

/** What the history page shows; part of the page's address, so that it can be shared. */
export interface HistoryChoice {
  readonly zone: Path;
  readonly kind: PeriodKind;
  /** A day of the period. */
  readonly date: string;
  /** `none`, `usual`, `before`, `week`, `year`, or the path of another zone. */
  readonly compare: string;
}

/** Parses the address; missing or invalid parts are as in `start`. */
export function choiceOf(
  query: { get(name: string): string | null },
  zones: readonly Path[],
  start: HistoryChoice,
): HistoryChoice {
  const kind = periodKinds.find((each) => each === query.get('kind')) ?? start.kind;
  const date = query.get('date') ?? '';
  const compare = query.get('compare') ?? start.compare;
  const zone = zones.find((path) => path === query.get('zone')) ?? start.zone;
  return {
    zone,
    kind,
    date: isDate(date) ? date : start.date,
    compare: isComparable(compare, kind, zones, zone) ? compare : 'none',
  };
}

/** The query string for a choice. */
export function queryOf({ zone, kind, date, compare }: HistoryChoice): string {
  return new URLSearchParams({ zone, kind, date, compare }).toString().replaceAll('%2F', '/');
}

function isComparable(compare: string, kind: PeriodKind, zones: readonly Path[], zone: Path): boolean {
  if (compare === 'usual' || compare === 'week') return kind === 'day';
  if (compare === 'none' || compare === 'before' || compare === 'year') return true;
  return compare !== zone && zones.some((path) => path === compare);
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
