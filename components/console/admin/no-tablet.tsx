'use client';

import { buttonClass } from '#components/ui/button.tsx';
import { under } from '#lib/base-path.ts';
import { useAdminWords } from './admin-words.tsx';

/** The unlock page on a device that is no shared tablet. */
export function NoTablet() {
  const t = useAdminWords();
  return (
    <main className="grid min-h-dvh place-items-center bg-paper px-4 font-sans text-ink antialiased">
      <div className="max-w-md text-center">
        <h1 className="text-2xl font-semibold tracking-tight">{t('unlock.noTablet')}</h1>
        <p className="mt-2 text-muted">{t('unlock.noTabletHint')}</p>
        <a
          href={under('/sign-in?with=password')}
          className={buttonClass({ variant: 'primary', size: 'large' }, 'mt-6 w-full')}
        >
          {t('unlock.password')}
        </a>
      </div>
    </main>
  );
}
