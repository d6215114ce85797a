'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';

export interface GoneProps {
  readonly of: 'zone' | 'settings';
  /** The way back. */
  readonly href: string;
  readonly role?: 'alert';
}

/** Replaces the page, or the settings, of something that does not exist. */
export function Gone({ of, href, role }: GoneProps) {
  const t = useTranslations(of);
  return (
    <div role={role} className="mx-auto max-w-3xl space-y-4 px-4 py-8 text-center sm:px-6">
      <Empty title={t('gone')} hint={t('goneHint')} />
      <Link href={href} prefetch={false} className={buttonClass({})}>
        {t('back')}
      </Link>
    </div>
  );
}
