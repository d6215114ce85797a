import { clsx } from 'clsx';
import { useTranslations } from 'use-intl';
import { handDriver } from '#lib/hand-driver.ts';
import { useSensorError } from '../use-sensor-error.ts';
import { useTimes } from '../use-times.ts';
import { Feeds } from './feeds.tsx';
import { Reading } from './reading.tsx';
import { useRights, useSensor } from './sensor-context.ts';
import { NextTry, TryNow } from './try-now.tsx';

/** The sensor's condition, last values, what to do if it is faulty, and a button to poll it now. */
export function StatusPanel() {
  const t = useTranslations('sensors');
  const page = useTranslations('sensorPage');
  const inWords = useSensorError();
  const sensor = useSensor();
  const { mayConfigure } = useRights();
  const { second, moment } = useTimes(sensor.site);
  const { lastReadingAt, lastError, readings } = sensor;
  const isFaulty = sensor.status !== 'ok';
  return (
    <section
      aria-label={page('status')}
      className={clsx(
        'rounded-xl border bg-raised px-4 py-4 sm:px-6',
        isFaulty ? 'border-2 border-ink' : 'border-line',
      )}
    >
      {isFaulty && lastError !== undefined && (
        <p className="mb-3 max-w-prose text-lg font-medium">{inWords(lastError.error)}</p>
      )}
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div className="min-w-0 flex-1 basis-72">
          <ul className="space-y-1 text-xl tabular">
            {readings.map((reading) => (
              <Reading key={reading.channel} reading={reading} />
            ))}
          </ul>
          <div className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-muted tabular">
            <p>
              {lastReadingAt === undefined
                ? t('noReading')
                : `${t('lastReading')} ${isFaulty ? moment(lastReadingAt) : second(lastReadingAt)}`}
            </p>
            {sensor.failures > 0 && <p>{t('failures', { count: sensor.failures })}</p>}
            <NextTry sensor={sensor} />
            <Feeds sensor={sensor} />
          </div>
          {mayConfigure && (
            <p className="mt-2 break-words text-sm text-muted">
              {sensor.driver} · <span className="select-all">{sensor.url}</span>
              {sensor.serial !== undefined && ` · ${t('serial', { serial: sensor.serial })}`}
            </p>
          )}
        </div>
        {sensor.driver !== handDriver && (
          <TryNow site={sensor.site} sensor={sensor.sensor} isPrimary={isFaulty} />
        )}
      </div>
    </section>
  );
}
