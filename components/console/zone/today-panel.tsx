'use client';

import dynamic from 'next/dynamic';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { dayStart } from '#lib/console/day-start.ts';
import type { LiveZone } from '#lib/console/live-store.ts';
import { useConsole } from '../console-context.ts';

const againMs = 60_000;
/** The height of the curve, so that nothing moves when it comes. */
const heightClass = 'h-48';

const TodayCurve = dynamic(() => import('./today-curve.tsx'), {
  ssr: false,
  loading: () => <Skeleton className={heightClass} />,
});

/** How many people were inside since midnight. */
export function TodayPanel({ zone: { path, state } }: { readonly zone: LiveZone }) {
  const t = useTranslations('zone');
  const { api, sites } = useConsole();
  const timezone = sites.find(({ id }) => id === state.site)?.timezone ?? 'UTC';
  const { data } = useSWR(
    ['today', path],
    async () => {
      const from = new Date(dayStart(Date.now(), timezone)).toISOString();
      const answer = await api.history(path, from, '15m');
      return answer.ok ? answer.value.rows : [];
    },
    { refreshInterval: againMs },
  );
  return (
    <Panel title={t('today')}>
      <div className={heightClass}>
        {data === undefined ? (
          <Skeleton className={heightClass} />
        ) : (
          <TodayCurve rows={data} occupancy={state.occupancy} capacity={state.capacity} timezone={timezone} />
        )}
      </div>
    </Panel>
  );
}
