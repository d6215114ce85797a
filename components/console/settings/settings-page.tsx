'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { BackIcon } from '#components/ui/icons.tsx';
import { PageTitle } from '../page-title.tsx';

export interface SettingsPageProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The target and text of the back link. */
  readonly back?: { readonly href: string; readonly label: string };
  /** Stands beside the title. */
  readonly aside?: ReactNode;
}

/** The frame of a page of the settings. */
export function SettingsPage({ title, children, back, aside }: SettingsPageProps) {
  return (
    <div className="mx-auto max-w-5xl px-4 pb-8 sm:px-6">
      {back !== undefined && (
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
