'use client';

import dynamic from 'next/dynamic';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { type ApiFailure, answerOf, exchange } from '#lib/api/client.ts';
import type { Insights } from '#lib/contract/insights.ts';
import { useConsole } from '../console-context.ts';
import { saveFile } from '../history/save-file.ts';
import { PageTitle } from '../page-title.tsx';
import { useFailure } from '../use-failure.ts';
import { InsightsControls } from './insights-controls.tsx';
import { type InsightsChoice, useInsightsChoice } from './use-insights-choice.ts';
import { useInsightsWords } from './use-insights-words.ts';

// The systems answer slowly: the component is loaded meanwhile.
const SensorInsights = dynamic(
  () => import('./sensor-insights.tsx').then((module) => module.SensorInsights),
  {
    ssr: false,
    loading: () => <Skeleton className="h-96" />,
  },
);

/** The server caches answers for five minutes. */
const againMs = 5 * 60_000;

/** Visits, dwell times, drop-in rates, queues and paths of a site, from its sensors' systems. */
export function InsightsView() {
  const t = useTranslations('insights');
  const choosing = useInsightsChoice();
  return (
    <div className="mx-auto max-w-5xl px-4 pb-8 sm:px-6">
      <PageTitle>{t('title')}</PageTitle>
      {choosing === undefined ? (
        <Empty title={t('empty')} hint={t('emptyHint')} />
      ) : (
        <>
          <InsightsControls {...choosing} />
          <SiteInsights choice={choosing.choice} />
        </>
      )}
    </div>
  );
}

function SiteInsights({ choice }: { readonly choice: InsightsChoice }) {
  const t = useTranslations('insights');
  const inWords = useFailure();
  const words = useInsightsWords();
  const { api } = useConsole();
  const { site, days, compare, today } = choice;
  const query = { ...days, compare };
  const { data, error } = useSWR<Insights, ApiFailure>(
    ['insights', site.id, days.from, days.to, compare],
    () => answerOf(api.GET('/api/v1/sites/{site}/insights', { params: { path: { site: site.id }, query } })),
    { refreshInterval: againMs },
  );
  if (data === undefined && error !== undefined) {
    return (
      <p role="alert" className="mt-6 font-medium">
        {inWords(error, false)}
      </p>
    );
  }
  if (data === undefined) return <InsightsSkeleton />;
  if (data.sensors.length === 0) {
    return (
      <div className="mt-6">
        <Empty title={t('empty')} hint={t('emptyHint')} />
      </div>
    );
  }
  const download = async () => {
    const table = `/api/v1/sites/${site.id}/insights?${new URLSearchParams(query)}`;
    const headers = { accept: 'text/csv' };
    const answer = await exchange(table, { headers }, (response) => response.text());
    if (answer.ok) saveFile(`${site.id}-insights-${days.from}-${days.to}.csv`, answer.value);
  };
  return (
    <div data-insights={site.id} className="mt-5 space-y-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>
          <span className="block text-xl font-semibold tracking-tight">{words.days(data.period)}</span>
          <span className="text-muted">{t('comparedWith', { span: words.days(data.comparison) })}</span>
          {days.to === today && <span className="block text-sm text-muted">{t('unfinished')}</span>}
        </p>
        <Button onClick={() => void download()}>{t('download')}</Button>
      </div>
      {richestFirst(data.sensors).map((sensor) => (
        <SensorInsights
          key={sensor.sensor}
          site={site.id}
          sensor={sensor}
          period={data.period}
          comparison={data.comparison}
          isOver={data.period.to < today}
        />
      ))}
    </div>
  );
}

/** Systems that distinguish visitors come before those that only count doors. */
function richestFirst(sensors: Insights['sensors']): Insights['sensors'] {
  const depth = ({ zones }: Insights['sensors'][number]) =>
    zones.some(({ current }) => current.uniqueVisits !== undefined) ? 0 : 1;
  return [...sensors].sort((one, other) => depth(one) - depth(other));
}

function InsightsSkeleton() {
  const t = useTranslations('insights');
  return (
    <div className="mt-5 space-y-5">
      <p role="status" className="text-muted">
        {t('loading')}
      </p>
      <Skeleton className="h-32" />
      <Skeleton className="h-80" />
    </div>
  );
}
