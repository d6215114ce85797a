import { clsx } from 'clsx';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { CheckIcon, WaitIcon, WarningIcon } from '#components/ui/icons.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { type BulkOutcome, bulkCounts, undone } from './bulk-run.ts';
import type { Bulk } from './use-bulk.ts';
import { useBulkWords } from './use-bulk-words.ts';

/** What needs attention comes first, of many sites also while it runs; nobody reads more rows than these. */
const weights = { failed: 0, partial: 1, running: 2, unclear: 3, stopped: 4, waiting: 5, done: 6 } as const;
const maxRows = 200;

export interface BulkProgressProps {
  readonly bulk: Bulk;
  readonly onClose: () => void;
}

/** Each site with its result; once all have answered, those with failures first. */
export function BulkProgress({ bulk, onClose }: BulkProgressProps) {
  const t = useTranslations('wall');
  const app = useTranslations('app');
  const { state } = bulk;
  const { total, over } = bulkCounts(state);
  const words = useBulkWords(state);
  const outcomeOf = (id: string): BulkOutcome => state.outcomes[id] ?? { kind: 'waiting' };
  const weight = (id: string) => weights[outcomeOf(id).kind];
  const all =
    state.isRunning && total <= maxRows ? state.ids : state.ids.toSorted((a, b) => weight(a) - weight(b));
  const rows = all.slice(0, maxRows);
  const canAgain = !state.isRunning && undone(state).length > 0;
  return (
    <Sheet
      title={words}
      onClose={onClose}
      actions={
        <>
          {state.isElsewhere ? null : state.isRunning ? (
            <Button size="large" onClick={bulk.stop}>
              {t('stop')}
            </Button>
          ) : (
            canAgain && (
              <Button size="large" onClick={bulk.again}>
                {t('again')}
              </Button>
            )
          )}
          <Button variant="primary" size="large" onClick={onClose}>
            {state.isRunning ? app('close') : t('done')}
          </Button>
        </>
      }
    >
      <div
        role="progressbar"
        aria-valuenow={over}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-label={t('running', { done: String(over), total: String(total) })}
        className="mb-4 h-2 overflow-hidden rounded-full bg-line"
      >
        <div
          className="h-full origin-left bg-ink transition-transform motion-reduce:transition-none"
          style={{ transform: `scaleX(${over / Math.max(1, total)})` }}
        />
      </div>
      <ul
        // Scrolled by keys.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the list scrolls, and nothing in it takes the focus
        tabIndex={0}
        aria-label={words}
      >
        {rows.map((id) => (
          <OutcomeLine key={id} id={id} name={bulk.nameOf(id)} outcome={outcomeOf(id)} />
        ))}
      </ul>
      {all.length > maxRows && (
        <p className="pt-3 text-muted">{t('andMore', { count: all.length - maxRows })}</p>
      )}
    </Sheet>
  );
}

interface OutcomeLineProps {
  readonly id: string;
  readonly name: string;
  readonly outcome: BulkOutcome;
}

function OutcomeLine({ id, name, outcome }: OutcomeLineProps) {
  const t = useTranslations('wall.outcome');
  const { kind } = outcome;
  const isWaiting = kind === 'waiting' || kind === 'running';
  return (
    <li
      data-bulk-site={id}
      data-outcome={kind}
      className={clsx('flex gap-3 border-b border-line py-2.5 last:border-b-0', isWaiting && 'text-muted')}
    >
      {isWaiting ? <WaitIcon /> : kind === 'done' ? <CheckIcon /> : <WarningIcon />}
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap justify-between gap-x-4">
          <span className="font-semibold">{name}</span>
          <span>
            {outcome.kind === 'partial' ? t('partial', { count: outcome.faulty }) : t(outcome.kind)}
          </span>
        </p>
        {outcome.kind === 'failed' && <p className="text-muted">{outcome.message}</p>}
      </div>
    </li>
  );
}
