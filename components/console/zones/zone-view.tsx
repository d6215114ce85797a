'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { OpenIcon } from '#components/ui/icons.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { under } from '#lib/base-path.ts';
import type { LoggedEntry } from '#lib/contract/audit.ts';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { Path } from '#lib/contract/path.ts';
import { nameOfDisplay, nameOfSensor } from '#lib/names.ts';
import { CalibrationPanel } from '../accuracy/calibration-panel.tsx';
import { CapacityPanel } from '../accuracy/capacity-panel.tsx';
import { useLive } from '../console-context.ts';
import { Gone } from '../gone.tsx';
import { ForecastPanel } from '../history/forecast-panel.tsx';
import type { LiveZone } from '../live/live-store.ts';
import { BackTitle } from '../page-title.tsx';
import { ConditionMark } from '../sensors/condition-mark.tsx';
import { useAwake } from '../use-awake.ts';
import { CommandNote } from './command-note.tsx';
import { CorrectBar } from './correct-bar.tsx';
import { LightPanel } from './light-panel.tsx';
import { RecentChanges } from './recent-changes.tsx';
import { ZoneNumber } from './zone-number.tsx';

/** The number and its light are loaded first. */
const TodayPanel = dynamic(() => import('./today-panel.tsx').then((module) => module.TodayPanel), {
  ssr: false,
  loading: () => <Skeleton className="h-[27rem]" />,
});

export interface ZoneViewProps {
  readonly path: Path;
  readonly displays: readonly DisplayStatus[];
  /** The newest entries of the audit log about the zone. */
  readonly entries: readonly LoggedEntry[];
}

/** One zone: its number and light, actions on both, and its sources. */
export function ZoneView({ path, displays, entries }: ZoneViewProps) {
  useAwake();
  const t = useTranslations('zone');
  const zone = useLive(({ zones }) => zones[path]);
  if (zone === undefined) return <Gone of="zone" href="/console" />;
  return (
    <div className="mx-auto max-w-5xl px-4 sm:px-6">
      <BackTitle back="/console" backLabel={t('back')} title={zone.state.name} />
      <div className="grid gap-4 lg:grid-cols-[3fr_2fr] lg:items-start">
        <div className="min-w-0 space-y-4">
          <ZoneNumber zone={zone} />
          <CommandNote zone={zone} />
          <LightPanel zone={zone} />
          <TodayPanel zone={zone} />
          <ForecastPanel zone={path} />
        </div>
        <div className="min-w-0 space-y-4">
          <CapacityPanel zone={zone} />
          <CalibrationPanel zone={zone} />
          <ZoneSensors zone={zone} />
          <ZoneDisplays zone={zone} displays={displays} />
          <RecentChanges path={path} start={entries} />
        </div>
      </div>
      <CorrectBar zone={zone} />
    </div>
  );
}

/** The sensors that feed a zone, each with its condition. */
function ZoneSensors({ zone: { state } }: { readonly zone: LiveZone }) {
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

interface ZoneDisplaysProps {
  readonly zone: LiveZone;
  readonly displays: readonly DisplayStatus[];
}

/** The displays that show a zone; those without a key can be opened here. */
function ZoneDisplays({ zone: { state }, displays }: ZoneDisplaysProps) {
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
