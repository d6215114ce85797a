'use client';

import useSWR from 'swr';
import { useDeviceApi, useSensor } from './sensor-context.ts';

const everyMs = 2000;

/** The share of what this sensor remembers that Doorlight has fetched; undefined where nothing is under way. */
export function useBackfillShare(isWanted: boolean): number | undefined {
  const api = useDeviceApi();
  const { site, sensor } = useSensor();
  const { data } = useSWR(isWanted ? ['backfill', site, sensor] : null, () => api.backfillShare(), {
    refreshInterval: everyMs,
  });
  return data?.ok ? data.value : undefined;
}
