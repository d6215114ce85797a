import { useFormatter, useTranslations } from 'use-intl';
import type { ChannelReading } from '#lib/contract/sensor-status.ts';

/** The last values of one channel of a sensor. */
export function Reading({ reading }: { readonly reading: ChannelReading }) {
  const t = useTranslations('sensors');
  const { number } = useFormatter();
  const { channel, name, occupancy } = reading;
  const parts = [
    occupancy === undefined ? undefined : t('inside', { count: number(Math.max(0, occupancy)) }),
    reading.in === undefined || reading.out === undefined
      ? undefined
      : t('inOut', { in: reading.in, out: reading.out }),
    reading.suspect ? t('suspect') : undefined,
  ].filter((part) => part !== undefined);
  return (
    <li>
      {channel !== 'main' && <span className="font-medium">{name ?? channel}: </span>}
      {parts.join(' · ')}
    </li>
  );
}
