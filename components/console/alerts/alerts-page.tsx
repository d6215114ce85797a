'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { WarningIcon } from '#components/ui/icons.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { ask } from '#lib/api/client.ts';
import type { Alert } from '#lib/contract/alert.ts';
import { useConsole, useMayConfigure } from '../console-context.ts';
import { PageTitle } from '../page-title.tsx';
import { AlertRow } from './alert-row.tsx';
import { useAlerts } from './use-alerts.ts';

/** Open and past alerts. */
export function AlertsPage() {
  const t = useTranslations('alerts');
  const mayConfigure = useMayConfigure();
  const alerts = useAlerts();
  return (
    <div className="mx-auto max-w-5xl px-4 pb-8 sm:px-6">
      <PageTitle
        aside={
          mayConfigure && (
            <Link href="/console/alerts/settings" prefetch={false} className={buttonClass({})}>
              {t('settings')}
            </Link>
          )
        }
      >
        {t('title')}
      </PageTitle>
      {alerts === undefined ? (
        <Skeleton className="h-40" />
      ) : alerts === null ? (
        <p role="alert" className="font-semibold">
          {t('unavailable')}
        </p>
      ) : (
        <div className="space-y-8">
          <OpenAlerts alerts={alerts.open} />
          <RecentAlerts latest={alerts.recent} next={alerts.next} />
        </div>
      )}
    </div>
  );
}

function OpenAlerts({ alerts }: { readonly alerts: readonly Alert[] }) {
  const t = useTranslations('alerts');
  return (
    <section aria-live="polite" data-open-alerts={alerts.length}>
      {alerts.length === 0 ? (
        <Empty title={t('none')} hint={t('noneHint')} />
      ) : (
        <div className="overflow-hidden rounded-xl border-2 border-ink bg-raised">
          <h2 className="flex items-center gap-3 bg-ink px-4 py-2.5 text-lg font-semibold text-paper sm:px-6">
            <WarningIcon />
            {t('open', { count: alerts.length })}
          </h2>
          <ul>
            {alerts.map((alert) => (
              <AlertRow key={alert.id} alert={alert} />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

interface RecentAlertsProps {
  readonly latest: readonly Alert[];
  /** Cursor of the next page; undefined if there is none. */
  readonly next: string | undefined;
}

function RecentAlerts({ latest, next }: RecentAlertsProps) {
  const t = useTranslations('alerts');
  const { api } = useConsole();
  const [older, setOlder] = useState<readonly Alert[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  /** Cursor after the pages loaded so far; undefined before the first one. */
  const [read, setRead] = useState<{ readonly next: string | undefined }>();
  const cursor = read === undefined ? next : read.next;
  const known = new Set(latest.map(({ id }) => id));
  const shown = [...latest, ...older.filter(({ id }) => !known.has(id))];
  const showOlder = async () => {
    setIsBusy(true);
    const answer = await ask(api.GET('/api/v1/alerts', { params: { query: { limit: 30, cursor } } }));
    setIsBusy(false);
    if (!answer.ok) return;
    setOlder((before) => [...before, ...answer.value.recent]);
    setRead({ next: answer.value.next });
  };
  return (
    <section>
      <h2 className="mb-2 text-xl font-semibold tracking-tight">{t('recent')}</h2>
      {shown.length === 0 ? (
        <p className="text-muted">{t('recentEmpty')}</p>
      ) : (
        <ul className="rounded-xl border border-line bg-raised">
          {shown.map((alert) => (
            <AlertRow key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
      {cursor !== undefined && (
        <Button size="large" className="mt-3 w-full" disabled={isBusy} onClick={() => void showOlder()}>
          {t('older')}
        </Button>
      )}
    </section>
  );
}
