'use client';

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { ask } from '#lib/api/client.ts';
import type { LoggedEntry } from '#lib/contract/audit.ts';
import { byName } from '#lib/names.ts';
import { useConsole, useMayConfigure } from '../console-context.ts';
import { downloadFile } from '../history/save-file.ts';
import { PageTitle } from '../page-title.tsx';
import { useFailure } from '../use-failure.ts';
import { useThrottled } from '../use-throttled.ts';
import { AuditFilter, noFilter } from './audit-filter.tsx';
import { auditPageSize } from './audit-page.ts';
import { auditPath, auditQuery } from './audit-query.ts';
import { AuditRow } from './audit-row.tsx';

/** The audit log, newest first, with a filter and a download. */
export function AuditLog({ start }: { readonly start: readonly LoggedEntry[] | undefined }) {
  const t = useTranslations('audit');
  const { entries, filter, setFilter, people, hasOlder, showOlder, isBusy, failure } = useAuditLog(start);
  const mayConfigure = useMayConfigure();
  const csv = auditPath(auditQuery(filter));
  return (
    <div className="mx-auto max-w-5xl px-4 pb-8 sm:px-6">
      <PageTitle
        aside={
          mayConfigure && (
            <Button onClick={() => void downloadFile(csv, { accept: 'text/csv' })}>
              {t('filterBy.export')}
            </Button>
          )
        }
      >
        {t('title')}
      </PageTitle>
      <AuditFilter value={filter} people={people} onChange={setFilter} />
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

/** The pages of the log loaded so far. New entries are loaded when an adjust has ended. */
function useAuditLog(start: readonly LoggedEntry[] | undefined) {
  const { api } = useConsole();
  const inWords = useFailure();
  const [entries, setEntries] = useState<readonly LoggedEntry[]>(start ?? []);
  const [filter, setFilter] = useState(noFilter);
  const [people, setPeople] = useState(() => withPeople(new Map(), start ?? []));
  const [hasOlder, setHasOlder] = useState((start?.length ?? 0) === auditPageSize);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const ended = useThrottled(({ adjustsEnded }) => adjustsEnded);
  const isFirst = useRef(true);
  const query = { limit: auditPageSize, ...auditQuery(filter) };

  const read = async (before?: number) => {
    setIsBusy(true);
    const answer = await ask(api.GET('/api/v1/audit', { params: { query: { ...query, before } } }));
    setIsBusy(false);
    setFailure(answer.ok ? undefined : inWords(answer.error, false));
    if (!answer.ok) return;
    setHasOlder(answer.value.length === auditPageSize);
    setPeople((known) => withPeople(known, answer.value));
    setEntries((shown) => (before === undefined ? answer.value : [...shown, ...answer.value]));
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: read again for another filter, or after an adjust
  useEffect(() => {
    if (isFirst.current && start !== undefined) isFirst.current = false;
    else void read();
  }, [filter, ended]);

  return {
    entries,
    filter,
    setFilter,
    people,
    hasOlder,
    isBusy,
    failure,
    showOlder: () => void read(entries.at(-1)?.id),
  };
}

/** Who is known, with the authors of these entries, by name. */
function withPeople(
  known: ReadonlyMap<string, string>,
  entries: readonly LoggedEntry[],
): ReadonlyMap<string, string> {
  const found = entries.map(({ who, names }) => [who, names?.[who] ?? who] as const);
  return new Map([...known, ...found].toSorted(([, a], [, b]) => byName.compare(a, b)));
}
