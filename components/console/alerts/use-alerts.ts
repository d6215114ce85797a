'use client';

import { useEffect } from 'react';
import useSWR from 'swr';
import { ask } from '#lib/api/client.ts';
import type { Alerts } from '#lib/contract/alert.ts';
import { useConsole, useLive } from '../console-context.ts';
import { useThrottled } from '../use-throttled.ts';

/**
 * Alerts as they are now: read again whenever one opens or closes, and after each connection. Undefined while
 * they are read for the first time, null where they cannot be.
 */
export function useAlerts(): Alerts | null | undefined {
  const { api } = useConsole();
  const { data, mutate } = useSWR('alerts', async () => {
    const answer = await ask(api.GET('/api/v1/alerts', { params: { query: { limit: 30 } } }));
    return answer.ok ? answer.value : null;
  });
  const changes = useThrottled(({ alertCount }) => alertCount);
  const connection = useLive((live) => live.connection);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it depends on is what it waits for
  useEffect(() => {
    if (connection === 'live') void mutate();
  }, [changes, connection, mutate]);
  return data;
}
