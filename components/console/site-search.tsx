import { useDeferredValue, useId, useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { SearchField } from '#components/ui/field.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { answerOr } from '#lib/api/client.ts';
import type { Site } from '#lib/contract/site.ts';
import { useConsole } from './console-context.ts';

/** How many are shown; the others are found by typing more of the name. */
const maxShown = 30;

const choiceClass = 'block min-h-12 w-full rounded px-2 py-2 text-left font-medium hover:bg-line/40';

interface SiteSearchProps {
  readonly onPick: (site: Site) => void;
  /** Stands first, for who wants none. */
  readonly none?: string;
  readonly onNone?: () => void;
}

/** Finds one of many sites: the server searches. */
export function SiteSearch({ onPick, none, onNone }: SiteSearchProps) {
  const t = useTranslations('app');
  const { api } = useConsole();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const list = useId();
  const { data: found } = useSWR(
    ['sites', search],
    () => answerOr(api.GET('/api/v1/sites', { params: { query: { search, limit: maxShown } } }), []),
    { keepPreviousData: true },
  );
  return (
    <>
      <SearchField
        data-first-field=""
        label={t('findSite')}
        aria-controls={list}
        value={typed}
        onChange={setTyped}
      />
      <ul id={list} className="mt-3 min-h-48">
        {none !== undefined && (
          <li className="border-b border-line">
            <button type="button" onClick={onNone} className={choiceClass}>
              {none}
            </button>
          </li>
        )}
        {found === undefined && <Skeleton className="h-12" />}
        {found?.map((site) => (
          <li key={site.id} className="border-b border-line last:border-b-0">
            <button
              type="button"
              data-pick-site={site.id}
              onClick={() => onPick(site)}
              className={choiceClass}
            >
              {site.name}
            </button>
          </li>
        ))}
        {found?.length === 0 && <li className="py-3 text-muted">{t('noSiteFound')}</li>}
      </ul>
    </>
  );
}
