import { useState } from 'react';
import { useSWRConfig } from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { type ApiFailure, ask } from '#lib/api/client.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import { useConsole, useIsLive, useMayOperate } from '../console-context.ts';
import { useFailure } from '../use-failure.ts';
import { useTimes } from '../use-times.ts';
import { Note } from './note.tsx';

/** Shorter waits are over before somebody has read of them. */
const worthSayingMs = 15_000;

/** When a sensor that fails is asked next, where that is worth waiting for. */
export function NextTry({ sensor: { site, nextTryAt, lastError } }: { readonly sensor: SensorStatus }) {
  const t = useTranslations('sensors');
  const { second } = useTimes(site);
  if (nextTryAt === undefined || lastError === undefined) return null;
  if (Date.parse(nextTryAt) - Date.parse(lastError.at) < worthSayingMs) return null;
  return <p className="tabular">{t('nextTry', { time: second(nextTryAt) })}</p>;
}

export interface TryNowProps {
  readonly site: string;
  readonly sensor: string;
  /** The main action of a page, not one beside a line. */
  readonly isPrimary?: boolean;
}

/** Asks the sensor at once, instead of after its pause: somebody has just mended it. */
export function TryNow({ site, sensor, isPrimary = false }: TryNowProps) {
  const t = useTranslations('sensorPage');
  const { api } = useConsole();
  const words = useFailure();
  const { mutate } = useSWRConfig();
  const isLive = useIsLive();
  const mayOperate = useMayOperate();
  const [state, setState] = useState<'idle' | 'asking' | 'asked' | ApiFailure>('idle');
  const check = async () => {
    setState('asking');
    const init = { params: { path: { site, sensor } } };
    const answer = await ask(api.POST('/api/v1/sensors/{site}/{sensor}/check', init));
    setState(answer.ok ? 'asked' : answer.error);
    // What the page knows of the device may be a failure of before.
    await mutate((key) => Array.isArray(key) && key[0] === 'device' && key[1] === site && key[2] === sensor);
  };
  return (
    <div className={isPrimary ? 'w-full sm:w-auto' : 'flex-none'}>
      <Button
        {...(isPrimary && { variant: 'primary', size: 'large', className: 'w-full sm:w-auto' })}
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
