import { clsx } from 'clsx';
import { useTranslations } from 'use-intl';
import type { LoggedEntry } from '#lib/contract/audit.ts';
import { knownAction } from '#lib/contract/audit-actions.ts';
import { isHoldChoice } from '../command/hold-lights.ts';
import { OutcomeList } from '../command/outcome-list.tsx';
import { useHasSeveral } from '../console-context.ts';
import { useTimes } from '../use-times.ts';
import { type AuditWords, useAuditWords } from './use-audit-words.ts';

export interface AuditRowProps {
  readonly entry: LoggedEntry;
  /** Whether to name the zone and its site; not needed on the page of a zone. */
  readonly withZone?: boolean;
}

/** One entry of the audit log: who did what, when, why, and the result of each sensor. */
export function AuditRow({ entry, withZone = true }: AuditRowProps) {
  const t = useTranslations('audit');
  const app = useTranslations('app');
  const { moment } = useTimes(entry.site);
  const hasSeveral = useHasSeveral();
  const words = useAuditWords(entry);
  const change = useChange(entry, words);
  const action = knownAction(entry.action);
  const sources = entry.sources ?? [];
  const isFaulty = sources.some(({ outcome }) => outcome !== 'confirmed' && outcome !== 'software');
  const places = withZone ? [words.zoneName, ...(hasSeveral ? [words.siteName] : [])] : [];
  const place = places.filter((each) => each !== undefined).join(', ');
  return (
    <li
      data-audit={entry.action}
      className="flex gap-x-4 border-b border-line py-3 last:border-b-0 max-sm:flex-col"
    >
      <time
        dateTime={entry.at}
        className={clsx('min-w-14 flex-none whitespace-nowrap text-muted tabular', withZone && 'sm:min-w-28')}
      >
        {moment(entry.at)}
      </time>
      <div className="min-w-0 flex-1">
        <p>
          <span className="font-semibold">
            {action === undefined ? t('action.other', { action: entry.action }) : t(`action.${action}`)}
          </span>
          {place !== '' && <span className="font-semibold"> · {place}</span>}
          {change !== undefined && (
            <span className="tabular">
              {isOfValues(entry.action) ? ' ' : ': '}
              {change}
            </span>
          )}
        </p>
        <p className="text-muted">
          {entry.who === 'schedule' ? t('schedule') : (entry.names?.[entry.who] ?? entry.who)}
          {entry.note !== undefined && <> · {app('quoted', { text: entry.note })}</>}
          {entry.result !== undefined && entry.result !== 'done' && (
            <span className="font-semibold text-ink"> · {t(`result.${entry.result}`)}</span>
          )}
        </p>
        {sources.length > 0 && (
          <details open={isFaulty || undefined}>
            <summary className="inline-flex min-h-touch cursor-pointer items-center rounded-lg text-sm text-muted underline underline-offset-4">
              {t('devices', { count: sources.length })}
            </summary>
            <OutcomeList
              site={entry.site ?? ''}
              rows={sources}
              label={t('devices', { count: sources.length })}
            />
          </details>
        )}
      </div>
    </li>
  );
}

/** `from 12 to 0`; lights by their names. */
function useChange({ from, to, action }: LoggedEntry, { subject }: AuditWords): string | undefined {
  const t = useTranslations('audit');
  const lights = useTranslations('heldLight');
  const inWords = (value: string) =>
    (action === 'hold' || action === 'release') && isHoldChoice(value) ? lights(value) : value;
  // Created, changed or removed things are named; only values have a before and after.
  if (!isOfValues(action)) return subject;
  if (from !== undefined && to !== undefined) return t('change', { from: inWords(from), to: inWords(to) });
  if (to !== undefined) return t('changeTo', { to: inWords(to) });
  return from === undefined ? undefined : t('changeFrom', { from: inWords(from) });
}

/** Whether an action sets something to another value: a number, a light. */
function isOfValues(action: string): boolean {
  return ['adjust', 'reset', 'hold', 'release'].includes(action);
}
