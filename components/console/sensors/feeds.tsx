import Link from 'next/link';
import { useTranslations } from 'use-intl';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import { useLive } from '../console-context.ts';

/** The zones a sensor counts for, as links. */
export function Feeds({ sensor }: { readonly sensor: SensorStatus }) {
  const t = useTranslations('sensors');
  const zones = useLive((live) =>
    sensor.zones.flatMap((zone) => live.zones[`${sensor.site}/${zone}`]?.state ?? []),
  );
  if (zones.length === 0) return <p>{t('feedsNothing')}</p>;
  return (
    <p>
      {t('feeds')}{' '}
      {zones.map((zone) => (
        <Link
          key={zone.zone}
          href={`/console/zones/${zone.site}/${zone.zone}`}
          prefetch={false}
          className="-my-3 mr-2 inline-block min-w-touch py-3 text-ink underline underline-offset-4"
        >
          {zone.name}
        </Link>
      ))}
    </p>
  );
}
