import type { Path } from '#lib/contract/path.ts';
import type { HistoryPeriod } from './history-period.ts';
import type { HistoryPoint } from './history-points.ts';
import type { ComparedHistory } from './use-history.ts';

/** What a period is compared with, by its name in words. */
export interface OtherHistory extends ComparedHistory {
  readonly name: string;
}

/** What every part of the page shows in its way. */
export interface ShownHistory {
  readonly zone: Path;
  readonly period: HistoryPeriod;
  readonly timezone: string;
  readonly points: readonly HistoryPoint[];
  readonly other?: OtherHistory;
}
