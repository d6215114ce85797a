import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { BackIcon } from '#components/ui/icons.tsx';
import { useConsole } from '../console-context.ts';
import { PageTitle } from '../page-title.tsx';

export interface SettingsPageProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The target and text of the back link. */
  readonly back?: { readonly href: string; readonly label: string } | undefined;
  /** Instead: back to the overview of this site. */
  readonly site?: string | undefined;
  /** Stands beside the title. */
  readonly aside?: ReactNode;
}

/** The frame of a page of the settings. */
export function SettingsPage({ title, children, site, aside, ...of }: SettingsPageProps) {
  const t = useTranslations('settings');
  const { sites } = useConsole();
  const overview = site !== undefined && {
    href: `/console/settings/${site}`,
    label: t('backTo', { site: sites.find(({ id }) => id === site)?.name ?? site }),
  };
  const back = of.back ?? overview;
  return (
    <div className="mx-auto max-w-5xl px-4 pb-8 sm:px-6">
      {back && (
        <Link
          href={back.href}
          prefetch={false}
          className="-ml-2 mt-2 inline-flex min-h-touch items-center gap-1 rounded-lg px-2 font-medium text-muted hover:text-ink"
        >
          <BackIcon size={20} />
          {back.label}
        </Link>
      )}
      <PageTitle aside={aside}>{title}</PageTitle>
      {children}
    </div>
  );
}
