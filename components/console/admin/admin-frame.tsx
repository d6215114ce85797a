'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Empty } from '#components/ui/empty.tsx';
import { useConsole } from '../console-context.ts';
import { PageTitle } from '../page-title.tsx';
import { useAdminWords } from './admin-words.tsx';

const root = '/console/admin';
const places = ['people', 'tablets', 'keys', 'configuration', 'installation'] as const;

/** The frame of every administration page. A manager sees only the shared tablets. */
export function AdminFrame({ children }: { readonly children: ReactNode }) {
  const t = useAdminWords();
  const pathname = usePathname();
  const { role } = useConsole().session.user;
  const shown = role === 'administrator' ? places : role === 'manager' ? (['tablets'] as const) : [];
  // The root redirects to the first allowed page.
  const isAllowed =
    shown.length > 0 && (pathname === root || shown.some((place) => pathname.startsWith(`${root}/${place}`)));
  return (
    <div className="mx-auto max-w-5xl px-4 pb-10 sm:px-6">
      <PageTitle>{t('title')}</PageTitle>
      {shown.length > 1 && (
        <nav aria-label={t('tabs.label')} className="mb-6 border-b border-line">
          <ul className="flex flex-wrap gap-x-1">
            {shown.map((place) => {
              const href = `${root}/${place}`;
              const isHere = pathname.startsWith(href);
              return (
                <li key={place}>
                  <Link
                    href={href}
                    prefetch={false}
                    aria-current={isHere ? 'page' : undefined}
                    className={clsx(
                      'flex min-h-12 items-center whitespace-nowrap px-3 text-base font-medium -outline-offset-2',
                      isHere ? 'shadow-[inset_0_-3px_0_rgb(var(--ink))]' : 'text-muted hover:text-ink',
                    )}
                  >
                    {t(`tabs.${place}`)}
                  </Link>
                </li>
              );
            })}
          </ul>
        </nav>
      )}
      {isAllowed ? children : <Empty title={t('notYours')} hint={t('notYoursHint')} />}
    </div>
  );
}
