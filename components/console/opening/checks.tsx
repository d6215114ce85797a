import Link from 'next/link';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import { nameOfDisplay, nameOfSensor } from '#lib/names.ts';
import { useLive } from '../console-context.ts';
import { LightMark, LightWord } from '../light-mark.tsx';
import { type LiveZone, shownLight } from '../live/live-store.ts';
import { ConditionMark } from '../sensors/condition-mark.tsx';
import { useSensorError } from '../use-sensor-error.ts';
import { useTimes } from '../use-times.ts';

/** Every sensor of a site: whether it reports, and what to do if not. */
export function SensorChecks({
  site,
  sensors,
}: {
  readonly site: string;
  readonly sensors: readonly SensorStatus[];
}) {
  const t = useTranslations('opening');
  const trouble = useTranslations('trouble');
  const words = useTranslations('sensors');
  const inWords = useSensorError();
  const { second } = useTimes(site);
  return (
    <ul>
      {sensors.map(({ sensor, title, status, lastReadingAt, lastError }) => (
        <Row
          key={sensor}
          id={sensor}
          name={nameOfSensor({ sensor, title })}
          href={`/console/sensors/${site}/${sensor}`}
          hint={
            status !== 'ok'
              ? lastError === undefined
                ? trouble('silentHint')
                : inWords(lastError.error)
              : lastReadingAt === undefined
                ? words('noReading')
                : t('lastReading', { time: second(lastReadingAt) })
          }
        >
          <ConditionMark condition={status} />
        </Row>
      ))}
    </ul>
  );
}

/** Every display of a site: whether a screen shows it, and which light. */
export function DisplayChecks({
  site,
  displays,
}: {
  readonly site: string;
  readonly displays: readonly DisplayStatus[];
}) {
  const t = useTranslations('opening');
  const words = useTranslations('displays');
  const zones = useLive((live) => live.zones);
  const { moment } = useTimes(site);
  return (
    <ul>
      {displays.some(({ connections, seenAt }) => connections === 0 && seenAt !== undefined) && (
        <li className="border-t border-line px-4 py-2 sm:px-6">{t('displayHint')}</li>
      )}
      {displays.map((display) => {
        const { connections, seenAt, zone: id, screen } = display;
        const zone = zones[`${site}/${id}`];
        const light = zone === undefined ? 'unknown' : shownLight(zone).light;
        const isOn = connections > 0;
        return (
          <Row
            key={display.display}
            id={display.display}
            name={nameOfDisplay(display)}
            href="/console/displays"
            hint={
              isOn
                ? words('shows', { zone: zone?.state.name ?? id })
                : seenAt === undefined
                  ? words('never')
                  : words('noneSince', { time: moment(seenAt) })
            }
          >
            {isOn && (
              <span className="flex items-center gap-2 text-sm font-semibold">
                <LightMark light={screen?.light ?? light} size="small" />
                <LightWord light={screen?.light ?? light} />
              </span>
            )}
          </Row>
        );
      })}
    </ul>
  );
}

/** Every zone of a site with the people counted inside. */
export function CounterChecks({ zones }: { readonly zones: readonly LiveZone[] }) {
  const { number } = useFormatter();
  return (
    <ul>
      {zones.map((zone) => (
        <Row key={zone.path} id={zone.state.zone} name={zone.state.name} href={`/console/zones/${zone.path}`}>
          <span
            data-zone={zone.path}
            data-occupancy={zone.state.occupancy}
            className="text-3xl font-semibold leading-none tracking-tight tabular"
          >
            {number(zone.state.occupancy)}
          </span>
        </Row>
      ))}
    </ul>
  );
}

interface RowProps {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

function Row({ id, name, href, hint, children }: RowProps) {
  return (
    <li
      data-row={id}
      className="relative flex min-h-14 items-center justify-between gap-4 border-t border-line px-4 py-2 hover:bg-line/25 sm:px-6"
    >
      <p className="min-w-0">
        <Link
          href={href}
          prefetch={false}
          className="block truncate font-medium -outline-offset-2 after:absolute after:inset-0"
        >
          {name}
        </Link>
        {hint !== undefined && <span className="block text-sm text-muted tabular">{hint}</span>}
      </p>
      <span className="flex-none">{children}</span>
    </li>
  );
}
