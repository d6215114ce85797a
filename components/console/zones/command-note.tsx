import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { CheckIcon, CloseIcon, WaitIcon, WarningIcon } from '#components/ui/icons.tsx';
import { OutcomeList } from '../command/outcome-list.tsx';
import { outcomeRows } from '../command/outcome-rows.ts';
import { useConsole, useIsLive, useLive, useZoneCommand } from '../console-context.ts';
import { type Command, failedSources, sameAgain } from '../live/command-store.ts';
import type { LiveZone } from '../live/live-store.ts';
import { useFailure } from '../use-failure.ts';

/** The result of the last change from this page, sensor by sensor, with undo. */
export function CommandNote({ zone }: { readonly zone: LiveZone }) {
  const app = useTranslations('app');
  const words = useTranslations('order');
  const outcome = useTranslations('outcome');
  const refusal = useTranslations('refusal');
  const { commands } = useConsole();
  const command = useZoneCommand(zone.path);
  const feeding = useLive(({ sensors }) =>
    Object.values(sensors)
      .filter(({ site, zones }) => site === zone.state.site && zones.includes(zone.state.zone))
      .map(({ sensor }) => sensor),
  );
  const title = useCommandTitle(command);
  if (command === undefined) return null;
  const { place, dismiss } = commands.getState();
  const isRunning = command.status === 'running';
  const isFaulty = !isRunning && (command.failure !== undefined || failedSources(command).length > 0);
  const rows = outcomeRows(command, feeding);
  const change = command.result === undefined ? 0 : command.result.to - command.result.from;
  const { occupancy } = zone.state;
  const send = (to: number, note: string) =>
    void place(zone.path, { action: to === 0 ? 'reset' : 'adjust', to, note });
  return (
    <section
      aria-live="polite"
      data-order={command.status}
      className={`rounded-xl border bg-raised px-4 py-2 sm:px-6 ${isFaulty ? 'border-2 border-ink' : 'border-line'}`}
    >
      <div className="flex items-center gap-3">
        {isRunning ? <WaitIcon /> : isFaulty ? <WarningIcon /> : <CheckIcon />}
        <p className="min-w-0 flex-1 py-2 text-lg font-semibold tabular">{title}</p>
        {!isRunning && (
          <Button
            variant="quiet"
            aria-label={app('dismiss')}
            onClick={() => dismiss([zone.path])}
            className="-mr-3"
          >
            <CloseIcon size={20} />
          </Button>
        )}
      </div>
      {rows.length > 0 && (
        <OutcomeList
          site={zone.state.site}
          rows={rows}
          label={outcome('listLabel', { zone: zone.state.name })}
        />
      )}
      {command.status === 'unanswered' && <p className="pb-2 text-muted">{refusal('safe')}</p>}
      <CommandActions
        command={command}
        isFaulty={isFaulty}
        canUndo={change !== 0}
        onRetry={() =>
          command.status === 'unanswered'
            ? void place(zone.path, sameAgain(command))
            : send(command.status === 'settled' ? occupancy : command.to, words('retryNote'))
        }
        onUndo={() => send(Math.max(0, occupancy - change), words('undoNote'))}
      />
    </section>
  );
}

interface CommandActionsProps {
  readonly command: Command;
  readonly isFaulty: boolean;
  readonly canUndo: boolean;
  readonly onRetry: () => void;
  readonly onUndo: () => void;
}

function CommandActions({ command, isFaulty, canUndo, onRetry, onUndo }: CommandActionsProps) {
  const t = useTranslations('order');
  const retry = useTranslations('reset');
  const isLive = useIsLive();
  if (command.status === 'running' || (!isFaulty && !canUndo)) return null;
  return (
    <div className="flex gap-3 pb-2 pt-1">
      {isFaulty && (
        <Button variant="primary" disabled={!isLive} onClick={onRetry}>
          {retry('retry')}
        </Button>
      )}
      {canUndo && (
        <Button disabled={!isLive} onClick={onUndo}>
          {t('undo')}
        </Button>
      )}
    </div>
  );
}

function useCommandTitle(command: Command | undefined): string {
  const t = useTranslations('order');
  const inWords = useFailure();
  if (command === undefined) return '';
  const to = String(command.to);
  if (command.failure !== undefined && command.result === undefined) return inWords(command.failure);
  if (command.result === undefined) return t('running', { to });
  const count = failedSources(command).length;
  if (count === 0) return t('done', { to });
  return t('partial', { to, count });
}
