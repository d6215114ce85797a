import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { DisplayScreen } from '#lib/contract/display-report.ts';
import { clockFineMs } from '#lib/display-troubles.ts';
import { useTimes } from '../use-times.ts';

/** The facts a screen reports. Problems are bold. */
export function ScreenFacts({ site, screen }: { readonly site: string; readonly screen: DisplayScreen }) {
  const t = useTranslations('fleet');
  const { moment } = useTimes(site);
  const { engine, width, height, loadedAt, clockErrorMs, latencyMs, errors, lastError = '', sound } = screen;
  const recent = screen.recentErrors ?? [];
  const version = screen.version ?? '';
  const seconds = Math.round(Math.abs(clockErrorMs) / 1000);
  const isClockFine = Math.abs(clockErrorMs) < clockFineMs;
  return (
    <div className="space-y-3 text-sm">
      <dl
        aria-label={t('details')}
        className="grid grid-cols-2 gap-x-6 gap-y-2 tabular sm:grid-cols-3 lg:grid-cols-6"
      >
        <Fact name={t('screen')}>
          {engine}
          <span className="block text-muted">{`${width} × ${height}`}</span>
        </Fact>
        <Fact name={t('version')} isBad={!screen.isCurrent}>
          {screen.isCurrent ? version : t('otherVersion', { version })}
        </Fact>
        <Fact name={t('loaded')}>{moment(loadedAt)}</Fact>
        <Fact name={t('clock')} isBad={!isClockFine}>
          {isClockFine
            ? t('clockFine')
            : clockErrorMs > 0
              ? t('clockAhead', { seconds })
              : t('clockBehind', { seconds })}
        </Fact>
        <Fact name={t('latency')}>
          {latencyMs === undefined ? '–' : t('latencyValue', { ms: latencyMs })}
        </Fact>
        <Fact name={t('errors')} isBad={errors > 0}>
          {errors === 0
            ? t('errorsNone')
            : recent.length > 0
              ? String(errors)
              : t('errorsSome', { count: errors, last: lastError })}
        </Fact>
        {sound !== undefined && (
          <Fact name={t('sound')} isBad={sound !== 'on'}>
            {t(`sounds.${sound}`)}
          </Fact>
        )}
      </dl>
      <p className="text-muted">{`${t('latency')}: ${t('latencyHint')}`}</p>
      {recent.length > 0 && (
        <section aria-label={t('lastErrors')}>
          <h4 className="font-semibold">{t('lastErrors')}</h4>
          <ol className="mt-1 space-y-1">
            {recent.map(({ at, text }) => (
              <li key={`${at} ${text}`} className="flex gap-3">
                <time dateTime={at} className="flex-none text-muted tabular">
                  {moment(at)}
                </time>
                <code className="min-w-0 break-words">{text}</code>
              </li>
            ))}
          </ol>
          <p className="mt-1 text-muted">{t('errorsHint')}</p>
        </section>
      )}
    </div>
  );
}

interface FactProps {
  readonly name: string;
  readonly isBad?: boolean;
  readonly children: ReactNode;
}

function Fact({ name, isBad = false, children }: FactProps) {
  return (
    <div className="min-w-0">
      <dt className="text-muted">{name}</dt>
      <dd className={clsx('break-words', isBad && 'font-semibold')}>{children}</dd>
    </div>
  );
}
