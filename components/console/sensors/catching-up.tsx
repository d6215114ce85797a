'use client';

import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { readableId } from '#lib/names.ts';
import { useConsole } from '../console-context.ts';
import { fetchBackfills, isUnderWay } from './backfills.ts';

const everyMs = 5000;

/** Running back-fills, after an outage or for a new sensor; nothing if there are none. */
export function CatchingUp() {
  const t = useTranslations('sensors');
  const { api } = useConsole();
  const { data } = useSWR('backfills', () => fetchBackfills(api), { refreshInterval: everyMs });
  const open = data?.ok ? data.value.filter(isUnderWay) : [];
  if (open.length === 0) return null;
  return (
    <ul className="mb-6 space-y-2 text-muted tabular" data-backfills={open.length}>
      {open.map((backfill) => (
        <li key={`${backfill.site}/${backfill.zone}/${backfill.sensor}/${backfill.channel}/${backfill.from}`}>
          {t('catchingUp', {
            sensor: readableId(backfill.sensor),
            share: String(Math.floor(backfill.progress * 100)),
          })}
        </li>
      ))}
    </ul>
  );
}
