import { useEffect, useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { answerOf, zoneAt } from '#lib/api/client.ts';
import type { WhatIfRequest } from '#lib/contract/history.ts';
import type { Path } from '#lib/contract/path.ts';
import { useConsole } from '../console-context.ts';
import { CatchingUp } from '../history/catching-up.tsx';

/** The sidecar is asked this long after the last change. */
const restMs = 500;

export interface WhatIfNoteProps {
  readonly zone: Path;
  readonly limits: WhatIfRequest;
  /** These are not the limits that hold. */
  readonly isChanged: boolean;
}

/** The effect of these limits in the last seven days. */
export function WhatIfNote({ zone, limits, isChanged }: WhatIfNoteProps) {
  const t = useTranslations('settings.zone');
  const { api } = useConsole();
  const rested = useRested(limits);
  const { data, error } = useSWR(
    ['what-if', zone, rested.capacity, rested.amberAt, rested.redAt],
    () => {
      const init = { params: zoneAt(zone), body: rested };
      return answerOf(api.POST('/api/v1/zones/{site}/{zone}/history/what-if', init));
    },
    { keepPreviousData: true, revalidateOnFocus: false },
  );
  const accuracy = useTranslations('accuracy.settings');
  const time = useSpan();
  return (
    <section aria-label={t('whatIf')} className="tabular" aria-live="polite">
      <h3 className="font-semibold">{t('whatIf')}</h3>
      {data === undefined ? (
        <p className="text-muted">{t(error === undefined ? 'whatIfWaiting' : 'whatIfFailed')}</p>
      ) : data.knownMs === 0 ? (
        <p className="text-muted">{t('whatIfNone')}</p>
      ) : (
        <>
          <p data-what-if="red">
            {!isChanged || isSame(data.redMs, data.before.redMs)
              ? t('whatIfRedSame', { before: time(data.before.redMs) })
              : t('whatIfRed', { after: time(data.redMs), before: time(data.before.redMs) })}
          </p>
          <p className="text-muted">
            {!isChanged || isSame(data.amberMs, data.before.amberMs)
              ? t('whatIfAmberSame', { before: time(data.before.amberMs) })
              : t('whatIfAmber', { after: time(data.amberMs), before: time(data.before.amberMs) })}
          </p>
          <p data-what-if="careful">
            {accuracy('carefulRed', { time: time(data.careful.redMs) })}{' '}
            <span className="text-muted">
              {accuracy('carefulAmber', { time: time(data.careful.amberMs) })}
            </span>
          </p>
        </>
      )}
      <CatchingUp zone={zone} />
    </section>
  );
}

const minuteMs = 60_000;

function isSame(aMs: number, bMs: number): boolean {
  return Math.round(aMs / minuteMs) === Math.round(bMs / minuteMs);
}

/** `42 min`, `2 h 10 min`. */
function useSpan(): (ms: number) => string {
  const t = useTranslations('settings.zone');
  return (ms) => {
    const minutes = Math.round(ms / minuteMs);
    return minutes < 60
      ? t('minutes', { count: String(minutes) })
      : t('hours', { hours: String(Math.floor(minutes / 60)), minutes: String(minutes % 60) });
  };
}

/** The value once it has not changed for a moment. */
function useRested(limits: WhatIfRequest): WhatIfRequest {
  const [rested, setRested] = useState(limits);
  const { capacity, amberAt, redAt } = limits;
  useEffect(() => {
    const timer = setTimeout(() => setRested({ capacity, amberAt, redAt }), restMs);
    return () => clearTimeout(timer);
  }, [capacity, amberAt, redAt]);
  return rested;
}
