import type { HistoryStore } from '../history-store.ts';
import type { BackfillRecord } from './backfill-record.ts';
import type { BackfillStore } from './backfill-store.ts';
import { mergeBackfills, spanOfMerge } from './merge.ts';
import { isAbsence } from './progress.ts';

/** A zone whose history changed in a span of time (epoch ms). */
export interface MergedZone {
  readonly site: string;
  readonly zone: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Merges an episode into history and ends its records.
 *
 * @param records all of one zone that overlap each other, settled; never empty
 * @param sources number of sources of the zone
 */
export async function mergeEpisode(
  records: readonly BackfillRecord[],
  sources: number,
  { store, history }: { readonly store: BackfillStore; readonly history: HistoryStore },
): Promise<MergedZone> {
  const [first] = records;
  if (first === undefined) throw new Error('an episode has a record');
  const { site, zone } = first;
  const { fromMs, toMs } = spanOfMerge(records);
  const minutes = await history.minutes(site, zone, fromMs, toMs);
  const known = new Map(minutes.map((minute) => [minute.start, minute]));
  const { changes, filled } = mergeBackfills(records, known, sources);
  const ended = records.map((record): BackfillRecord => {
    const result = filled.get(record);
    // The fetched data is in history now, or was not usable: it is not stored twice.
    if (result !== undefined) return { ...record, state: 'done', filled: result, bins: [] };
    // A device that was new itself has no past, and nothing is missing.
    const isWithoutPast =
      record.reason !== 'silence' && record.fetchedMs >= record.toMs && record.error === undefined;
    if (isWithoutPast) return { ...record, state: 'done', filled: { in: 0, out: 0, minutes: 0 }, bins: [] };
    const isAbsent = record.error === undefined || isAbsence(record.error);
    return { ...record, state: isAbsent ? 'unavailable' : 'failed', bins: [] };
  });
  await store.merge({ site, zone }, changes, ended);
  return { site, zone, fromMs, toMs };
}
