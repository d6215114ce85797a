'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { nameOfSensor } from '#lib/names.ts';
import { useLive } from '../console-context.ts';
import type { LiveZone } from '../live/live-store.ts';
import { ConditionMark } from '../sensors/condition-mark.tsx';

/** The sensors that feed a zone, each with its condition. */
export function ZoneSensors({ zone: { state } }: { readonly zone: LiveZone }) {
  const t = useTranslations('zone');
  const reason = useTranslations('reason');
  const sensors = useLive((live) =>
    Object.values(live.sensors).filter(
      ({ site, zones }) => site === state.site && zones.includes(state.zone),
    ),
  );
  return (
    <Panel title={t('sensors')}>
      {sensors.length === 0 && <p className="text-muted">{reason('no-sources')}</p>}
      <ul>
        {sensors.map(({ site, sensor, title, status }) => (
          <li key={sensor} className="border-b border-line last:border-b-0">
            <Link
              href={`/console/sensors/${site}/${sensor}`}
              prefetch={false}
              className="flex min-h-14 items-center justify-between gap-3 rounded-lg font-medium"
            >
              {nameOfSensor({ sensor, title })}
              <ConditionMark condition={status} />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
