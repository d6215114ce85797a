'use client';

import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button.tsx';

/** Warns a user of the one-time link that it does not work again, and links to the first steps. */
export function PasswordBanner() {
  const t = useTranslations('account');
  return (
    <aside
      aria-label={t('noPassword')}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line bg-raised px-4 py-2 sm:px-6"
    >
      <p className="font-medium">{t('noPassword')}</p>
      <a href="/setup" className={buttonClass({})}>
        {t('setUp')}
      </a>
    </aside>
  );
}
