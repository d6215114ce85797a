import { clsx } from 'clsx';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { ForwardIcon } from '#components/ui/icons.tsx';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import { nameOfSensor } from '#lib/names.ts';
import { useMayConfigure, useMayOperate } from '../console-context.ts';
import { useSensorError } from '../use-sensor-error.ts';
import { useTimes } from '../use-times.ts';
import { ConditionMark } from './condition-mark.tsx';
import { Feeds } from './feeds.tsx';
import { Reading } from './reading.tsx';
import { NextTry, TryNow } from './try-now.tsx';

/** One sensor: condition, last values, and what to do if it is faulty. */
export function SensorRow({ sensor }: { readonly sensor: SensorStatus }) {
  const t = useTranslations('sensors');
  const inWords = useSensorError();
  const { second, moment } = useTimes(sensor.site);
  const mayOperate = useMayOperate();
  const mayConfigure = useMayConfigure();
  const isFaulty = sensor.status !== 'ok';
  const { lastReadingAt, lastError } = sensor;
  return (
    <li
      id={`${sensor.site}-${sensor.sensor}`}
      data-sensor={`${sensor.site}/${sensor.sensor}`}
      data-condition={sensor.status}
      className={clsx(
        'scroll-mt-20 rounded-xl border bg-raised px-4 py-4 sm:px-6',
        isFaulty ? 'border-2 border-ink' : 'border-line',
      )}
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h3 className="text-xl font-semibold tracking-tight">
          <Link
            href={`/console/sensors/${sensor.site}/${sensor.sensor}`}
            prefetch={false}
            className="-my-2 inline-flex min-h-touch items-center gap-1 rounded-lg underline-offset-4 hover:underline"
          >
            {nameOfSensor(sensor)}
            <ForwardIcon size={20} />
          </Link>
        </h3>
        <ConditionMark condition={sensor.status} />
      </div>
      {isFaulty && lastError !== undefined && (
        <p className="mt-2 max-w-prose text-lg font-medium">{inWords(lastError.error)}</p>
      )}
      {isFaulty && mayOperate && (
        <div className="mt-3">
          <TryNow site={sensor.site} sensor={sensor.sensor} />
        </div>
      )}
      <div className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-muted tabular">
        <p>
          {lastReadingAt === undefined ? (
            t('noReading')
          ) : (
            <>
              {t('lastReading')} {isFaulty ? moment(lastReadingAt) : second(lastReadingAt)}
            </>
          )}
        </p>
        {sensor.failures > 0 && <p>{t('failures', { count: sensor.failures })}</p>}
        <NextTry sensor={sensor} />
        <Feeds sensor={sensor} />
      </div>
      {sensor.readings.length > 0 && (
        <ul className="mt-2 tabular">
          {sensor.readings.map((reading) => (
            <Reading key={reading.channel} reading={reading} />
          ))}
        </ul>
      )}
      {mayConfigure && <Details sensor={sensor} />}
    </li>
  );
}

/** Details that a technician asks for on the telephone. */
function Details({ sensor }: { readonly sensor: SensorStatus }) {
  const t = useTranslations('sensors');
  const inWords = useSensorError();
  const { moment } = useTimes(sensor.site);
  return (
    <details className="mt-1">
      <summary className="inline-flex min-h-touch cursor-pointer items-center rounded-lg text-sm text-muted underline underline-offset-4">
        {t('details')}
      </summary>
      <div className="space-y-1 break-words text-sm text-muted">
        <p>
          {sensor.driver} · {t('address')}: <span className="select-all">{sensor.url}</span>
        </p>
        {sensor.serial !== undefined && <p>{t('serial', { serial: sensor.serial })}</p>}
        {sensor.lastError !== undefined && (
          <p className="tabular">
            {moment(sensor.lastError.at)}: {inWords(sensor.lastError.error)}
          </p>
        )}
      </div>
    </details>
  );
}
