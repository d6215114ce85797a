import { useTranslations } from 'use-intl';
import { type BulkState, bulkCounts } from './bulk-run.ts';

const notAsked: ReadonlySet<string> = new Set(['stopped', 'unclear']);

/** How far an action on many sites is, or how it ended, in a sentence. */
export function useBulkWords(state: BulkState): string {
  const t = useTranslations('wall');
  const { total, over, done, faulty } = bulkCounts(state);
  if (state.isRunning) return t('running', { done: String(over), total: String(total) });
  const left = state.ids.filter((id) => notAsked.has(state.outcomes[id]?.kind ?? 'stopped')).length;
  if (left > 0) return t('left', { count: left });
  return faulty > 0 ? t('finishedFaulty', { count: faulty }) : t('finished', { count: done });
}
