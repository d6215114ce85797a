import { clsx } from 'clsx';
import { useTranslations } from 'use-intl';
import { CheckIcon, WaitIcon, WarningIcon } from '#components/ui/icons.tsx';
import { readableSource } from '#lib/names.ts';
import { useSensorName } from '../console-context.ts';
import type { OutcomeRow } from './outcome-rows.ts';
import { useOutcomeWords } from './use-outcome-words.ts';

export interface OutcomeListProps {
  readonly site: string;
  readonly rows: readonly OutcomeRow[];
  readonly label: string;
  /** All sources reset together with these, if there are more. */
  readonly among?: readonly OutcomeRow[];
}

/** The result of each sensor of a zone, by name and as text. */
export function OutcomeList({ site, rows, label, among = rows }: OutcomeListProps) {
  const inWords = useOutcomeWords(site, among);
  const sensorName = useSensorName();
  return (
    <ul aria-label={label}>
      {rows.map((row) => (
        <OutcomeItem
          key={`${row.sensor}/${row.channel}`}
          name={readableSource({ ...row, title: sensorName(site, row.sensor) })}
          row={row}
          advice={inWords(row)}
        />
      ))}
    </ul>
  );
}

interface OutcomeItemProps {
  readonly row: OutcomeRow;
  readonly name: string;
  readonly advice: string | undefined;
}

function OutcomeItem({ row, name, advice }: OutcomeItemProps) {
  const t = useTranslations('outcome');
  const { outcome, code } = row;
  const isFaulty = advice !== undefined;
  return (
    <li
      data-source={`${row.sensor}/${row.channel}`}
      data-outcome={outcome}
      className={clsx(
        'flex gap-3 border-b border-line py-3 last:border-b-0',
        outcome === 'waiting' && 'text-muted',
      )}
    >
      <span className={clsx('mt-0.5', outcome === 'waiting' && 'breathe')}>
        {outcome === 'waiting' ? <WaitIcon /> : isFaulty ? <WarningIcon /> : <CheckIcon />}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap justify-between gap-x-4">
          <span className="font-semibold">{name}</span>
          <span className={clsx(isFaulty && 'font-semibold')}>
            {t(outcome)}
            {code !== undefined && <span className="tabular"> ({code})</span>}
          </span>
        </p>
        {isFaulty && <p className="mt-0.5 text-muted">{advice}</p>}
      </div>
    </li>
  );
}
