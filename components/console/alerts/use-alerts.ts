import { useEffect } from 'react';
import useSWR from 'swr';
import { answerOr } from '#lib/api/client.ts';
import type { Alerts } from '#lib/contract/alert.ts';
import { useConsole, useLive } from '../console-context.ts';
import { useThrottled } from '../use-throttled.ts';

/** An alert whose cause goes or comes back says so this much later at most. */
const everyMs = 10_000;

/**
 * The current alerts: loaded again whenever one opens or closes, and after each connection. Undefined during
 * the first load, null if it failed.
 */
export function useAlerts(): Alerts | null | undefined {
  const { api } = useConsole();
  const { data, mutate } = useSWR(
    'alerts',
    () => answerOr(api.GET('/api/v1/alerts', { params: { query: { limit: 30 } } }), null),
    { refreshInterval: (alerts) => (alerts?.open.length ? everyMs : 0) },
  );
  const changes = useThrottled(({ alertCount }) => alertCount);
  const connection = useLive((live) => live.connection);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it depends on is what it waits for
  useEffect(() => {
    if (connection === 'live') void mutate();
  }, [changes, connection, mutate]);
  return data;
}
