import { useState } from 'react';
import useSWR from 'swr';
import { type ApiFailure, ask } from '#lib/api/client.ts';
import type { Backfill } from '#lib/contract/backfill.ts';
import { useConsole } from '../console-context.ts';
import { backfillKey, fetchBackfills, isUnderWay, shareFetched } from '../history/backfills.ts';
import { useSensor } from './sensor-context.ts';

const everyMs = 2000;

/** Running and ended back-fills of this sensor. */
export interface Backfills {
  /** The fetched share, 1 until it is entered into history; undefined if nothing is running. */
  readonly share: number | undefined;
  /** Newest first. */
  readonly ended: readonly Backfill[];
  /** The result of the last request; `nothing`: no data is missing. */
  readonly request: 'none' | 'asking' | 'taken' | 'nothing' | ApiFailure;
  /** @param from day of the site's calendar, `YYYY-MM-DD` */
  fetch(from?: string): Promise<void>;
}

export function useBackfills(isWanted: boolean): Backfills {
  const { api } = useConsole();
  const { site, sensor } = useSensor();
  const [request, setRequest] = useState<Backfills['request']>('none');
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const { data, mutate } = useSWR(
    isWanted ? ['backfill', site, sensor] : null,
    () => fetchBackfills(api, { site, sensor }),
    {
      refreshInterval: everyMs,
    },
  );
  const all = data?.ok ? data.value : [];
  return {
    share: shareFetched(all, asked),
    ended: all.filter((backfill) => !isUnderWay(backfill)),
    request,
    fetch: async (from) => {
      setRequest('asking');
      const since = from === undefined ? {} : { from: `${from}T00:00:00Z` };
      const answer = await ask(api.POST('/api/v1/backfills', { body: { site, sensor, ...since } }));
      if (!answer.ok) {
        setRequest(answer.error);
        return;
      }
      // All that is under way now: of other doors of the same zones, too.
      const { items } = answer.value;
      const own = items.filter((backfill) => backfill.sensor === sensor);
      setAsked(new Set(own.map(backfillKey)));
      setRequest(items.length === 0 ? 'nothing' : 'taken');
      await mutate();
    },
  };
}
