'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { useFailure } from '../use-failure.ts';
import { useSensorError } from '../use-sensor-error.ts';
import { Note } from './note.tsx';
import type { Backfills } from './use-backfills.ts';

/** Before a device forgets: has Doorlight fetch what it missed, and says how far that is. */
export function FetchFirst({ backfills }: { readonly backfills: Backfills }) {
  const t = useTranslations('sensorPage.actions');
  const { number } = useFormatter();
  const inWords = useSensorError();
  const words = useFailure();
  const { share, ended, request, fetch } = backfills;
  const lost = ended.find(({ error }) => error !== undefined)?.error;
  if (share !== undefined) {
    return (
      <p role="status" className="mt-1 font-semibold">
        {share === 1
          ? t('fetchedAll')
          : t('fetching', { share: number(share, { style: 'percent', maximumFractionDigits: 0 }) })}
      </p>
    );
  }
  const isDone = request === 'nothing' || request === 'taken';
  return (
    <>
      {lost === undefined ? (
        <p role="status" className="mt-1 text-muted">
          {t(isDone ? 'nothingMissing' : 'fetchHint')}
        </p>
      ) : (
        <Note kind="failed">{t('notFetched', { why: inWords(lost.error) })}</Note>
      )}
      <Button className="mt-3" disabled={request === 'asking'} onClick={() => void fetch()}>
        {t(request === 'asking' ? 'fetchingSoon' : 'fetchFirst')}
      </Button>
      {typeof request === 'object' && <Note kind="failed">{words(request)}</Note>}
    </>
  );
}
