import { clsx } from 'clsx';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { ForwardIcon } from '#components/ui/icons.tsx';
import { LightMark, LightWord } from '../light-mark.tsx';
import { type LiveZone, shownLight } from '../live/live-store.ts';
import { OccupancyBar } from '../occupancy-bar.tsx';
import { TrendMark } from '../trend-mark.tsx';
import { useReason } from '../use-reason.ts';
import { DayNote } from './zone-number.tsx';

/** One zone as a row of the board; the row links to the zone. */
export function ZoneRow({ zone }: { readonly zone: LiveZone }) {
  const t = useTranslations('zones');
  const inWords = useReason(zone.state.site);
  const { number } = useFormatter();
  const { state, path } = zone;
  const { light, reason } = shownLight(zone);
  const isDim = light === 'unknown';
  // Red below the limit is the margin on the way back.
  const isMargin = reason === 'full' && state.occupancy < state.capacity;
  const isExplained = isMargin || isDim || light === 'closed' || reason.startsWith('hold:');
  return (
    <li
      data-zone={path}
      data-light={light}
      data-occupancy={number(state.occupancy)}
      className="relative border-b border-line bg-raised first:rounded-t-xl last:rounded-b-xl last:border-b-0 hover:bg-line/25"
    >
      <div className="flex items-center gap-4 px-4 py-4 sm:gap-6 sm:px-6">
        <LightMark light={light} />
        <div className="min-w-0 flex-1">
          <div className="flex items-center justify-between gap-4">
            <div className="min-w-0">
              <h3 className="truncate text-xl font-semibold tracking-tight sm:text-2xl">
                <Link
                  href={`/console/zones/${path}`}
                  prefetch={false}
                  className="-outline-offset-2 after:absolute after:inset-0"
                >
                  {state.name}
                </Link>
              </h3>
              <p className="mt-0.5 text-base">
                <span className="font-semibold">
                  <LightWord light={light} emergency={state.emergency} />
                </span>
                {isExplained && <span className="text-muted"> · {inWords(reason, state.redEndsAt)}</span>}
              </p>
            </div>
            <p className="flex flex-none flex-col items-end gap-x-2 gap-y-1 sm:flex-row sm:items-baseline">
              <span
                className={clsx(
                  'min-w-[2ch] text-right text-4xl font-semibold leading-none tracking-tight tabular sm:text-5xl',
                  isDim && 'text-muted',
                )}
              >
                {number(state.occupancy)}
              </span>
              <span className="text-sm text-muted tabular sm:min-w-[6ch] sm:text-lg">
                {t('ofCapacity', { capacity: number(state.capacity) })}
              </span>
            </p>
          </div>
          <div className="mt-3">
            <OccupancyBar utilization={state.utilization} isDim={isDim} />
          </div>
          <div className="mt-2 flex min-h-6 items-center gap-3 text-sm text-muted tabular">
            <TrendMark trend={zone.trend} isWordy={false} />
            <DayNote zone={zone} />
          </div>
        </div>
        <span className="hidden text-muted sm:block">
          <ForwardIcon />
        </span>
      </div>
    </li>
  );
}
