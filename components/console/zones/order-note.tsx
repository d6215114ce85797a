'use client';

import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { CheckIcon, CloseIcon, WaitIcon, WarningIcon } from '#components/ui/icons.tsx';
import { OutcomeList } from '../command/outcome-list.tsx';
import { outcomeRows } from '../command/outcome-rows.ts';
import { useConsole, useIsLive, useLive, useOrder } from '../console-context.ts';
import { disobedient, type Order, sameAgain } from '../live/command-store.ts';
import type { LiveZone } from '../live/live-store.ts';
import { useFailure } from '../use-failure.ts';

/** What became of the last change from this page, sensor by sensor, and the way back from it. */
export function OrderNote({ zone }: { readonly zone: LiveZone }) {
  const app = useTranslations('app');
  const words = useTranslations('order');
  const outcome = useTranslations('outcome');
  const refusal = useTranslations('refusal');
  const { orders } = useConsole();
  const order = useOrder(zone.path);
  const feeding = useLive(({ sensors }) =>
    Object.values(sensors)
      .filter(({ site, zones }) => site === zone.state.site && zones.includes(zone.state.zone))
      .map(({ sensor }) => sensor),
  );
  const title = useOrderTitle(order);
  if (order === undefined) return null;
  const { place, dismiss } = orders.getState();
  const isRunning = order.status === 'running';
  const isIll = !isRunning && (order.failure !== undefined || disobedient(order).length > 0);
  const rows = outcomeRows(order, feeding);
  const change = order.result === undefined ? 0 : order.result.to - order.result.from;
  const { occupancy } = zone.state;
  const send = (to: number, note: string) =>
    void place(zone.path, { action: to === 0 ? 'reset' : 'adjust', to, note });
  return (
    <section
      aria-live="polite"
      data-order={order.status}
      className={`rounded-xl border bg-raised px-4 py-2 sm:px-6 ${isIll ? 'border-2 border-ink' : 'border-line'}`}
    >
      <div className="flex items-center gap-3">
        {isRunning ? <WaitIcon /> : isIll ? <WarningIcon /> : <CheckIcon />}
        <p className="min-w-0 flex-1 py-2 text-lg font-semibold tabular">{title}</p>
        {!isRunning && (
          <Button
            look="quiet"
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
      {order.status === 'unanswered' && <p className="pb-2 text-muted">{refusal('safe')}</p>}
      <OrderActions
        order={order}
        isIll={isIll}
        canUndo={change !== 0}
        onRetry={() =>
          order.status === 'unanswered'
            ? void place(zone.path, sameAgain(order))
            : send(order.status === 'settled' ? occupancy : order.to, words('retryNote'))
        }
        onUndo={() => send(Math.max(0, occupancy - change), words('undoNote'))}
      />
    </section>
  );
}

interface OrderActionsProps {
  readonly order: Order;
  readonly isIll: boolean;
  readonly canUndo: boolean;
  readonly onRetry: () => void;
  readonly onUndo: () => void;
}

function OrderActions({ order, isIll, canUndo, onRetry, onUndo }: OrderActionsProps) {
  const t = useTranslations('order');
  const retry = useTranslations('reset');
  const isLive = useIsLive();
  if (order.status === 'running' || (!isIll && !canUndo)) return null;
  return (
    <div className="flex gap-3 pb-2 pt-1">
      {isIll && (
        <Button look="primary" disabled={!isLive} onClick={onRetry}>
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

function useOrderTitle(order: Order | undefined): string {
  const t = useTranslations('order');
  const inWords = useFailure();
  if (order === undefined) return '';
  const to = String(order.to);
  if (order.failure !== undefined && order.result === undefined) return inWords(order.failure);
  if (order.result === undefined) return t('running', { to });
  const count = disobedient(order).length;
  if (count === 0) return t('done', { to });
  return t('partial', { to, count });
}
