import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button.tsx';
import type { Site } from '#lib/contract/site.ts';

export interface OpeningLinkProps {
  readonly site: Site;
  /** Less prominent, for the rest of the day. */
  readonly isSubtle?: boolean;
}

/** The link to a site's checklist. */
export function OpeningLink({ site, isSubtle = false }: OpeningLinkProps) {
  const t = useTranslations('opening');
  return (
    <Link
      href={`/console/opening/${site.id}`}
      prefetch={false}
      aria-label={t('linkNamed', { site: site.name })}
      className={
        isSubtle
          ? '-mr-2 inline-flex min-h-touch items-center rounded-lg px-2 text-muted underline decoration-line underline-offset-4 hover:decoration-ink'
          : buttonClass({})
      }
    >
      {t('link')}
    </Link>
  );
}
