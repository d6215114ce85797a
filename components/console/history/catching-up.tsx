import { useEffect, useRef } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { useTranslations } from 'use-intl';
import { type Path, pathOf } from '#lib/contract/path.ts';
import { useConsole, useSensorName } from '../console-context.ts';
import { fetchBackfills, isUnderWay } from './backfills.ts';

const everyMs = 5000;
/** More than these are summed up in one line. */
const shownAtMost = 3;
/** What is asked for under these keys is made from history. */
const fromHistory = new Set(['history', 'peak', 'usual', 'what-if']);

/**
 * What is being fetched from the memory of sensors, after an outage or for a new one; of one zone, or of all. Nothing
 * where nothing is.
 */
export function CatchingUp({ zone }: { readonly zone?: Path }) {
  const t = useTranslations('sensors');
  const { api } = useConsole();
  const sensorName = useSensorName();
  const { data } = useSWR('backfills', () => fetchBackfills(api), { refreshInterval: everyMs });
  const open = data?.ok
    ? data.value.filter(
        (each) => isUnderWay(each) && (zone ?? pathOf(each.site, each.zone)) === pathOf(each.site, each.zone),
      )
    : [];
  const { mutate } = useSWRConfig();
  const isOpen = open.length > 0;
  const wasOpen = useRef(false);
  useEffect(() => {
    // What was fetched is in history now: what was drawn without it is read again.
    if (wasOpen.current && !isOpen)
      void mutate((key) => Array.isArray(key) && fromHistory.has(String(key[0])));
    wasOpen.current = isOpen;
  }, [isOpen, mutate]);
  if (open.length === 0) return null;
  if (open.length > shownAtMost) {
    const share = open.reduce((sum, { progress }) => sum + progress, 0) / open.length;
    return (
      <p className="mb-6 text-muted tabular" data-backfills={open.length}>
        {t('catchingUpMany', { count: String(open.length), share: inPercent(share) })}
      </p>
    );
  }
  return (
    <ul className="mb-6 space-y-2 text-muted tabular" data-backfills={open.length}>
      {open.map((backfill) => (
        <li key={`${backfill.site}/${backfill.zone}/${backfill.sensor}/${backfill.channel}/${backfill.from}`}>
          {t('catchingUp', {
            sensor: sensorName(backfill.site, backfill.sensor),
            share: inPercent(backfill.progress),
          })}
        </li>
      ))}
    </ul>
  );
}

function inPercent(share: number): string {
  return String(Math.floor(share * 100));
}
