'use client';

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { fieldClass } from '#components/ui/field.tsx';
import { auditPageSize } from '#lib/console/audit-page.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { useConsole, useLive } from '../console-context.ts';
import { PageTitle } from '../page-title.tsx';
import { useFailure } from '../use-failure.ts';
import { AuditRow } from './audit-row.tsx';

/** The audit log, newest first, of all zones or one. */
export function AuditLog({ start }: { readonly start: readonly AuditEntry[] | undefined }) {
  const t = useTranslations('audit');
  const { entries, zone, setZone, hasOlder, showOlder, isBusy, failure } = useAuditLog(start);
  return (
    <div className="mx-auto max-w-5xl px-4 pb-8 sm:px-6">
      <PageTitle aside={<ZoneFilter zone={zone} onChange={setZone} />}>{t('title')}</PageTitle>
      {entries.length === 0 && failure === undefined ? (
        <Empty title={t('empty')} hint={t('emptyHint')} />
      ) : (
        <ul className="rounded-xl border border-line bg-raised px-4 sm:px-6">
          {entries.map((entry) => (
            <AuditRow key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      <p role="status" className="mt-3 font-medium">
        {failure}
      </p>
      {hasOlder && (
        <Button size="large" className="mt-3 w-full" disabled={isBusy} onClick={showOlder}>
          {t('older')}
        </Button>
      )}
    </div>
  );
}

/** The pages of the log read so far. New entries come when somebody has adjusted something. */
function useAuditLog(start: readonly AuditEntry[] | undefined) {
  const { api } = useConsole();
  const inWords = useFailure();
  const [entries, setEntries] = useState<readonly AuditEntry[]>(start ?? []);
  const [zone, setZone] = useState('');
  const [hasOlder, setHasOlder] = useState((start?.length ?? 0) === auditPageSize);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const settled = useLive(({ lastAdjust }) => (lastAdjust?.result === undefined ? '' : lastAdjust.adjustId));
  const isFirst = useRef(true);
  const [site, zoneId] = zone.split('/');
  const query = {
    limit: auditPageSize,
    ...(zone !== '' && site !== undefined && zoneId !== undefined && { site, zone: zoneId }),
  };

  const read = async (before?: number) => {
    setIsBusy(true);
    const answer = await api.audit({ ...query, ...(before !== undefined && { before }) });
    setIsBusy(false);
    setFailure(answer.ok ? undefined : inWords(answer.error, false));
    if (!answer.ok) return;
    setHasOlder(answer.value.length === auditPageSize);
    setEntries((shown) => (before === undefined ? answer.value : [...shown, ...answer.value]));
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: read again for another zone, or after an adjust
  useEffect(() => {
    if (isFirst.current && start !== undefined) isFirst.current = false;
    else void read();
  }, [zone, settled]);

  return {
    entries,
    zone,
    setZone,
    hasOlder,
    isBusy,
    failure,
    showOlder: () => void read(entries.at(-1)?.id),
  };
}

interface ZoneFilterProps {
  readonly zone: string;
  readonly onChange: (zone: string) => void;
}

function ZoneFilter({ zone, onChange }: ZoneFilterProps) {
  const t = useTranslations('audit');
  const zones = useLive((live) => Object.values(live.zones).map(({ path }) => path));
  const names = useLive((live) => Object.values(live.zones).map(({ state }) => state.name));
  return (
    <select
      aria-label={t('filter')}
      value={zone}
      onChange={(event) => onChange(event.target.value)}
      className={`${fieldClass} max-w-48`}
    >
      <option value="">{t('filterAll')}</option>
      {zones.map((path, index) => (
        <option key={path} value={path}>
          {names[index]}
        </option>
      ))}
    </select>
  );
}
