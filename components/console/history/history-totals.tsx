import { useFormatter, useTranslations } from 'use-intl';
import type { HistoryRow } from '#lib/contract/history.ts';
import { Figure, Figures } from './figure.tsx';
import { totalsOf } from './history-points.ts';
import type { ShownHistory } from './shown-history.ts';
import { usePeakMinute } from './use-history.ts';
import { useHistoryWords } from './use-history-words.ts';

/** The totals of the period, beside the compared ones. */
export function HistoryTotals({
  zone,
  period,
  timezone,
  other,
  rows,
}: ShownHistory & { readonly rows: readonly HistoryRow[] }) {
  const t = useTranslations('history');
  const words = useHistoryWords();
  const { number } = useFormatter();
  const totals = totalsOf(rows);
  const peakMs = usePeakMinute(zone, period, totals.most);
  const before = other?.bins === undefined || !other.hasPassages ? undefined : totalsOf(other.bins);
  const beside = (value: string | undefined) =>
    value === undefined || other === undefined
      ? {}
      : { before: t('comparedWith', { other: other.name, value }) };
  const share = (seconds: number) =>
    totals.knownS === 0 || seconds === 0
      ? {}
      : {
          hint: t('shareOfOpen', {
            share: words.percent(seconds / totals.knownS),
            time: words.duration(totals.knownS),
          }),
        };
  return (
    <Figures>
      <Figure
        name={t('peopleIn')}
        value={<span data-figure="in">{number(totals.in)}</span>}
        {...beside(before && number(before.in))}
      />
      <Figure
        name={t('peopleOut')}
        value={<span data-figure="out">{number(totals.out)}</span>}
        {...beside(before && number(before.out))}
      />
      <Figure
        name={t('most')}
        value={words.people(totals.most?.people)}
        {...beside(before?.most && number(before.most.people))}
        {...(totals.most !== undefined && {
          hint: words.bin(period.kind, peakMs ?? totals.most.fromMs, timezone),
        })}
      />
      <Figure
        name={t('atAmber')}
        value={words.duration(totals.amberS)}
        {...beside(before && words.duration(before.amberS))}
        {...share(totals.amberS)}
      />
      <Figure
        name={t('atRed')}
        value={<span data-figure="red">{words.duration(totals.redS)}</span>}
        {...beside(before && words.duration(before.redS))}
        {...share(totals.redS)}
      />
    </Figures>
  );
}
