import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { type Cell, csvOf } from './history-csv.ts';
import { NumbersTable } from './numbers-table.tsx';
import { saveFile } from './save-file.ts';
import type { ShownHistory } from './shown-history.ts';
import { useHistoryWords } from './use-history-words.ts';

const minutes = (seconds: number | undefined): Cell =>
  seconds === undefined ? undefined : Math.round(seconds / 6) / 10;

/** The numbers of the charts as a table, and as a file. */
export function HistoryTable({ zone, period, timezone, points, other }: ShownHistory) {
  const t = useTranslations('history');
  const words = useHistoryWords();
  const recorded = points.filter(({ row, compared }) => row !== undefined || compared !== undefined);
  const otherHead =
    other === undefined
      ? []
      : [
          `${t('tableMean')} (${other.name})`,
          ...(other.hasPassages ? [`${t('in')} (${other.name})`, `${t('out')} (${other.name})`] : []),
        ];
  const head = [
    t('tableTime'),
    t('tableLeast'),
    t('tableMean'),
    t('tableMost'),
    t('in'),
    t('out'),
    t('tableAmber'),
    t('tableRed'),
    t('tableUnknown'),
    ...otherHead,
  ];
  const rows = recorded.map(({ fromMs, row, compared }): readonly Cell[] => [
    words.bin(period.kind, fromMs, timezone),
    row?.min ?? undefined,
    row?.avg ?? undefined,
    row?.max ?? undefined,
    row?.in,
    row?.out,
    minutes(row?.amberS),
    minutes(row?.redS),
    minutes(row?.unknownS),
    ...(other === undefined ? [] : [compared?.avg ?? undefined]),
    ...(other?.hasPassages === true ? [compared?.in, compared?.out] : []),
  ]);
  const download = () => {
    // With the UTC offset of each moment: 02:30 occurs twice on a night in October.
    const moments = recorded.map(({ fromMs }) => new Date(fromMs).toISOString());
    const lines = rows.map((row, index) => [moments[index], ...row]);
    const name = `${zone.replace('/', '-')}-${period.kind}-${period.first}.csv`;
    saveFile(name, csvOf(['UTC', ...head], lines));
  };
  const isBackfilled = points.some(({ row }) => (row?.backfilledS ?? 0) > 0);
  return (
    <div>
      {isBackfilled && <p className="mb-2 text-sm text-muted">{t('backfilled')}</p>}
      <div className="mb-2 flex justify-end">
        <Button onClick={download}>{t('download')}</Button>
      </div>
      <NumbersTable title={t('table')} head={head} rows={rows} />
    </div>
  );
}
