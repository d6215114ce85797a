'use client';

import Link from 'next/link';
import { useLocale, useMessages, useTranslations } from 'use-intl';
import { CheckIcon, ForwardIcon, WarningIcon } from '#components/ui/icons.tsx';
import type { Alert } from '#lib/contract/alert.ts';
import { describeAlert } from '#lib/i18n/alert.ts';
import { useConsole } from '../console-context.ts';
import { useTimes } from '../use-times.ts';

/** An alert as text; an open one links to its subject. */
export function AlertRow({ alert }: { readonly alert: Alert }) {
  const t = useTranslations('alerts');
  const { sites } = useConsole();
  const { moment } = useTimes(alert.site);
  const { alertWords, sensorError } = useMessages();
  const { title, text } = describeAlert(alert, { locale: useLocale(), alert: alertWords, sensorError });
  const siteName = sites.find(({ id }) => id === alert.site)?.name ?? alert.site;
  const isOpen = alert.closedAt === undefined;
  const when =
    alert.closedAt === undefined
      ? t('since', { time: moment(alert.openedAt) })
      : t('passed', { from: moment(alert.openedAt), to: moment(alert.closedAt) });
  return (
    <li
      data-alert={alert.kind}
      data-subject={`${alert.site}/${alert.subject}`}
      className="relative flex items-center gap-4 border-t border-line px-4 py-3 first:border-t-0 sm:px-6"
    >
      {isOpen ? <WarningIcon /> : <CheckIcon />}
      <div className="min-w-0 flex-1">
        <p className={isOpen ? 'text-lg font-semibold' : 'font-medium'}>
          {isOpen ? (
            <Link
              href={hrefOf(alert)}
              prefetch={false}
              className="-outline-offset-2 after:absolute after:inset-0"
            >
              {title}
            </Link>
          ) : (
            title
          )}
        </p>
        {isOpen && <p className="text-muted">{text}</p>}
        <p className="text-sm text-muted tabular">
          {sites.length > 1 && `${siteName} · `}
          {when}
        </p>
      </div>
      {isOpen && (
        <span className="text-muted">
          <ForwardIcon />
        </span>
      )}
    </li>
  );
}

function hrefOf({ kind, site, subject }: Alert): string {
  if (kind === 'sensor') return `/console/sensors/${site}/${subject}`;
  if (kind === 'calendar') return `/console/settings/${site}/calendar`;
  return kind === 'display' ? '/console/displays' : `/console/zones/${site}/${subject}`;
}
