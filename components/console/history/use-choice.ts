import { useSearchParams } from 'next/navigation';
import type { Path } from '#lib/contract/path.ts';
import { useLive } from '../console-context.ts';
import { choiceOf, type HistoryChoice, queryOf } from './history-choice.ts';
import { useTimezone } from './use-history.ts';
import { useToday } from './use-today.ts';

export interface Choosing {
  readonly choice: HistoryChoice;
  choose(change: Partial<HistoryChoice>): void;
}

/** The choice, stored in the address. Undefined if there is no zone. */
export function useChoice(): Choosing | undefined {
  const query = useSearchParams();
  const zones = useLive((live) => Object.values(live.zones).map(({ path }) => path));
  const zone: Path = zones.find((path) => path === query.get('zone')) ?? zones[0] ?? 'none/none';
  const timezone = useTimezone(zone);
  const today = useToday(timezone);
  if (zones.length === 0) return undefined;
  const choice = choiceOf(query, zones, { zone, kind: 'day', date: today, compare: 'none' });
  return {
    choice,
    // Only the address changes: the page's server gets no request.
    choose: (change) => {
      const next = choiceOf(new URLSearchParams(queryOf({ ...choice, ...change })), zones, choice);
      history.replaceState(null, '', `?${queryOf(next)}`);
    },
  };
}
