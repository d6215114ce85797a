import { useMemo, useRef } from 'react';
import useSWR from 'swr';
import { answerOf } from '#lib/api/client.ts';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { Path } from '#lib/contract/path.ts';
import { useConsole } from '../console-context.ts';
import type { LiveStore } from '../live/live-store.ts';
import { type FleetDisplay, fleetOf, withChanges } from './fleet.ts';

/** Interval of asking for changes. Hidden pages do not ask. */
const againMs = 3000;

export interface Fleet {
  /** Undefined until they are loaded. */
  readonly displays: readonly FleetDisplay[] | undefined;
  /** Loads changes at once: something was changed from here. */
  refresh(): void;
}

/** Every display in its current state; only changes are transferred. */
export function useFleet(start: readonly DisplayStatus[] | undefined): Fleet {
  const { api, sites, isMany, live } = useConsole();
  // Of many sites those of one are shown.
  const site = isMany ? sites[0]?.id : undefined;
  const cursor = useRef<{ readonly of: string | undefined; readonly since: string }>(undefined);
  const known = useRef<readonly DisplayStatus[]>([]);
  const { data: statuses, mutate } = useSWR(
    ['displays/changes', site],
    async () => {
      const query = {
        ...(cursor.current?.of === site && { since: cursor.current?.since }),
        ...(site !== undefined && { site }),
      };
      const answer = await answerOf(api.GET('/api/v1/displays/changes', { params: { query } }));
      cursor.current = { of: site, since: answer.cursor };
      known.current = withChanges(known.current, answer);
      return known.current;
    },
    {
      refreshInterval: againMs,
      // Thousands of displays are not compared deeply: an unchanged one is the same object.
      compare: (a, b) => a === b,
      ...(start !== undefined && { fallbackData: start }),
    },
  );
  const displays = useMemo(
    () =>
      statuses &&
      fleetOf({
        sites,
        statuses,
        isClosed: (zone) => live.getState().zones[zone]?.state.reason === 'hours',
      }),
    [statuses, sites, live],
  );
  return { displays, refresh: () => void mutate() };
}

export function zoneNameOf(live: LiveStore, zone: Path): string {
  return live.getState().zones[zone]?.state.name ?? zone;
}
