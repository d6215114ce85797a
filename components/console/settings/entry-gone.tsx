'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';

/** Replaces the settings of something that was removed, also while it was being changed. */
export function EntryGone() {
  const t = useTranslations('settings');
  return (
    <div role="alert" className="mx-auto max-w-3xl space-y-4 px-4 py-8 text-center sm:px-6">
      <Empty title={t('gone')} hint={t('goneHint')} />
      <Link href="/console/settings" prefetch={false} className={buttonClass({})}>
        {t('back')}
      </Link>
    </div>
  );
}
