import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { CheckIcon, CloseIcon, WarningIcon } from '#components/ui/icons.tsx';
import { useIdle } from '#components/ui/use-idle.ts';
import { useIsLive, useMayOperate } from '../console-context.ts';
import type { LiveZone } from '../live/live-store.ts';
import { useTimes } from '../use-times.ts';
import { type SiteReset, useSiteReset } from './use-site-reset.ts';

const loadResetSheet = () => import('./reset-sheet.tsx').then((module) => module.ResetSheet);
const ResetSheet = dynamic(loadResetSheet, { ssr: false });

export interface ResetBarProps {
  readonly siteId: string;
  readonly siteName: string;
  readonly zones: readonly LiveZone[];
  /** Whether it is the primary action of the page, and not one of several sites. */
  readonly isPrimary: boolean;
}

/** The reset button: sets every counter of the site to zero. */
export function ResetBar({ siteId, siteName, zones, isPrimary }: ResetBarProps) {
  const t = useTranslations('reset');
  const reset = useSiteReset(zones);
  const isLive = useIsLive();
  const mayOperate = useMayOperate();
  const [view, setView] = useState<'closed' | 'ask' | 'progress'>('closed');
  useIdle(loadResetSheet);
  const { isRunning, done, total } = reset.summary;
  const label = !mayOperate
    ? t('notAllowed')
    : !isLive
      ? t('offline')
      : isRunning
        ? total === 0
          ? t('runningUnknown')
          : t('running', { done: String(done), total: String(total) })
        : t('action');
  return (
    <div className="space-y-3">
      {reset.zones.length > 0 && !isRunning && view === 'closed' && (
        <ResultStrip siteId={siteId} reset={reset} onDetails={() => setView('progress')} />
      )}
      <Button
        variant={isPrimary ? 'primary' : 'plain'}
        size="large"
        className="w-full"
        disabled={!mayOperate || !isLive || zones.length === 0}
        data-reset={siteId}
        onClick={() => setView(isRunning ? 'progress' : 'ask')}
      >
        {label}
      </Button>
      {view !== 'closed' && (
        <ResetSheet
          view={view}
          onClose={() => setView('closed')}
          onConfirm={() => {
            reset.start();
            setView('progress');
          }}
          siteName={siteName}
          zones={zones}
          reset={reset}
        />
      )}
    </div>
  );
}

interface ResultStripProps {
  readonly siteId: string;
  readonly reset: SiteReset;
  readonly onDetails: () => void;
}

/** The result of the last reset, after the sheet was closed. */
function ResultStrip({ siteId, reset, onDetails }: ResultStripProps) {
  const t = useTranslations('reset');
  const app = useTranslations('app');
  const { moment } = useTimes(siteId);
  const { failedSources, failed } = reset.summary;
  const time = moment(reset.startedAt);
  const words =
    failed > 0
      ? t('stripFailed', { time })
      : failedSources > 0
        ? t('stripPartial', { time, count: failedSources })
        : t('stripDone', { time });
  return (
    <div role="status" className="flex items-center gap-3 rounded-lg border border-line bg-raised pl-4">
      {failed + failedSources > 0 ? <WarningIcon /> : <CheckIcon />}
      <p className="min-w-0 flex-1 py-2 font-medium tabular">{words}</p>
      <Button variant="quiet" onClick={onDetails} className="underline underline-offset-4">
        {t('details')}
      </Button>
      <Button variant="quiet" onClick={reset.dismiss} aria-label={app('dismiss')}>
        <CloseIcon size={20} />
      </Button>
    </div>
  );
}
