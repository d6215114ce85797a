import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { OutcomeList } from '../command/outcome-list.tsx';
import type { OutcomeRow } from '../command/outcome-rows.ts';
import type { LiveZone } from '../live/live-store.ts';
import { useFailure } from '../use-failure.ts';
import type { SiteReset, ZoneReset } from './use-site-reset.ts';

export interface ResetSheetProps {
  readonly view: 'ask' | 'progress';
  readonly onClose: () => void;
  readonly onConfirm: () => void;
  readonly siteName: string;
  readonly zones: readonly LiveZone[];
  readonly reset: SiteReset;
}

/** Asks for confirmation, then shows the result of each sensor in turn, and at the end the failed ones. */
export function ResetSheet({ view, onClose, onConfirm, siteName, zones, reset }: ResetSheetProps) {
  const t = useTranslations('reset');
  const app = useTranslations('app');
  const isAsking = view === 'ask';
  const { title, hint } = useHeading(isAsking, siteName, reset);
  const isFaulty = reset.summary.failedSources > 0 || reset.summary.failed > 0;
  const canRetry = !isAsking && !reset.summary.isRunning && isFaulty;
  return (
    <Sheet
      title={title}
      hint={hint}
      onClose={onClose}
      actions={
        isAsking ? (
          <>
            <Button size="large" onClick={onClose}>
              {app('cancel')}
            </Button>
            <Button variant="primary" size="large" onClick={onConfirm} data-confirm="">
              {t('confirm')}
            </Button>
          </>
        ) : (
          <>
            <Button size="large" variant={canRetry ? 'plain' : 'primary'} onClick={onClose}>
              {reset.summary.isRunning ? app('close') : t('done')}
            </Button>
            {canRetry && (
              <Button variant="primary" size="large" onClick={reset.retry}>
                {t('retry')}
              </Button>
            )}
          </>
        )
      }
    >
      {isAsking ? (
        <ul>
          {zones.map(({ path, state }) => (
            <li key={path} className="flex justify-between border-b border-line py-3 text-lg last:border-b-0">
              <span className="font-medium">{state.name}</span>
              <span className="tabular">
                {state.occupancy} <span className="text-muted">→ 0</span>
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <div className="space-y-6">
          {reset.zones.map((zone) => (
            <ZoneOutcome key={zone.zone.path} zone={zone} among={reset.zones.flatMap(({ rows }) => rows)} />
          ))}
        </div>
      )}
    </Sheet>
  );
}

function useHeading(
  isAsking: boolean,
  site: string,
  { summary }: SiteReset,
): { title: string; hint: string } {
  const t = useTranslations('reset');
  if (isAsking) return { title: t('askTitle', { site }), hint: t('askHint') };
  if (summary.isRunning) return { title: t('runningTitle'), hint: t('runningHint') };
  if (summary.failed > 0) return { title: t('failedTitle'), hint: '' };
  if (summary.failedSources > 0) {
    const count = summary.failedSources;
    return { title: t('partialTitle', { count }), hint: t('partialHint', { count }) };
  }
  return { title: t('doneTitle'), hint: '' };
}

interface ZoneOutcomeProps {
  readonly zone: ZoneReset;
  readonly among: readonly OutcomeRow[];
}

function ZoneOutcome({ zone: { zone, command, rows }, among }: ZoneOutcomeProps) {
  const t = useTranslations('outcome');
  const refusal = useTranslations('refusal');
  const inWords = useFailure();
  const { site, name, occupancy } = zone.state;
  return (
    <section aria-label={name}>
      <h3 className="flex items-baseline justify-between border-b-2 border-ink pb-2 text-lg font-semibold">
        {name}
        <span className="text-2xl tabular">{occupancy}</span>
      </h3>
      {command.failure !== undefined && <p className="py-3 font-medium">{inWords(command.failure)}</p>}
      {command.status === 'unanswered' && <p className="pb-3 text-muted">{refusal('safe')}</p>}
      <OutcomeList site={site} rows={rows} among={among} label={t('listLabel', { zone: name })} />
    </section>
  );
}
