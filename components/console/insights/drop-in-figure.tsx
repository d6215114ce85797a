'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { WarningIcon } from '#components/ui/icons.tsx';
import type { ZoneFigures } from '#lib/contract/insights.ts';
import { Figure } from '../history/figure.tsx';
import { AbsentFigure } from './absent-figure.tsx';
import { useInsightsWords } from './use-insights-words.ts';

type DropIn = NonNullable<ZoneFigures['dropIn']>;

export interface DropInFigureProps {
  readonly now: DropIn;
  readonly before: DropIn | undefined;
}

/** How many of the passers-by come in. A rate above 100 % is shown as a wrong setup. */
export function DropInFigure({ now, before }: DropInFigureProps) {
  const t = useTranslations('insights');
  const words = useInsightsWords();
  const { number } = useFormatter();
  const name = t('dropIn');
  if (typeof now === 'string') return <AbsentFigure name={name} absent={now} />;
  if (now.rate === 'none') return <AbsentFigure name={name} absent="none" />;
  const rateBefore = before === undefined || typeof before === 'string' ? undefined : before.rate;
  const beside =
    typeof rateBefore === 'number' ? t('before', { value: words.percent(rateBefore) }) : t('noBefore');
  if (now.isConfigurationSignal) {
    return (
      <Figure
        name={name}
        value={
          <span data-figure="drop-in-signal" className="flex items-center gap-2">
            <WarningIcon />
            {words.percent(now.rate)}
          </span>
        }
        before={beside}
        hint={
          <>
            <strong className="block font-semibold text-ink">{t('dropInSignal')}</strong>
            {t('dropInSignalHint')}
          </>
        }
      />
    );
  }
  return (
    <Figure
      name={name}
      value={<span data-figure="drop-in">{words.percent(now.rate)}</span>}
      before={beside}
      hint={t('dropInHint', { entries: number(now.entries), passers: number(now.passersBy) })}
    />
  );
}
