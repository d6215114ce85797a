'use client';

import { useTranslations } from 'use-intl';
import { useLive } from '../console-context.ts';
import type { HistoryChoice } from './history-choice.ts';
import type { ComparedHistory } from './use-history.ts';
import { useHistoryWords } from './use-history-words.ts';

/** The name of the comparison: `Café`, `27 Oct – 2 Nov`, `Usual Tuesday`. */
export function useOtherName(
  { compare, date }: HistoryChoice,
  compared: ComparedHistory | undefined,
): string | undefined {
  const t = useTranslations('history');
  const words = useHistoryWords();
  const zone = useLive(({ zones }) => Object.values(zones).find(({ path }) => path === compare)?.state.name);
  if (compared === undefined) return undefined;
  if (compare === 'usual') return t('usual', { weekday: words.weekday(date) });
  return compared.period === undefined ? zone : words.shortPeriod(compared.period);
}
