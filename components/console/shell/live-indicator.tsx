'use client';

import { clsx } from 'clsx';
import { useTranslations } from 'use-intl';
import { useLive } from '../console-context.ts';
import { useTimes } from '../use-times.ts';

/** Whether the numbers on the page are live, or since when they are not. */
export function LiveIndicator() {
  const t = useTranslations('live');
  const { moment } = useTimes();
  const [connection, lostSince] = useLive((state) => [state.connection, state.lostSince] as const);
  const isLive = connection === 'live';
  const words =
    connection === 'lost' && lostSince !== undefined
      ? t('lostShort', { time: moment(lostSince) })
      : connection === 'signed-out'
        ? t('signedOut')
        : t(isLive ? 'live' : 'connecting');
  return (
    <p
      data-live={connection}
      className={clsx(
        'inline-flex items-center gap-2 whitespace-nowrap text-sm font-medium tabular',
        connection === 'connecting' && 'text-muted',
      )}
    >
      <span
        aria-hidden="true"
        className={clsx(
          'h-2.5 w-2.5 flex-none rounded-full border-2 border-ink',
          isLive ? 'bg-ink' : 'bg-transparent',
        )}
      />
      {words}
    </p>
  );
}
