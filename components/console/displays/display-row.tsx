'use client';

import { clsx } from 'clsx';
import { useTranslations } from 'use-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { OpenIcon } from '#components/ui/icons.tsx';
import { shownLight } from '#lib/console/live-store.ts';
import { readableId } from '#lib/console/names.ts';
import type { DisplayCommand, DisplayStatus } from '#lib/contract/display.ts';
import { useIsLive, useLive, useMayOperate } from '../console-context.ts';
import { LightMark, LightWord } from '../light-mark.tsx';
import { useTimes } from '../use-times.ts';

export interface DisplayRowProps {
  readonly display: DisplayStatus;
  readonly onCommand: (command: DisplayCommand) => void;
}

/** One display: what it shows, since when a screen is connected, and three things to do with it. */
export function DisplayRow({ display, onCommand }: DisplayRowProps) {
  const t = useTranslations('displays');
  const isLive = useIsLive();
  const mayOperate = useMayOperate();
  const zone = useLive(({ zones }) => zones[`${display.site}/${display.zone}`]);
  const light = zone === undefined ? 'unknown' : shownLight(zone).light;
  const name = readableId(display.display);
  const canCommand = isLive && mayOperate && display.connections > 0;
  return (
    <li
      data-display={`${display.site}/${display.display}`}
      data-connections={display.connections}
      className="flex flex-wrap items-center gap-x-5 gap-y-3 rounded-xl border border-line bg-raised px-4 py-4 sm:px-6"
    >
      <LightMark light={light} />
      <div className="min-w-52 flex-1">
        <h3 className="text-xl font-semibold tracking-tight">{name}</h3>
        <p>
          {t('shows', { zone: zone?.state.name ?? display.zone })}
          <span className="text-muted">
            {' · '}
            <LightWord light={light} />
          </span>
        </p>
        <p className={clsx('tabular', display.connections > 0 ? 'text-muted' : 'font-semibold')}>
          <Connected display={display} />
        </p>
        {display.keyed && <p className="text-sm text-muted">{t('keyed')}</p>}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={!canCommand}
          onClick={() => onCommand('identify')}
          aria-label={t('identifyNamed', { display: name })}
        >
          {t('identify')}
        </Button>
        <Button
          disabled={!canCommand}
          onClick={() => onCommand('reload')}
          aria-label={t('reloadNamed', { display: name })}
        >
          {t('reload')}
        </Button>
        {!display.keyed && (
          <a
            href={`/display/${display.site}/${display.display}`}
            target="_blank"
            rel="noreferrer"
            aria-label={t('openNamed', { display: name })}
            className={buttonClass({})}
          >
            {t('open')}
            <OpenIcon size={20} />
          </a>
        )}
      </div>
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
