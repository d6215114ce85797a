import Link from 'next/link';
import { useLocale, useMessages, useTranslations } from 'use-intl';
import { CheckIcon, ForwardIcon, WarningIcon } from '#components/ui/icons.tsx';
import type { Alert } from '#lib/contract/alert.ts';
import { describeAlert } from '#lib/i18n/alert.ts';
import { useConsole, useHasSeveral, useLive, useMayConfigure } from '../console-context.ts';
import { useSiteName } from '../use-names.ts';
import { useTimes } from '../use-times.ts';
import { alertAddress } from './alert-address.ts';

/** An alert as text; an open one links to the page of its subject. */
export function AlertRow({ alert }: { readonly alert: Alert }) {
  const t = useTranslations('alerts');
  const { isMany } = useConsole();
  const hasSeveral = useHasSeveral();
  const siteName = useSiteName(alert.site);
  const { moment, later } = useTimes(alert.site);
  const { alertWords, sensorError } = useMessages();
  const zone = useLive(({ zones }) => zones[`${alert.site}/${alert.subject}`]?.state);
  const { occupancy, capacity } = alert.facts;
  const isCrowd = alert.kind === 'full' || alert.kind === 'nearly-full';
  const words = { locale: useLocale(), alert: alertWords, sensorError };
  const { title, was, text } = describeAlert(alert, words);
  const isOpen = alert.closedAt === undefined;
  const mayConfigure = useMayConfigure();
  const address = isOpen ? alertAddress(alert, { isMany, mayConfigure }) : undefined;
  /** Its cause has gone, and it closes soon. */
  const isEnding = isOpen && alert.closesAt !== undefined;
  const heading = isOpen && !isEnding ? title : was;
  const then =
    isCrowd && occupancy !== undefined && capacity !== undefined
      ? t('atOpening', { time: later(alert.openedAt, alert.openedAt), occupancy, capacity })
      : undefined;
  const when =
    alert.closedAt === undefined
      ? t('since', { time: moment(alert.openedAt) })
      : t('passed', { from: moment(alert.openedAt), to: later(alert.closedAt, alert.openedAt) });
  return (
    <li
      data-alert={alert.kind}
      data-subject={`${alert.site}/${alert.subject}`}
      className="relative flex items-center gap-4 border-t border-line px-4 py-3 first:border-t-0 sm:px-6"
    >
      {isOpen ? <WarningIcon /> : <CheckIcon />}
      <div className="min-w-0 flex-1">
        <p className={isOpen ? 'text-lg font-semibold' : 'font-medium'}>
          {address === undefined ? (
            heading
          ) : (
            <Link href={address} prefetch={false} className="-outline-offset-2 after:absolute after:inset-0">
              {heading}
            </Link>
          )}
        </p>
        {isOpen && !isCrowd && !isEnding && <p className="text-muted">{text}</p>}
        {isOpen && isCrowd && zone !== undefined && (
          <p className="tabular">{t('now', { occupancy: zone.occupancy, capacity: zone.capacity })}</p>
        )}
        {alert.closesAt !== undefined && isOpen && (
          <p className="tabular">{t('closes', { time: moment(alert.closesAt) })}</p>
        )}
        <p className="text-sm text-muted tabular">
          {[hasSeveral && siteName, when, then].filter(Boolean).join(' · ')}
        </p>
      </div>
      {address !== undefined && (
        <span className="text-muted">
          <ForwardIcon />
        </span>
      )}
    </li>
  );
}
