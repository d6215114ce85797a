import { clsx } from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import {
  AlertsIcon,
  AuditIcon,
  DisplaysIcon,
  HistoryIcon,
  InsightsIcon,
  SensorsIcon,
  SettingsIcon,
  WallIcon,
  ZonesIcon,
} from '#components/ui/icons.tsx';
import { useAlerts } from '../alerts/use-alerts.ts';
import { useConsole, useHasSeveral, useLive } from '../console-context.ts';
import { mayConfigure } from '../permissions.ts';
import { NavMore } from './nav-more.tsx';

interface Place {
  readonly key:
    | 'zones'
    | 'wall'
    | 'alerts'
    | 'history'
    | 'insights'
    | 'sensors'
    | 'displays'
    | 'audit'
    | 'settings';
  readonly href: string;
  readonly Icon: typeof ZonesIcon;
  /** Has its own place in a phone's navigation bar; the others are under "More". */
  readonly isMain?: boolean;
}

const places: readonly Place[] = [
  { key: 'zones', href: '/console', Icon: ZonesIcon, isMain: true },
  { key: 'wall', href: '/console/wall', Icon: WallIcon },
  { key: 'alerts', href: '/console/alerts', Icon: AlertsIcon, isMain: true },
  { key: 'history', href: '/console/history', Icon: HistoryIcon, isMain: true },
  { key: 'insights', href: '/console/insights', Icon: InsightsIcon },
  { key: 'sensors', href: '/console/sensors', Icon: SensorsIcon, isMain: true },
  { key: 'displays', href: '/console/displays', Icon: DisplaysIcon },
  { key: 'audit', href: '/console/audit', Icon: AuditIcon },
  { key: 'settings', href: '/console/settings', Icon: SettingsIcon },
];

const entryClass =
  'flex min-h-16 w-full flex-col items-center justify-center gap-1 text-xs font-medium -outline-offset-2';

/** The navigation of the console: at the bottom edge of a phone, at the side of a desktop. */
export function Nav() {
  const t = useTranslations('nav');
  const pathname = usePathname();
  const { session } = useConsole();
  const hasSeveral = useHasSeveral();
  const shown = places.filter(
    ({ key }) => (key !== 'settings' || mayConfigure(session.user.role)) && (key !== 'wall' || hasSeveral),
  );
  const openAlerts = useAlerts()?.open.length ?? 0;
  const faulty = useLive(
    ({ sensors }) => Object.values(sensors).filter(({ status }) => status !== 'ok').length,
  );
  const countOf = (key: Place['key']) => (key === 'sensors' ? faulty : key === 'alerts' ? openAlerts : 0);
  const isHere = (href: string) =>
    href === '/console'
      ? pathname === href || /^\/console\/(zones|opening)\//.test(pathname)
      : pathname.startsWith(href) || (href === '/console/history' && pathname.startsWith('/console/reports'));
  const others = shown.filter(({ isMain }) => isMain !== true);
  return (
    <nav
      aria-label={t('label')}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] lg:sticky lg:top-16 lg:h-[calc(100dvh-4rem)] lg:w-56 lg:flex-none lg:self-start lg:border-r lg:border-t-0 lg:bg-paper lg:p-3"
    >
      <ul className="mx-auto flex max-w-3xl lg:flex-col lg:gap-1">
        {shown.map(({ key, href, Icon, isMain }) => (
          <li key={key} className={clsx('flex-1', isMain !== true && 'hidden sm:block')}>
            <Link
              href={href}
              prefetch={false}
              aria-current={isHere(href) ? 'page' : undefined}
              className={clsx(
                entryClass,
                'lg:min-h-12 lg:flex-row lg:justify-start lg:gap-3 lg:rounded-lg lg:px-3 lg:text-base',
                isHere(href)
                  ? 'text-ink shadow-[inset_0_3px_0_rgb(var(--ink))] lg:bg-line/60 lg:shadow-none'
                  : 'text-muted hover:text-ink',
              )}
            >
              <span className="relative">
                <Icon />
                {countOf(key) > 0 && (
                  <span
                    aria-hidden="true"
                    className="absolute -right-3 -top-2 min-w-5 rounded-full bg-ink px-1 text-center text-xs font-semibold leading-5 text-paper tabular lg:hidden"
                  >
                    {countOf(key)}
                  </span>
                )}
              </span>
              {t(key)}
              {countOf(key) > 0 && (
                <span
                  aria-hidden="true"
                  className="ml-auto hidden min-w-6 rounded-full bg-ink px-1.5 text-center text-sm font-semibold leading-6 text-paper tabular lg:block"
                >
                  {countOf(key)}
                </span>
              )}
            </Link>
          </li>
        ))}
        <li className="flex-1 sm:hidden">
          <NavMore
            label={t('more')}
            isHere={others.some(({ href }) => isHere(href))}
            entries={others.map(({ key, href, Icon }) => ({ name: t(key), href, Icon }))}
          />
        </li>
      </ul>
    </nav>
  );
}
