'use client';

import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';

const againMs = 4000;

/** Replaces a page while the sidecar does not answer; it retries automatically. */
export function ServerGone() {
  const t = useTranslations('serverGone');
  useEffect(() => {
    const again = setTimeout(() => location.reload(), againMs);
    return () => clearTimeout(again);
  }, []);
  return (
    <main className="grid min-h-dvh place-items-center bg-paper px-6 text-ink">
      <div className="max-w-md text-center">
        <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
        <p className="mt-3 text-muted">{t('hint')}</p>
        <Button size="large" className="mt-6" onClick={() => location.reload()}>
          {t('retry')}
        </Button>
      </div>
    </main>
  );
}
