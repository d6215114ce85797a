'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { EntryRow } from './entry-list.tsx';
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
          {entries.map((entry) => (
            <EntryRow
              key={entry.site}
              entry={entry}
              href={`/console/settings/${entry.site}`}
              name={textOf(entry.document, 'name', entry.site)}
            >
              <p className="text-muted tabular">{summaryOf(entry.document)}</p>
            </EntryRow>
          ))}
        </ul>
      )}
    </SettingsPage>
  );
}
