'use client';

import { clsx } from 'clsx';
import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { LockIcon } from '#components/ui/icons.tsx';
import { loadSheets } from '#components/ui/sheet.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useIdle } from '#components/ui/use-idle.ts';
import { ask } from '#lib/api/client.ts';
import { basePath, under } from '#lib/base-path.ts';
import { signInPath } from '#lib/return-path.ts';
import { idleMinutes } from '../admin/unlocked.ts';
import { useConsole, useLive } from '../console-context.ts';
import { useTimes } from '../use-times.ts';
import { AccountButton } from './account-button.tsx';
import { Nav } from './nav.tsx';
import { SitePicker } from './site-picker.tsx';

const AccountMenu = dynamic(() => import('./account-menu.tsx').then((module) => module.AccountMenu), {
  ssr: false,
  loading: () => <Closed />,
});

/** The frame of every page of the console: title, live indicator, and navigation. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('app');
  const { sites, isMany, isChanging, session } = useConsole();
  useIdle(loadSheets);
  const isSimulated = sites.some(({ simulated }) => simulated);
  return (
    <div className="min-h-dvh bg-paper font-sans text-base text-ink antialiased">
      <a
        href="#content"
        className="sr-only rounded-lg bg-ink px-4 py-3 text-paper focus:not-sr-only focus:fixed focus:left-2 focus:top-2 focus:z-50"
      >
        {t('skip')}
      </a>
      <header className="sticky top-0 z-30 flex h-16 items-center gap-4 border-b border-line bg-paper px-4 sm:px-6">
        {isMany ? (
          <SitePicker />
        ) : (
          <p className="min-w-0 flex-1 truncate text-lg font-semibold tracking-tight">
            {sites.length === 1 ? sites[0]?.name : t('name')}
          </p>
        )}
        {isSimulated && (
          <p
            title={t('simulatedHint')}
            className="hidden rounded-full border border-dashed border-muted px-3 py-1 text-sm font-medium min-[420px]:block"
          >
            {t('simulated')}
          </p>
        )}
        <LiveIndicator />
        {session.tablet === undefined ? <Account /> : <LockButton until={session.tablet.until} />}
      </header>
      {isSimulated && (
        <p className="border-b border-dashed border-line px-4 py-1.5 text-center text-sm text-muted min-[420px]:hidden">
          {t('simulated')}
        </p>
      )}
      <LostBanner />
      {session.needsPassword === true && <PasswordBanner />}
      <noscript>
        <p className="bg-ink px-4 py-3 text-paper">{t('noScript')}</p>
      </noscript>
      <div className="lg:flex">
        <Nav />
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 pb-20 focus:outline-none lg:pb-0">
          {isChanging ? <Skeleton className="m-6 h-40" /> : children}
        </main>
      </div>
    </div>
  );
}

/** The account button. Its menu is a tenth of the console's script, and is loaded on demand. */
function Account() {
  const [isWanted, setIsWanted] = useState(false);
  return isWanted ? <AccountMenu /> : <Closed onClick={() => setIsWanted(true)} />;
}

function Closed({ onClick }: { readonly onClick?: () => void }) {
  const { name } = useConsole().session.user;
  return <AccountButton name={name} onClick={onClick} />;
}

/** Whether the numbers on the page are live, or since when they are not. */
function LiveIndicator() {
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

/** Warns, above everything else, that the numbers below may be outdated. */
function LostBanner() {
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
              onClick={() =>
                location.assign(
                  under(signInPath(`${location.pathname.slice(basePath.length)}${location.search}`)),
                )
              }
            >
              {t('signIn')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** Warns a user of the one-time link that it does not work again, and links to the first steps. */
function PasswordBanner() {
  const t = useTranslations('account');
  return (
    <aside
      aria-label={t('noPassword')}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line bg-raised px-4 py-2 sm:px-6"
    >
      <p className="font-medium">{t('noPassword')}</p>
      <a href={under('/setup')} className={buttonClass({})}>
        {t('setUp')}
      </a>
    </aside>
  );
}

const signs = ['pointerdown', 'keydown'] as const;

/** On a shared tablet: locks it, by touch, after some idle time, and when its time is over. */
function LockButton({ until }: { readonly until: string }) {
  const t = useTranslations('account');
  const { api } = useConsole();
  const { moment } = useTimes();

  const leave = async () => {
    await ask(api.POST('/api/auth/sign-out', { body: {} }));
    // A full page load, so that nothing of this user stays in memory.
    location.assign(under('/console/unlock'));
  };
  const lock = useEffectEvent(() => void leave());

  useEffect(() => {
    let idle = setTimeout(() => lock(), idleMinutes * 60_000);
    const end = setTimeout(() => lock(), Math.max(0, Date.parse(until) - Date.now()));
    const stirred = () => {
      clearTimeout(idle);
      idle = setTimeout(() => lock(), idleMinutes * 60_000);
    };
    for (const sign of signs) addEventListener(sign, stirred, { passive: true });
    return () => {
      clearTimeout(idle);
      clearTimeout(end);
      for (const sign of signs) removeEventListener(sign, stirred);
    };
  }, [until]);

  return (
    <button
      type="button"
      title={t('locksAt', { time: moment(until) })}
      onClick={() => void leave()}
      className={buttonClass({}, 'whitespace-nowrap')}
    >
      <LockIcon size={20} />
      <span className="sr-only sm:not-sr-only">{t('lock')}</span>
    </button>
  );
}
