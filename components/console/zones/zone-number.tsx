import { clsx } from 'clsx';
import { useFormatter, useTranslations } from 'use-intl';
import { LightMark, LightWord } from '../light-mark.tsx';
import { type LiveZone, shownLight } from '../live/live-store.ts';
import { OccupancyBar } from '../occupancy-bar.tsx';
import { TrendMark } from '../trend-mark.tsx';
import { useReason } from '../use-reason.ts';
import { useTimes } from '../use-times.ts';

/** The number and the light, readable from a distance. */
export function ZoneNumber({ zone }: { readonly zone: LiveZone }) {
  const t = useTranslations('zones');
  const inWords = useReason(zone.state.site);
  const { number } = useFormatter();
  const { state, path } = zone;
  const { light, reason } = shownLight(zone);
  const isDim = light === 'unknown';
  return (
    <section
      data-zone={path}
      data-light={light}
      data-occupancy={state.occupancy}
      className="rounded-xl border border-line bg-raised p-4 sm:p-6"
    >
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <LightMark light={light} size="large" />
        <p className="min-w-40 flex-1">
          <span className="block text-3xl font-semibold tracking-tight">
            <LightWord light={light} emergency={state.emergency} />
          </span>
          <span className="mt-1 block text-balance text-lg text-muted">
            {inWords(reason, state.redEndsAt)}
          </span>
        </p>
        <p className="flex flex-none items-baseline gap-3">
          <span
            className={clsx(
              'text-7xl font-semibold leading-none tracking-tighter tabular sm:text-8xl',
              isDim && 'text-muted',
            )}
          >
            {number(state.occupancy)}
          </span>
          <span className="text-xl text-muted tabular sm:text-2xl">
            {t('ofCapacity', { capacity: number(state.capacity) })}
          </span>
          <CapacityEnd state={state} />
        </p>
      </div>
      <div className="mt-5">
        <OccupancyBar utilization={state.utilization} isDim={isDim} />
      </div>
      <p className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-muted tabular">
        <TrendMark trend={zone.trend} />
        <DayNote zone={zone} />
        <Drift zone={zone} />
      </p>
    </section>
  );
}

/** Until when staff has set the capacity, and what it is otherwise. */
function CapacityEnd({ state: { site, capacitySet } }: Pick<LiveZone, 'state'>) {
  const t = useTranslations('accuracy.capacity');
  const { number } = useFormatter();
  const { moment } = useTimes(site);
  if (capacitySet === undefined) return null;
  const usual = number(capacitySet.usual);
  return (
    <span className="text-base text-muted tabular" data-capacity-set>
      {capacitySet.until === undefined
        ? t('shortOpen', { usual })
        : t('short', { usual, time: moment(capacitySet.until) })}
    </span>
  );
}

/** What the number of the day stands on. */
export function DayNote({ zone: { state } }: { readonly zone: LiveZone }) {
  const t = useTranslations('zones');
  const { moment } = useTimes(state.site);
  const { set, found, startedWith = 0 } = state;
  const from =
    set !== undefined
      ? t(set.to === 0 ? 'resetAt' : 'setAt', { count: set.to, time: moment(set.at) })
      : found !== undefined
        ? t('found', { count: found.occupancy, time: moment(found.at) })
        : startedWith > 0 && t('startedWith', { count: startedWith });
  return (
    <span>
      {t('inOutToday', { in: state.in, out: state.out })}
      {from && ` · ${from}`}
    </span>
  );
}

/** By how many people the day's counts had to be corrected, where they had to. */
function Drift({ zone: { state } }: { readonly zone: LiveZone }) {
  const t = useTranslations('zone');
  const { number } = useFormatter();
  if (state.drift === 0) return null;
  return (
    <span>
      {t('drift')}: {number(state.drift)}
    </span>
  );
}

/** Since when a zone has its light. */
export function LightSince({ zone: { state } }: { readonly zone: LiveZone }) {
  const t = useTranslations('zone');
  const { moment } = useTimes(state.site);
  return <span className="tabular">{t('lightSince', { time: moment(state.since) })}</span>;
}
