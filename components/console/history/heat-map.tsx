import { useFormatter, useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { Path } from '#lib/contract/path.ts';
import { addDays } from './history-clock.ts';
import { heatOf } from './history-heat.ts';
import type { HistoryPeriod } from './history-period.ts';
import { useHistoryRows, useTimezone } from './use-history.ts';
import { useHistoryWords } from './use-history-words.ts';

/** A Monday: cells are named by weekdays only. */
const someMonday = '2024-01-01';
const hours = Array.from({ length: 24 }, (_, hour) => hour);

export interface HeatMapProps {
  readonly zone: Path;
  readonly period: HistoryPeriod;
}

/** The busy hours of the weekdays, each with its number: the shade only repeats it. */
export function HeatMap({ zone, period }: HeatMapProps) {
  const t = useTranslations('history');
  const words = useHistoryWords();
  const { number } = useFormatter();
  const timezone = useTimezone(zone);
  const { data } = useHistoryRows(zone, period, '1h');
  const heat = data === undefined ? undefined : heatOf(data, timezone);
  const most = Math.max(0, ...(heat ?? []).flat().map((cell) => cell.in ?? 0));
  if (heat === undefined) return <Skeleton className="h-80" />;
  return (
    <Panel title={t('heat')}>
      <p className="mb-3 text-sm text-muted">{most === 0 ? t('heatEmpty') : t('heatHint')}</p>
      {/* On a phone the weekdays stand side by side, and the hours below each other. */}
      <table className="heat-map w-full table-fixed border-separate border-spacing-0.5 text-center text-xs tabular">
        <thead>
          <tr>
            <td className="w-12" />
            {hours.map((hour) => (
              <th key={hour} scope="col" className="pb-1 font-normal text-muted">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {heat.map((cells, weekday) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: weekdays stay where they are
            <tr key={weekday}>
              <th scope="row" className="pr-2 text-left text-sm font-normal text-muted">
                {words.weekday(addDays(someMonday, weekday), 'short')}
              </th>
              {cells.map((cell) => (
                <td key={cell.hour} className="p-0">
                  <HeatCell share={cell.in === null || most === 0 ? null : cell.in / most}>
                    {cell.in === null ? '' : number(cell.in, { maximumFractionDigits: 0 })}
                  </HeatCell>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface HeatCellProps {
  /** Share of the busiest hour; null if unknown. */
  readonly share: number | null;
  readonly children: string;
}

/** Between these shades neither dark nor light text is readable: they are not used. */
const lightMost = 0.35;
const darkLeast = 0.7;

function HeatCell({ share, children }: HeatCellProps) {
  if (share === null) {
    return <span className="block h-7 rounded border border-dashed md:h-9 border-line" />;
  }
  const isDark = share > 0.6;
  const shade = isDark
    ? darkLeast + ((share - 0.6) / 0.4) * (1 - darkLeast)
    : 0.04 + (share / 0.6) * (lightMost - 0.04);
  return (
    <span
      style={{ backgroundColor: `rgb(var(--ink) / ${shade.toFixed(2)})` }}
      className={`flex h-7 items-center md:h-9 justify-center rounded ${isDark ? 'text-paper' : 'text-ink'}`}
    >
      {children}
    </span>
  );
}
