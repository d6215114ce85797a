import { usePathname, useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ForwardIcon } from '#components/ui/icons.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { siteOfAddress } from '#lib/console-focus.ts';
import { useConsole } from '../console-context.ts';
import { SiteSearch } from '../site-search.tsx';

/** The site that the pages are about, and the way to another one of many. */
export function SitePicker() {
  const t = useTranslations('app');
  const { sites, focusOn } = useConsole();
  const [isOpen, setIsOpen] = useState(false);
  const router = useRouter();
  const pathname = usePathname();
  const pick = (site: string) => {
    setIsOpen(false);
    focusOn(site);
    // A page of one site's own leads to the same page of the other one, or to its list.
    const next = pathOfOther(pathname, location.search, site);
    if (next !== undefined) router.push(next);
  };
  return (
    <div className="min-w-0 flex-1">
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
        className="flex min-h-touch max-w-full items-center gap-2 rounded-lg px-2 text-lg font-semibold tracking-tight hover:bg-line/40"
      >
        <span className="truncate">{sites[0]?.name ?? t('chooseSite')}</span>
        <span aria-hidden="true" className="rotate-90">
          <ForwardIcon size={18} />
        </span>
        <span className="sr-only">{t('chooseSite')}</span>
      </button>
      {isOpen && (
        <Sheet title={t('chooseSite')} onClose={() => setIsOpen(false)}>
          <SiteSearch onPick={({ id }) => pick(id)} />
        </Sheet>
      )}
    </div>
  );
}

/** Pages of the settings that every site has. */
const ofEverySite: ReadonlySet<string> = new Set(['calendar', 'site']);

function pathOfOther(pathname: string, query: string, site: string): string | undefined {
  if (pathname === '/console/displays') return `${pathname}?site=${site}`;
  if (siteOfAddress(`${pathname}${query}`) === undefined) return undefined;
  if (siteOfAddress(pathname) === undefined) return pathname;
  const [, , section, , page = ''] = pathname.split('/');
  if (section === 'settings' && ofEverySite.has(page)) return `/console/settings/${site}/${page}`;
  if (section === 'settings' || section === 'opening') return `/console/${section}/${site}`;
  return section === 'sensors' ? '/console/sensors' : '/console';
}
