'use client';

import { clsx } from 'clsx';
import { useTranslations } from 'use-intl';
import { nameOfDisplay } from '#lib/console/display-name.ts';
import { shownLight } from '#lib/console/live-store.ts';
import type { DisplayCommand, DisplayStatus } from '#lib/contract/display.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { useLive } from '../console-context.ts';
import { LightWord } from '../light-mark.tsx';
import { useTimes } from '../use-times.ts';
import { DisplayActions } from './display-actions.tsx';
import { DisplayThumbnail } from './display-thumbnail.tsx';
import { ScreenFacts } from './screen-facts.tsx';

export interface DisplayRowProps {
  readonly display: DisplayStatus;
  readonly words: readonly FaceWords[];
  readonly onCommand: (command: DisplayCommand) => void;
  readonly onChanged: () => void;
}

/** One display: what its screen shows by its own account, since when it is connected, and what to do with it. */
export function DisplayRow({ display, words, onCommand, onChanged }: DisplayRowProps) {
  const t = useTranslations('displays');
  const fleet = useTranslations('fleet');
  const held = useTranslations('light');
  const zone = useLive(({ zones }) => zones[`${display.site}/${display.zone}`]);
  const zoneLight = zone === undefined ? 'unknown' : shownLight(zone).light;
  const isOnline = display.connections > 0;
  // Until a screen has said what it shows, it is what its zone has.
  const light = isOnline ? (display.screen?.light ?? zoneLight) : 'unknown';
  return (
    <li
      data-display={`${display.site}/${display.display}`}
      data-connections={display.connections}
      className="rounded-xl border border-line bg-raised px-4 py-4 sm:px-6"
    >
      <div className="flex flex-wrap items-center gap-x-6 gap-y-4">
        <DisplayThumbnail display={display} light={light} words={words} zone={zone?.state} />
        <div className="min-w-52 flex-1">
          <h3 className="text-xl font-semibold tracking-tight">{nameOfDisplay(display)}</h3>
          <p>
            {t('shows', { zone: zone?.state.name ?? display.zone })}
            <span className="text-muted">
              {' · '}
              <LightWord light={light} />
            </span>
          </p>
          <p className={clsx('tabular', isOnline ? 'text-muted' : 'font-semibold')}>
            <Connected display={display} />
          </p>
          {display.keyed && <p className="text-sm text-muted">{t('keyed')}</p>}
          {display.lowContrast !== undefined && (
            <p className="text-sm font-semibold">
              {fleet('lowContrast', { lights: display.lowContrast.map((each) => held(each)).join(', ') })}
            </p>
          )}
        </div>
        <DisplayActions display={display} onCommand={onCommand} onChanged={onChanged} />
      </div>
      {display.screen !== undefined ? (
        <ScreenFacts site={display.site} screen={display.screen} />
      ) : (
        isOnline && <p className="mt-3 text-sm text-muted">{fleet('nothingReported')}</p>
      )}
    </li>
  );
}

function Connected({ display }: { readonly display: DisplayStatus }) {
  const t = useTranslations('displays');
  const { moment } = useTimes(display.site);
  const { connections: count, seenAt } = display;
  if (count === 0) return seenAt === undefined ? t('never') : t('noneSince', { time: moment(seenAt) });
  return seenAt === undefined
    ? t('connected', { count })
    : t('connectedSince', { count, time: moment(seenAt) });
}
