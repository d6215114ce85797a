'use client';

import { useTranslations } from 'use-intl';
import type { Backfill } from '#lib/contract/backfill.ts';
import { useSensorError } from '../use-sensor-error.ts';
import { useTimes } from '../use-times.ts';

/** The result of a back-fill, in a line. */
export function EndedBackfill({ backfill }: { readonly backfill: Backfill }) {
  const t = useTranslations('sensorPage.memory');
  const inWords = useSensorError();
  const { moment } = useTimes(backfill.site);
  const { state, error, minutes } = backfill;
  const span = { from: moment(backfill.from), to: moment(backfill.to) };
  return (
    <li data-backfill={state}>
      <span className="block">{t('span', span)}</span>
      <span className="block text-ink">
        {state === 'done'
          ? t('done', { minutes, in: backfill.in, out: backfill.out })
          : error === undefined
            ? t('unavailable')
            : inWords(error.error)}
      </span>
    </li>
  );
}
