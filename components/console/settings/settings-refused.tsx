'use client';

import { useTranslations } from 'use-intl';
import { Empty } from '#components/ui/empty.tsx';
import { SettingsPage } from './settings-page.tsx';

/** Shown instead of the settings. */
export function SettingsRefused({ why }: { readonly why: 'not-allowed' | 'unavailable' }) {
  const t = useTranslations('settings');
  return (
    <SettingsPage title={t('title')}>
      {why === 'not-allowed' ? (
        <Empty title={t('notAllowed')} hint={t('notAllowedHint')} />
      ) : (
        <p className="text-lg">{t('unavailable')}</p>
      )}
    </SettingsPage>
  );
}
