import type { Path } from '#lib/contract/path.ts';
import type { HistoryPeriod } from './history-period.ts';
import type { HistoryPoint } from './history-points.ts';
import type { ComparedHistory } from './use-history.ts';

/** The compared period, with its name. */
export interface OtherHistory extends ComparedHistory {
  readonly name: string;
}

/** The shown data, shared by all parts of the page. */
export interface ShownHistory {
  readonly zone: Path;
  readonly period: HistoryPeriod;
  readonly timezone: string;
  readonly points: readonly HistoryPoint[];
  readonly other?: OtherHistory;
}
