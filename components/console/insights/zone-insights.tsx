import { useId } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { WarningIcon } from '#components/ui/icons.tsx';
import type { Absent, DayRange, ZoneFigures, ZoneInsights } from '#lib/contract/insights.ts';
import { Figure, Figures } from '../history/figure.tsx';
import { AbsentFigure } from './absent-figure.tsx';
import { DwellFigure } from './dwell-figure.tsx';
import { useInsightsWords } from './use-insights-words.ts';
import { VisitsCourse } from './visits-course.tsx';

export interface ZoneInsightsViewProps {
  readonly zone: ZoneInsights;
  readonly period: DayRange;
  readonly comparison: DayRange;
  /** Whether all days of the period are over: half a day is not compared with a whole one. */
  readonly isOver: boolean;
}

/** The numbers of one zone, each beside the compared one. */
export function ZoneInsightsView({ zone, period, comparison: other, isOver }: ZoneInsightsViewProps) {
  const t = useTranslations('insights');
  const words = useInsightsWords();
  const titleId = useId();
  const { number } = useFormatter();
  const { current, comparison, bounceThresholdS } = zone;
  const { visits, bounces } = current;
  const rate = bounceRate(current);
  const before = comparison === undefined ? undefined : bounceRate(comparison);
  const bounceHint =
    typeof bounces !== 'number' || typeof visits !== 'number'
      ? {}
      : {
          hint:
            bounceThresholdS === undefined
              ? t('bouncesHintPlain', { count: number(bounces), visits: number(visits) })
              : t('bouncesHint', {
                  count: number(bounces),
                  visits: number(visits),
                  threshold: words.stay(bounceThresholdS),
                }),
        };
  return (
    <section aria-labelledby={titleId} data-insights-zone={zone.zone ?? ''} className="space-y-4">
      <h3 id={titleId} className="text-lg font-semibold">
        {zone.name ?? zone.zone ?? t('wholeGateway')}
      </h3>
      <Figures>
        <CountFigure
          name={t('visits')}
          now={current.visits}
          before={comparison?.visits}
          isOver={isOver}
          id="visits"
        />
        {current.uniqueVisits !== undefined && (
          <CountFigure
            name={t('uniqueVisits')}
            now={current.uniqueVisits}
            before={comparison?.uniqueVisits}
            isOver={isOver}
            hint={t('uniqueVisitsHint')}
            id="unique-visits"
          />
        )}
        {bounces !== undefined &&
          (typeof bounces === 'string' ? (
            <AbsentFigure name={t('bounces')} absent={bounces} />
          ) : (
            rate !== undefined && (
              <Figure
                name={t('bounces')}
                value={words.percent(rate)}
                before={before === undefined ? t('noBefore') : t('before', { value: words.percent(before) })}
                {...bounceHint}
              />
            )
          ))}
        {current.dropIn !== undefined && <DropInFigure now={current.dropIn} before={comparison?.dropIn} />}
        {current.dwell !== undefined && <DwellFigure now={current.dwell} before={comparison?.dwell} />}
      </Figures>
      {current.course.length > 0 && <VisitsCourse zone={zone} period={period} comparison={other} />}
    </section>
  );
}

function bounceRate({ bounces, visits }: ZoneFigures): number | undefined {
  if (typeof bounces !== 'number' || typeof visits !== 'number' || visits === 0) return undefined;
  return bounces / visits;
}

interface CountFigureProps {
  readonly id: string;
  readonly name: string;
  readonly now: number | Absent | undefined;
  readonly before: number | Absent | undefined;
  readonly isOver: boolean;
  readonly hint?: string;
}

function CountFigure({ id, name, now, before, isOver, hint }: CountFigureProps) {
  const t = useTranslations('insights');
  const words = useInsightsWords();
  const { number } = useFormatter();
  if (now === undefined || typeof now === 'string') {
    return <AbsentFigure name={name} absent={now ?? 'none'} />;
  }
  const change = typeof before === 'number' && isOver ? words.change(now, before) : undefined;
  const beside =
    typeof before === 'number' ? (
      <>
        {t('before', { value: number(before) })}
        {change !== undefined && (
          <strong className="ml-2 whitespace-nowrap font-semibold text-ink">{change}</strong>
        )}
      </>
    ) : (
      t('noBefore')
    );
  return (
    <Figure name={name} value={<span data-figure={id}>{number(now)}</span>} before={beside} hint={hint} />
  );
}

type DropIn = NonNullable<ZoneFigures['dropIn']>;

interface DropInFigureProps {
  readonly now: DropIn;
  readonly before: DropIn | undefined;
}

/** How many of the passers-by come in. A rate above 100 % is shown as a wrong setup. */
function DropInFigure({ now, before }: DropInFigureProps) {
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
