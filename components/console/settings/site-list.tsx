'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { ForwardIcon } from '#components/ui/icons.tsx';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { OwnerMark } from './owner-mark.tsx';
import { SettingsPage } from './settings-page.tsx';
import { textOf } from './settings-values.ts';
import { useSiteSummary } from './use-site-summary.ts';

/** The sites, to choose the one to change. */
export function SiteList({ entries }: { readonly entries: readonly ConfigEntry[] }) {
  const t = useTranslations('settings');
  const summaryOf = useSiteSummary();
  return (
    <SettingsPage
      title={t('title')}
      aside={
        <Link
          href="/console/settings/add-site"
          prefetch={false}
          className={buttonClass({ variant: 'primary' })}
        >
          {t('site.add')}
        </Link>
      }
    >
      {entries.length === 0 ? (
        <Empty title={t('site.none')} hint={t('site.noneHint')} />
      ) : (
        <ul className="rounded-xl border border-line bg-raised px-4 sm:px-6">
          {entries.map(({ site, document, managedBy }) => (
            <li
              key={site}
              className="relative flex min-h-16 items-center gap-3 border-b border-line py-2 last:border-b-0"
            >
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <Link
                    href={`/console/settings/${site}`}
                    prefetch={false}
                    className="text-lg font-semibold tracking-tight after:absolute after:inset-0"
                  >
                    {textOf(document, 'name', site)}
                  </Link>
                  <OwnerMark owner={managedBy} />
                </p>
                <p className="text-muted tabular">{summaryOf(document)}</p>
              </div>
              <ForwardIcon size={20} />
            </li>
          ))}
        </ul>
      )}
    </SettingsPage>
  );
}
