'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { Site } from '#lib/contract/site.ts';
import { useConsole, useLive, useMayConfigure, useMayOperate } from '../console-context.ts';
import { Morning } from '../opening/morning.tsx';
import { OpeningLink } from '../opening/opening-link.tsx';
import type { OpeningStart } from '../opening/use-opening.ts';
import { PageTitle } from '../page-title.tsx';
import { SiteHeading } from '../site-heading.tsx';
import { useAwake } from '../use-awake.ts';
import { ResetBar } from '../zones/reset-bar.tsx';
import { TroubleList } from '../zones/trouble-list.tsx';
import { troublesOf } from '../zones/troubles.ts';
import { ZoneRow } from '../zones/zone-row.tsx';

/** Only the demo has simulated doors: others do not load this. */
const TryIt = dynamic(() => import('./try-it.tsx').then((module) => module.TryIt), {
  ssr: false,
  loading: () => <Skeleton className="mt-6 h-72" />,
});

export interface ZoneBoardProps {
  /** The morning checklist, if there is only one site; several have a page each. */
  readonly opening?: { readonly start: OpeningStart; readonly isPutOff: boolean };
}

/** The board: problems, every zone with its light, and the reset. */
export function ZoneBoard({ opening }: ZoneBoardProps) {
  useAwake();
  const t = useTranslations('zones');
  const { sites } = useConsole();
  const isEmpty = useLive(({ zones }) => Object.keys(zones).length === 0);
  const isOnly = sites.length === 1;
  return (
    <div className="mx-auto max-w-5xl px-4 pb-6 sm:px-6">
      <PageTitle isHidden={isOnly}>{t('title')}</PageTitle>
      {isEmpty && sites.length === 0 ? (
        <Empty title={t('empty')} hint={t('emptyHint')} />
      ) : (
        <div className="space-y-10">
          {sites.map((site) => (
            <SiteBoard key={site.id} site={site} isOnly={isOnly} opening={isOnly ? opening : undefined} />
          ))}
          {sites.some(({ simulated }) => simulated) && <TryIt />}
        </div>
      )}
    </div>
  );
}

interface SiteBoardProps extends ZoneBoardProps {
  readonly site: Site;
  readonly isOnly: boolean;
}

function SiteBoard({ site, isOnly, opening }: SiteBoardProps) {
  const mayOperate = useMayOperate();
  const zones = useLive((live) => Object.values(live.zones).filter(({ state }) => state.site === site.id));
  const sensors = useLive((live) => Object.values(live.sensors).filter((sensor) => sensor.site === site.id));
  const troubles = troublesOf(
    zones.map(({ state }) => state),
    sensors,
  );
  const isCounted = zones.length > 0 && sensors.length > 0;
  // Once every number of the day was set, a reset is rare: it steps back from the thumb.
  const isMorning = zones.some(({ state }) => state.set === undefined);
  const isStanding = isOnly && isMorning;
  return (
    <section aria-label={site.name} data-site={site.id} className="pt-4">
      <SiteHeading site={site} />
      {!isCounted ? (
        <NotCounting site={site} />
      ) : mayOperate && opening !== undefined ? (
        <Morning site={site} troubles={troubles} {...opening} />
      ) : (
        <TroubleList
          site={site.id}
          troubles={troubles}
          aside={mayOperate && <OpeningLink site={site} isSubtle />}
        />
      )}
      <ul className="mt-4 rounded-xl border border-line empty:hidden">
        {zones.map((zone) => (
          <ZoneRow key={zone.path} zone={zone} />
        ))}
      </ul>
      {isCounted && (
        <>
          {isStanding && <div aria-hidden="true" className="h-28" />}
          <div
            className={
              isStanding
                ? 'fixed inset-x-0 bottom-[calc(4rem+env(safe-area-inset-bottom))] z-20 border-t border-line bg-paper px-4 py-3 sm:px-6 lg:bottom-0 lg:left-56'
                : 'mt-4'
            }
          >
            <div className={isStanding ? 'mx-auto max-w-5xl lg:px-6' : undefined}>
              <ResetBar siteId={site.id} siteName={site.name} zones={zones} isPrimary={isStanding} />
            </div>
          </div>
        </>
      )}
    </section>
  );
}

/** A site that nothing counts: what is missing, and the way there. */
function NotCounting({ site }: { readonly site: Site }) {
  const t = useTranslations('settings.steps');
  const mayConfigure = useMayConfigure();
  return (
    <div className="rounded-xl border-2 border-ink bg-raised px-4 py-4 sm:px-6">
      <p className="text-lg font-semibold">{t('notCounting')}</p>
      <p className="max-w-prose text-muted">{t('notCountingHint')}</p>
      {mayConfigure && (
        <Link
          href={`/console/settings/${site.id}`}
          prefetch={false}
          className={buttonClass({ variant: 'primary' }, 'mt-4')}
        >
          {t('continue')}
        </Link>
      )}
    </div>
  );
}
