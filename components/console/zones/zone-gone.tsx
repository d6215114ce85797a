'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';

/** Replaces the page of a zone that does not exist. */
export function ZoneGone() {
  const t = useTranslations('zone');
  return (
    <div className="mx-auto max-w-3xl space-y-4 px-4 py-8 text-center sm:px-6">
      <Empty title={t('gone')} hint={t('goneHint')} />
      <Link href="/console" prefetch={false} className={buttonClass({})}>
        {t('back')}
      </Link>
    </div>
  );
}
