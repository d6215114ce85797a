import { useTranslations } from 'use-intl';
import { WarningIcon } from '#components/ui/icons.tsx';
import type { DayRange, SensorInsightsView } from '#lib/contract/insights.ts';
import { useSensorName } from '../console-context.ts';
import { useSensorError } from '../use-sensor-error.ts';
import { useTimes } from '../use-times.ts';
import { NowPanel } from './now-panel.tsx';
import { ZoneInsightsView } from './zone-insights.tsx';

export interface SensorInsightsProps {
  readonly site: string;
  readonly sensor: SensorInsightsView;
  readonly period: DayRange;
  readonly comparison: DayRange;
  /** Whether all days of the period are over. */
  readonly isOver: boolean;
}

/** The insights of one system: its zones in the period, live values, and failed parts. */
export function SensorInsights({ site, sensor, ...days }: SensorInsightsProps) {
  const t = useTranslations('insights');
  const inWords = useSensorError();
  const { moment } = useTimes(site);
  const name = useSensorName()(site, sensor.sensor);
  // Path Analytics is an option of the gateway: without it there is nothing wrong.
  const problems = sensor.problems.filter(
    ({ part, error }) => !(part === 'paths' && error.kind === 'switched-off'),
  );
  return (
    <section data-insights-sensor={sensor.sensor} aria-label={name} className="space-y-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line pb-2">
        <h2 className="text-xl font-semibold tracking-tight">{name}</h2>
        <p className="text-sm text-muted tabular">{t('asked', { time: moment(sensor.askedAt) })}</p>
      </div>
      {problems.length > 0 && (
        <ul className="rounded-xl border-2 border-ink bg-raised">
          {problems.map(({ part, error }) => (
            <li key={part} className="flex gap-3 border-t border-line px-4 py-3 first:border-0">
              <WarningIcon />
              <p>
                <span className="block font-semibold">{t(`problem.${part}`)}</span>
                <span className="text-muted">{inWords(error)}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      {sensor.zones.map((zone) => (
        <ZoneInsightsView key={zone.zone ?? ''} zone={zone} {...days} />
      ))}
      <NowPanel sensor={sensor} />
    </section>
  );
}
