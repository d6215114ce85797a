import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { CheckIcon, CloseIcon, WarningIcon } from '#components/ui/icons.tsx';
import { useIdle } from '#components/ui/use-idle.ts';
import type { FoundSite } from '#lib/contract/wall.ts';
import { useIsLive, useMayConfigure } from '../console-context.ts';
import type { BulkAction } from './bulk-kept.ts';
import { bulkCounts } from './bulk-run.ts';
import { type Bulk, useBulk } from './use-bulk.ts';
import { useBulkWords } from './use-bulk-words.ts';
import { wallWidth } from './wall-list.tsx';

const loadSheet = () => import('./bulk-sheet.tsx').then((module) => module.BulkSheet);
const BulkSheet = dynamic(loadSheet, { ssr: false });

export interface BulkBarProps {
  readonly selected: ReadonlyMap<string, FoundSite>;
  readonly onClear: () => void;
}

/** The actions on selected sites, at the bottom edge; and the progress of the last one. */
export function BulkBar({ selected, onClear }: BulkBarProps) {
  const bulk = useBulk();
  const [view, setView] = useState<BulkAction['kind'] | 'progress'>();
  useIdle(loadSheet);
  const sites = [...selected.values()];
  const isBusy = bulk.state.isRunning;
  if (sites.length === 0 && bulk.state.ids.length === 0) return null;
  return (
    <>
      <div aria-hidden="true" className="h-36" />
      <div className="fixed inset-x-0 bottom-[calc(4rem+env(safe-area-inset-bottom))] z-20 border-t border-line bg-paper px-4 py-3 sm:px-6 lg:bottom-0 lg:left-56">
        <div className={`mx-auto space-y-3 ${wallWidth}`}>
          {bulk.state.ids.length > 0 && <ResultStrip bulk={bulk} onDetails={() => setView('progress')} />}
          {sites.length > 0 && (
            <SelectionRow count={sites.length} isBusy={isBusy} onAct={setView} onClear={onClear} />
          )}
        </div>
      </div>
      {view !== undefined && (
        <BulkSheet
          asks={view === 'progress' ? undefined : view}
          sites={sites}
          bulk={bulk}
          onStarted={() => {
            setView('progress');
            onClear();
          }}
          onClose={() => setView(undefined)}
        />
      )}
    </>
  );
}

interface SelectionRowProps {
  readonly count: number;
  readonly isBusy: boolean;
  readonly onAct: (kind: BulkAction['kind']) => void;
  readonly onClear: () => void;
}

function SelectionRow({ count, isBusy, onAct, onClear }: SelectionRowProps) {
  const t = useTranslations('wall');
  const isLive = useIsLive();
  const mayConfigure = useMayConfigure();
  const isOff = isBusy || !isLive;
  return (
    <div className="flex flex-wrap items-center justify-end gap-3" data-selected={count}>
      <p role="status" className="min-w-40 flex-1 font-semibold tabular">
        {t('selected', { count })}
      </p>
      <Button variant="quiet" onClick={onClear}>
        {t('clear')}
      </Button>
      {mayConfigure && (
        <Button disabled={isOff} onClick={() => onAct('set')}>
          {t('set.act')}
        </Button>
      )}
      <Button disabled={isOff} onClick={() => onAct('release')}>
        {t('release')}
      </Button>
      <Button disabled={isOff} onClick={() => onAct('hold')}>
        {t('hold')}
      </Button>
      <Button variant="primary" disabled={isOff} onClick={() => onAct('reset')}>
        {t('reset')}
      </Button>
    </div>
  );
}

function ResultStrip({ bulk, onDetails }: { readonly bulk: Bulk; readonly onDetails: () => void }) {
  const app = useTranslations('app');
  const reset = useTranslations('reset');
  const { isRunning } = bulk.state;
  const { faulty } = bulkCounts(bulk.state);
  const words = useBulkWords(bulk.state);
  return (
    <div role="status" className="flex items-center gap-3 rounded-lg border border-line bg-raised pl-4">
      {faulty > 0 ? <WarningIcon /> : <CheckIcon />}
      <p className="min-w-0 flex-1 py-2 font-medium tabular">{words}</p>
      <Button variant="quiet" onClick={onDetails} className="underline underline-offset-4">
        {reset('details')}
      </Button>
      {!isRunning && (
        <Button variant="quiet" onClick={bulk.clear} aria-label={app('dismiss')}>
          <CloseIcon size={20} />
        </Button>
      )}
    </div>
  );
}
