import { useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { Button } from '#components/ui/button.tsx';
import { CheckIcon, CloseIcon, WarningIcon } from '#components/ui/icons.tsx';
import { ask, displayAt } from '#lib/api/client.ts';
import type { DisplayCommand } from '#lib/contract/display.ts';
import { useConsole, useIsLive } from '../console-context.ts';
import { useFailure } from '../use-failure.ts';
import { type BulkResult, type BulkState, createBulkStore } from '../wall/bulk-run.ts';
import type { FleetDisplay } from './fleet.ts';

/** What a command needs to know of a display. */
export type Commanded = Pick<FleetDisplay, 'path'> & {
  readonly status: Pick<FleetDisplay['status'], 'connections'>;
};

const atOnce = 4;
/** Pause between reloads: two thousand screens reload within a minute or so, not at once. */
const reloadPauseMs = 120;

/** Kept for the browser window, not the page: a running action continues. */
const store = createBulkStore(atOnce);

export interface FleetBarProps {
  readonly displays: readonly Commanded[];
  readonly selected: ReadonlySet<string>;
  readonly onClear: () => void;
}

/** The actions on selected displays, at the bottom edge; and the progress of the last one. */
export function FleetBar({ displays, selected, onClear }: FleetBarProps) {
  const t = useTranslations('fleet');
  const shown = useTranslations('displays');
  const { api } = useConsole();
  const inWords = useFailure();
  const isLive = useIsLive();
  const run = useStore(store);
  const chosen = displays.filter(({ path }) => selected.has(path));
  if (chosen.length === 0 && run.ids.length === 0) return null;

  const send = (command: DisplayCommand) => {
    const byPath = new Map<string, Commanded>(chosen.map((each) => [each.path, each]));
    const act = async (id: string): Promise<BulkResult> => {
      const display = byPath.get(id);
      if (display === undefined || display.status.connections === 0)
        return { kind: 'failed', message: t('noScreen') };
      const params = displayAt(display.path);
      const answer = await ask(
        api.POST('/api/v1/displays/{site}/{display}/command', { params, body: { command } }),
      );
      if (command === 'reload') await new Promise((resolve) => setTimeout(resolve, reloadPauseMs));
      return answer.ok ? { kind: 'done' } : { kind: 'failed', message: inWords(answer.error) };
    };
    void run.start([...byPath.keys()], act);
    onClear();
  };
  const isOff = run.isRunning || !isLive;
  return (
    <>
      <div aria-hidden="true" className="h-36" />
      <div className="fixed inset-x-0 bottom-[calc(4rem+env(safe-area-inset-bottom))] z-20 border-t border-line bg-paper px-4 py-3 sm:px-6 lg:bottom-0 lg:left-56">
        <div className="mx-auto max-w-6xl space-y-3">
          {run.ids.length > 0 && <Outcome run={run} onStop={run.stop} onDismiss={run.clear} />}
          {chosen.length > 0 && (
            <div className="flex flex-wrap items-center gap-3" data-selected={chosen.length}>
              <p role="status" className="min-w-40 flex-1 font-semibold tabular">
                {t('selected', { count: chosen.length })}
              </p>
              <Button variant="quiet" onClick={onClear}>
                {t('clear')}
              </Button>
              <Button disabled={isOff} onClick={() => send('test')}>
                {t('test')}
              </Button>
              <Button disabled={isOff} onClick={() => send('reload')}>
                {shown('reload')}
              </Button>
              <Button variant="primary" disabled={isOff} onClick={() => send('identify')}>
                {shown('identify')}
              </Button>
            </div>
          )}
        </div>
      </div>
    </>
  );
}

interface OutcomeProps {
  readonly run: BulkState;
  readonly onStop: () => void;
  readonly onDismiss: () => void;
}

function Outcome({ run, onStop, onDismiss }: OutcomeProps) {
  const t = useTranslations('fleet');
  const app = useTranslations('app');
  const kinds = Object.values(run.outcomes).map(({ kind }) => kind);
  const done = kinds.filter((kind) => kind === 'done').length;
  const failed = kinds.filter((kind) => kind === 'failed').length;
  const words = run.isRunning
    ? t('sending', { done: String(done + failed), total: String(run.ids.length) })
    : [t('sentTo', { count: done }), ...(failed > 0 ? [t('notSentTo', { count: failed })] : [])].join(' ');
  return (
    <div role="status" className="flex items-center gap-3 rounded-lg border border-line bg-raised pl-4">
      {failed > 0 ? <WarningIcon /> : <CheckIcon />}
      <p className="min-w-0 flex-1 py-2 font-medium tabular">{words}</p>
      {run.isRunning ? (
        <Button variant="quiet" onClick={onStop}>
          {t('stop')}
        </Button>
      ) : (
        <Button variant="quiet" onClick={onDismiss} aria-label={app('dismiss')}>
          <CloseIcon size={20} />
        </Button>
      )}
    </div>
  );
}
