'use client';

import { clsx } from 'clsx';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { type ApiFailure, ask } from '#lib/api/client.ts';
import { useIsLive, useMayOperate } from '../console-context.ts';
import { useFailure } from '../use-failure.ts';
import { useSensorError } from '../use-sensor-error.ts';
import { useTimes } from '../use-times.ts';
import { Feeds } from './feeds.tsx';
import { Note } from './note.tsx';
import { Reading } from './reading.tsx';
import { useDeviceApi, useSensor } from './sensor-context.ts';

/** How the sensor is, what it said last, what to do where it is ill, and a try at once. */
export function StatusPanel() {
  const t = useTranslations('sensors');
  const page = useTranslations('sensorPage');
  const inWords = useSensorError();
  const sensor = useSensor();
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
            <Feeds sensor={sensor} />
          </div>
          <p className="mt-2 break-words text-sm text-muted">
            {sensor.driver} · <span className="select-all">{sensor.url}</span>
            {sensor.serial !== undefined && ` · ${t('serial', { serial: sensor.serial })}`}
          </p>
        </div>
        <TryNow />
      </div>
    </section>
  );
}

/** Asks the sensor at once, instead of after its pause: somebody has just mended it. */
function TryNow() {
  const t = useTranslations('sensorPage');
  const { api, init } = useDeviceApi();
  const words = useFailure();
  const isLive = useIsLive();
  const mayOperate = useMayOperate();
  const [state, setState] = useState<'idle' | 'asking' | 'asked' | ApiFailure>('idle');
  const check = async () => {
    setState('asking');
    const answer = await ask(api.POST('/api/v1/sensors/{site}/{sensor}/check', init));
    setState(answer.ok ? 'asked' : answer.error);
  };
  return (
    <div className="w-full sm:w-auto">
      <Button
        variant="primary"
        size="large"
        className="w-full sm:w-auto"
        disabled={!isLive || !mayOperate || state === 'asking'}
        onClick={() => void check()}
      >
        {state === 'asking' ? t('checking') : t('check')}
      </Button>
      {state === 'asked' && <Note kind="done">{t('checked')}</Note>}
      {typeof state === 'object' && <Note kind="failed">{words(state, false)}</Note>}
    </div>
  );
}
