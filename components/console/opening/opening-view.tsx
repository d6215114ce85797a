'use client';

import { clsx } from 'clsx';
import { useTranslations } from 'use-intl';
import type { Site } from '#lib/contract/site.ts';
import { useConsole, useIsLive } from '../console-context.ts';
import { Gone } from '../gone.tsx';
import { BackTitle } from '../page-title.tsx';
import { useAwake } from '../use-awake.ts';
import { ResetBar } from '../zones/reset-bar.tsx';
import { CheckMark } from './check-mark.tsx';
import { CounterChecks, DisplayChecks, SensorChecks } from './checks.tsx';
import { type OpeningStart, type OpeningState, useOpening } from './use-opening.ts';
import { useOpeningWords } from './use-opening-words.ts';

export interface OpeningViewProps {
  readonly siteId: string;
  readonly start: OpeningStart;
}

/** The morning checklist of a site: every sensor, every display, every counter, and the reset button. */
export function OpeningView({ siteId, start }: OpeningViewProps) {
  useAwake();
  const site = useConsole().sites.find(({ id }) => id === siteId);
  return site === undefined ? <Gone of="zone" href="/console" /> : <Checklist site={site} start={start} />;
}

function Checklist({ site, start }: { readonly site: Site; readonly start: OpeningStart }) {
  const t = useTranslations('opening');
  const zone = useTranslations('zone');
  const opening = useOpening(site, start);
  const checks = useOpeningWords(site.id, opening);
  const isLive = useIsLive();
  const parts = {
    sensors: <SensorChecks site={site.id} sensors={opening.sensors} />,
    displays: <DisplayChecks site={site.id} displays={opening.displays ?? []} />,
    counters: <CounterChecks zones={opening.zones} />,
  };
  return (
    <div className="mx-auto max-w-3xl px-4 sm:px-6">
      <BackTitle
        back="/console"
        backLabel={zone('back')}
        title={
          <>
            {t('title')} <span className="font-normal text-muted">{site.name}</span>
          </>
        }
      />
      <Summary opening={opening} />
      <div className="space-y-4">
        {checks.map(({ key, name, words, state }) => (
          <section
            key={key}
            aria-label={name}
            data-check={key}
            data-state={state}
            className={clsx(
              'rounded-xl bg-raised',
              state === 'faulty' ? 'border-2 border-ink' : 'border border-line',
            )}
          >
            <h2 className="flex items-start gap-3 px-4 py-3 sm:px-6">
              <span className={clsx(state === 'open' && 'text-muted')}>
                <CheckMark state={state} />
              </span>
              <span className="min-w-0 text-lg font-semibold">
                {name}
                <span className="block text-base font-normal text-muted tabular">{words}</span>
              </span>
            </h2>
            {isLive && parts[key]}
          </section>
        ))}
      </div>
      {opening.sensors.length > 0 && (
        <>
          <div aria-hidden="true" className="h-28" />
          <div className="fixed inset-x-0 bottom-[calc(4rem+env(safe-area-inset-bottom))] z-20 border-t border-line bg-paper px-4 py-3 sm:px-6 lg:bottom-0 lg:left-56">
            <div className="mx-auto max-w-3xl lg:px-6">
              <ResetBar siteId={site.id} siteName={site.name} zones={opening.zones} isPrimary />
            </div>
          </div>
        </>
      )}
    </div>
  );
}

/** Whether the site is ready to open, in one line. */
function Summary({ opening: { faulty, gone, opened } }: { readonly opening: OpeningState }) {
  const t = useTranslations('opening');
  const isLive = useIsLive();
  const count = faulty.length + gone.length;
  return (
    <p role="status" className="pb-4 text-xl font-semibold tracking-tight" data-summary="">
      {!isLive
        ? t('unknown')
        : count > 0
          ? t('attention', { count })
          : opened === undefined
            ? t('resetLeft')
            : t('ready')}
    </p>
  );
}
