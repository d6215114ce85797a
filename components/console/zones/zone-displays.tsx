'use client';

import { useTranslations } from 'use-intl';
import { OpenIcon } from '#components/ui/icons.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { under } from '#lib/base-path.ts';
import type { DisplayStatus } from '#lib/contract/display.ts';
import { nameOfDisplay } from '#lib/names.ts';
import type { LiveZone } from '../live/live-store.ts';

export interface ZoneDisplaysProps {
  readonly zone: LiveZone;
  readonly displays: readonly DisplayStatus[];
}

/** The displays that show a zone; those without a key can be opened here. */
export function ZoneDisplays({ zone: { state }, displays }: ZoneDisplaysProps) {
  const t = useTranslations('zone');
  const words = useTranslations('displays');
  const own = displays.filter(({ site, zone }) => site === state.site && zone === state.zone);
  return (
    <Panel title={t('displays')}>
      {own.length === 0 && <p className="text-muted">{t('noDisplay')}</p>}
      <ul>
        {own.map(({ site, display, name, keyed }) => (
          <li key={display} className="flex min-h-14 items-center border-b border-line last:border-b-0">
            {keyed ? (
              <p>
                <span className="font-medium">{nameOfDisplay({ display, name })}</span>
                <span className="text-muted"> · {words('keyed')}</span>
              </p>
            ) : (
              <a
                href={under(`/display/${site}/${display}`)}
                target="_blank"
                rel="noreferrer"
                aria-label={t('openDisplay', { display: nameOfDisplay({ display, name }) })}
                className="flex min-h-touch flex-1 items-center justify-between gap-3 rounded-lg font-medium"
              >
                {nameOfDisplay({ display, name })}
                <OpenIcon size={20} />
              </a>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
