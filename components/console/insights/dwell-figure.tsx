import { useTranslations } from 'use-intl';
import type { ZoneFigures } from '#lib/contract/insights.ts';
import { Figure } from '../history/figure.tsx';
import { AbsentFigure } from './absent-figure.tsx';
import { useInsightsWords } from './use-insights-words.ts';

type Dwell = NonNullable<ZoneFigures['dwell']>;
type Quartiles = readonly number[];

export interface DwellFigureProps {
  readonly now: Dwell;
  readonly before: Dwell | undefined;
}

/** The length of visits: the median, and the range of the middle half. */
export function DwellFigure({ now, before }: DwellFigureProps) {
  const t = useTranslations('insights');
  const words = useInsightsWords();
  const name = t('dwell');
  if (typeof now === 'string') return <AbsentFigure name={name} absent={now} />;
  const quartiles = now.quartilesS;
  const known = before === undefined || typeof before === 'string' ? undefined : before;
  const middle = (dwell: Exclude<Dwell, string>) => words.stay(dwell.quartilesS?.[1] ?? dwell.meanS);
  return (
    <Figure
      name={name}
      value={<span data-figure="dwell">{middle(now)}</span>}
      before={known === undefined ? t('noBefore') : t('before', { value: middle(known) })}
      hint={
        quartiles === undefined ? (
          t('dwellMean', { time: words.stay(now.meanS) })
        ) : (
          <>
            <QuartileBars now={quartiles} before={known?.quartilesS} />
            {t('dwellMiddle', { from: words.stay(quartiles[0] ?? 0), to: words.stay(quartiles[2] ?? 0) })}
          </>
        )
      }
    />
  );
}

interface QuartileBarsProps {
  readonly now: Quartiles;
  readonly before: Quartiles | undefined;
}

/** The middle half of the visits as a bar with the median in it, above the compared one. */
function QuartileBars({ now, before }: QuartileBarsProps) {
  const most = Math.max(now[2] ?? 0, before?.[2] ?? 0, 1) * 1.1;
  const percent = (seconds: number) => `${(seconds / most) * 100}%`;
  return (
    <span aria-hidden="true" className="mb-1.5 block space-y-1">
      {[now, ...(before === undefined ? [] : [before])].map(([first = 0, median = 0, third = 0], index) => (
        <span
          key={index === 0 ? 'now' : 'before'}
          className="relative block h-2.5 overflow-hidden rounded-full bg-line/60"
        >
          <span
            className={`absolute inset-y-0 rounded-full ${index === 0 ? 'bg-ink/60' : 'border border-muted bg-transparent'}`}
            style={{ left: percent(first), right: `${100 - (third / most) * 100}%` }}
          />
          <span className="absolute inset-y-0 w-0.5 bg-ink" style={{ left: percent(median) }} />
        </span>
      ))}
    </span>
  );
}
