import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { CheckIcon, ForwardIcon, WarningIcon } from '#components/ui/icons.tsx';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import { nameOfSensor } from '#lib/names.ts';
import { useIsLive, useMayOperate, useSensorName } from '../console-context.ts';
import { NextTry, TryNow } from '../sensors/try-now.tsx';
import { useReason } from '../use-reason.ts';
import { useSensorError } from '../use-sensor-error.ts';
import { useTimes } from '../use-times.ts';
import type { Trouble } from './troubles.ts';

export interface TroubleListProps {
  readonly site: string;
  readonly troubles: readonly Trouble[];
  /** Shown beside the text that everything is in order, else above the list. */
  readonly aside?: ReactNode;
  /** Whether the page already shows that everything is in order: then the text is only for screen readers. */
  readonly isWellShown?: boolean;
}

/** The problems, the worst first, with what to do; or that everything is in order. */
export function TroubleList({ site, troubles, aside, isWellShown = false }: TroubleListProps) {
  const t = useTranslations();
  const isWell = troubles.length === 0;
  const isLive = useIsLive();
  return (
    <section aria-live="polite" data-troubles={troubles.length}>
      <div
        className={
          isWellShown
            ? 'sr-only'
            : 'flex min-h-touch flex-wrap items-center justify-between gap-x-6 empty:hidden'
        }
      >
        {isWell && isLive && (
          <p className="flex items-center gap-2 text-muted">
            <CheckIcon size={20} />
            {t('zones.allWell')}
          </p>
        )}
        {aside}
      </div>
      {!isWell && <Troubles site={site} troubles={troubles} />}
    </section>
  );
}

function Troubles({ site, troubles }: Pick<TroubleListProps, 'site' | 'troubles'>) {
  const t = useTranslations();
  return (
    <div className="overflow-hidden rounded-xl border-2 border-ink bg-raised">
      <h3 className="flex items-center gap-3 bg-ink px-4 py-2.5 text-lg font-semibold text-paper sm:px-6">
        <WarningIcon />
        {t('trouble.title', { count: troubles.length })}
      </h3>
      <ul>
        {troubles.map((trouble) => (
          <TroubleRow key={trouble.key} site={site} trouble={trouble} />
        ))}
      </ul>
    </div>
  );
}

function TroubleRow({ site, trouble }: { readonly site: string; readonly trouble: Trouble }) {
  const t = useTranslations('trouble');
  const inWords = useReason(site);
  const sensorWords = useSensorTrouble(site);
  const sensorName = useSensorName();
  const mayOperate = useMayOperate();
  switch (trouble.kind) {
    case 'storage':
      return (
        <Row title={t('storage')} href={undefined}>
          {t('storageHint')}
        </Row>
      );
    case 'sensor': {
      const { title, advice } = sensorWords(trouble.sensor);
      const zones = trouble.darkens.map(({ name }) => name).join(', ');
      return (
        <Row
          title={title}
          href={`/console/sensors/${site}/${trouble.sensor.sensor}`}
          note={<NextTry sensor={trouble.sensor} />}
          {...(mayOperate && { action: <TryNow site={site} sensor={trouble.sensor.sensor} /> })}
        >
          {zones !== '' && <span className="font-medium text-ink">{t('darkens', { zones })} </span>}
          {advice}
        </Row>
      );
    }
    case 'unknown':
      return (
        <Row
          title={t('unknown', { zone: trouble.zone.name })}
          href={`/console/zones/${site}/${trouble.zone.zone}`}
        >
          {inWords(trouble.zone.reason)}
        </Row>
      );
    case 'suspect':
      return (
        <Row title={t('suspect', { sensor: sensorName(site, trouble.sensor) })} href={undefined}>
          {t('suspectHint', { zone: trouble.zone.name })}
        </Row>
      );
    case 'drift':
      return (
        <Row
          title={t('drift', { count: trouble.zone.drift, zone: trouble.zone.name })}
          href={`/console/zones/${site}/${trouble.zone.zone}`}
        >
          {t('driftHint')}
        </Row>
      );
  }
}

/** A sensor's problem in a line, and what to do. */
function useSensorTrouble(site: string) {
  const t = useTranslations('trouble');
  const errorWords = useSensorError();
  const { moment } = useTimes(site);
  return ({ sensor: id, title: name, status, lastReadingAt, lastError }: SensorStatus) => {
    const sensor = nameOfSensor({ sensor: id, title: name });
    const condition = status === 'ok' ? 'stale' : status;
    const title =
      lastReadingAt === undefined
        ? t(`sensor.${condition}`, { sensor })
        : t(`sensor.${condition}Since`, { sensor, time: moment(lastReadingAt) });
    return {
      title,
      advice: lastError === undefined ? t('silentHint') : errorWords(lastError.error),
    };
  };
}

interface RowProps {
  readonly title: string;
  readonly href: string | undefined;
  readonly children: ReactNode;
  readonly note?: ReactNode;
  /** A button of the row, above the link that the whole row is. */
  readonly action?: ReactNode;
}

function Row({ title, href, children, note, action }: RowProps) {
  return (
    <li className="relative flex items-center gap-4 border-t border-line px-4 py-3 first:border-t-0 sm:px-6">
      <div className="min-w-0 flex-1">
        <p className="text-lg font-semibold tabular">
          {href === undefined ? (
            title
          ) : (
            <Link href={href} prefetch={false} className="-outline-offset-2 after:absolute after:inset-0">
              {title}
            </Link>
          )}
        </p>
        <p className="text-muted">{children}</p>
        <div className="text-muted">{note}</div>
        {action !== undefined && <div className="relative z-10 mt-2 w-fit">{action}</div>}
      </div>
      {href !== undefined && (
        <span className="text-muted">
          <ForwardIcon />
        </span>
      )}
    </li>
  );
}
