'use client';

import { useTranslations } from 'use-intl';
import { useLive } from '../console-context.ts';
import { useTimes } from '../use-times.ts';
import { signInPath } from './return-path.ts';

/** Warns, above everything else, that the numbers below may be outdated. */
export function LostBanner() {
  const t = useTranslations('live');
  const { moment } = useTimes();
  const [connection, lostSince] = useLive((state) => [state.connection, state.lostSince] as const);
  const isSignedOut = connection === 'signed-out';
  const isLost = connection === 'lost' && lostSince !== undefined;
  return (
    <div role="alert">
      {(isLost || isSignedOut) && (
        <div className="banner flex flex-wrap items-center justify-between gap-x-6 gap-y-2 bg-ink px-4 py-3 text-paper sm:px-6">
          <div>
            <p className="text-lg font-semibold tabular">
              {isLost ? t('lost', { time: moment(lostSince) }) : t('signedOut')}
            </p>
            {isLost && <p className="text-paper/80">{t('lostHint')}</p>}
          </div>
          {isSignedOut && (
            <button
              type="button"
              className="min-h-touch rounded-lg border border-paper px-4 font-semibold"
              onClick={() => location.assign(signInPath(`${location.pathname}${location.search}`))}
            >
              {t('signIn')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
