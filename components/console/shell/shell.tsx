'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { loadSheets } from '#components/ui/sheet.tsx';
import { useIdle } from '#components/ui/use-idle.ts';
import { useConsole } from '../console-context.ts';
import { Account } from './account.tsx';
import { LiveIndicator } from './live-indicator.tsx';
import { LockButton } from './lock-button.tsx';
import { LostBanner } from './lost-banner.tsx';
import { Nav } from './nav.tsx';
import { PasswordBanner } from './password-banner.tsx';

/** The frame of every page of the console: title, live indicator, and navigation. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('app');
  const { sites, session } = useConsole();
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
        <p className="min-w-0 flex-1 truncate text-lg font-semibold tracking-tight">
          {sites.length === 1 ? sites[0]?.name : t('name')}
        </p>
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
          {children}
        </main>
      </div>
    </div>
  );
}
