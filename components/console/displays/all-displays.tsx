'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { useDeferredValue, useEffect, useId, useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { SearchField } from '#components/ui/field.tsx';
import { SelectBox } from '#components/ui/select-box.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { type Api, ask } from '#lib/api/client.ts';
import type { FleetPage, FleetRow } from '#lib/contract/display.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import { troublesOfDisplay } from '#lib/display-troubles.ts';
import { nameOfDisplay } from '#lib/names.ts';
import { useConsole, useMayOperate } from '../console-context.ts';
import { useLightWord } from '../light-mark.tsx';
import { PageTitle } from '../page-title.tsx';
import { useTimes } from '../use-times.ts';
import { useWindowRows } from '../use-window-rows.ts';
import { type Commanded, FleetBar } from './fleet-bar.tsx';
import { PairLink } from './pair-link.tsx';
import { Troubles } from './troubles.tsx';

interface Filter {
  readonly search: string;
  readonly onlyTroubled: boolean;
}

/** Rows are asked for in steps of so many; of all that match, so many at once. */
const step = 30;
const mostAtOnce = 500;
const againMs = 3000;
const guessedRow = 92;

/** The displays of many sites, problems first: the server searches, and sends those in view. */
export function AllDisplays() {
  const t = useTranslations('fleet');
  const displays = useTranslations('displays');
  const { api } = useConsole();
  const mayOperate = useMayOperate();
  const [filter, setFilter] = useState<Filter>({ search: '', onlyTroubled: false });
  const [view, setView] = useState({ from: 0, count: step });
  const [selected, setSelected] = useState<ReadonlyMap<Path, Commanded>>(new Map());
  const asked = useDeferredValue(filter);
  const { data: page } = useSWR(
    ['displays/fleet', asked, view],
    async () => read(api, { ...asked, ...view }),
    { refreshInterval: againMs, keepPreviousData: true },
  );
  const change = (next: Filter) => {
    setFilter(next);
    setView({ from: 0, count: step });
    scrollTo(0, 0);
  };
  const toggle = (row: FleetRow) => {
    const after = new Map(selected);
    if (!after.delete(pathOf(row.site, row.display))) after.set(...commanded(row));
    setSelected(after);
  };
  const selectAll = async () => {
    const after = new Map(selected);
    for (let from = 0, total = 1; from < total; from += mostAtOnce) {
      const found = await read(api, { ...asked, from, count: mostAtOnce });
      if (found === undefined) return;
      total = found.total;
      for (const row of found.displays) after.set(...commanded(row));
    }
    setSelected(after);
  };
  const isFiltered = filter.search !== '' || filter.onlyTroubled;
  return (
    <div className="mx-auto max-w-6xl px-4 pb-8 sm:px-6">
      <PageTitle aside={<PairLink />}>{displays('title')}</PageTitle>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchField
          label={t('searchAll')}
          value={filter.search}
          onChange={(search) => change({ ...filter, search })}
          className="flex-1 basis-64"
        />
        <Button
          variant={filter.onlyTroubled ? 'primary' : 'plain'}
          aria-pressed={filter.onlyTroubled}
          onClick={() => change({ ...filter, onlyTroubled: !filter.onlyTroubled })}
        >
          {t('onlyTroubles', { count: page === undefined ? '…' : String(page.troubled) })}
        </Button>
        {mayOperate && page !== undefined && page.total > 0 && (
          <Button onClick={() => void selectAll()}>{t('selectAll', { count: page.total })}</Button>
        )}
        <p role="status" className="text-muted tabular">
          {page !== undefined && t('shown', { count: page.total })}
        </p>
      </div>
      {page === undefined ? (
        <Skeleton className="h-40" />
      ) : page.total > 0 ? (
        <Rows page={page} selected={selected} onView={setView} onToggle={mayOperate ? toggle : undefined} />
      ) : isFiltered ? (
        <Empty title={t('noMatch')} hint={t('noMatchHint')} />
      ) : (
        <Empty title={displays('empty')} hint={displays('emptyHint')} />
      )}
      {mayOperate && (
        <FleetBar
          displays={[...selected.values()]}
          selected={new Set(selected.keys())}
          onClear={() => setSelected(new Map())}
        />
      )}
    </div>
  );
}

async function read(
  api: Api,
  query: Filter & { readonly from: number; readonly count: number },
): Promise<FleetPage | undefined> {
  const answer = await ask(
    api.GET('/api/v1/displays/fleet', {
      params: { query: { ...query, onlyTroubled: query.onlyTroubled ? 'true' : 'false' } },
    }),
  );
  return answer.ok ? answer.value : undefined;
}

function commanded({ site, display, connections }: FleetRow): [Path, Commanded] {
  const path = pathOf(site, display);
  return [path, { path, status: { connections } }];
}

interface RowsProps {
  readonly page: FleetPage;
  readonly selected: ReadonlyMap<Path, Commanded>;
  readonly onView: (view: { readonly from: number; readonly count: number }) => void;
  /** Absent if the user may not change anything. */
  readonly onToggle?: (row: FleetRow) => void;
}

/** Only the rows in view, and a few around them, are there. */
function Rows({ page, selected, onView, onToggle }: RowsProps) {
  const { listRef, rows, top } = useWindowRows<HTMLUListElement>({
    count: page.total,
    estimateSize: () => guessedRow,
  });
  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const from = first - (first % step);
  const count = Math.ceil((first + items.length - from) / step) * step;
  useEffect(() => onView({ from, count }), [onView, from, count]);
  return (
    <ul ref={listRef} className="relative" style={{ height: rows.getTotalSize() }} data-fleet={page.total}>
      {items.map(({ index, key, start }) => {
        const row = page.displays[index - page.from];
        return (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={page.total}
            className="absolute inset-x-0 top-0 pb-2"
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {row === undefined ? (
              <Skeleton className="h-20" />
            ) : (
              <Row row={row} isSelected={selected.has(pathOf(row.site, row.display))} onToggle={onToggle} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface RowProps {
  readonly row: FleetRow;
  readonly isSelected: boolean;
  readonly onToggle?: (row: FleetRow) => void;
}

/** A display in a line: where it is, what its screen shows, and its problems. It leads to the displays of its site. */
function Row({ row, isSelected, onToggle }: RowProps) {
  const t = useTranslations('displays');
  const fleet = useTranslations('fleet');
  const word = useLightWord();
  const { moment } = useTimes(row.site, row.timezone);
  const id = useId();
  const name = nameOfDisplay(row);
  const troubles = troublesOfDisplay(row, row.isClosed);
  const { connections, seenAt, screen } = row;
  const state =
    connections > 0
      ? screen === undefined
        ? fleet('nothingReported')
        : word(screen.light, undefined)
      : seenAt === undefined
        ? t('never')
        : t('noneSince', { time: moment(seenAt) });
  return (
    <article
      aria-labelledby={id}
      data-display={pathOf(row.site, row.display)}
      data-connections={connections}
      className={clsx(
        'flex items-center gap-3 rounded-xl border bg-raised px-3 py-2 sm:px-4',
        isSelected ? 'border-ink ring-1 ring-ink' : 'border-line',
      )}
    >
      {onToggle !== undefined && (
        <SelectBox
          label={fleet('select', { display: `${name}, ${row.siteName}` })}
          isSelected={isSelected}
          onToggle={() => onToggle(row)}
          className="-mx-2"
        />
      )}
      <div className="min-w-0 flex-1">
        <h2 id={id} className="text-lg font-semibold leading-snug tracking-tight">
          <Link
            href={`/console/displays?site=${row.site}`}
            prefetch={false}
            className="inline-flex min-h-touch items-center underline-offset-4 hover:underline"
          >
            {name}
            <span className="font-normal text-muted">&nbsp;· {row.siteName}</span>
          </Link>
        </h2>
        <p className="text-muted tabular">
          {t('shows', { zone: row.zoneName })}
          {(connections > 0 || troubles.length === 0) && ` · ${state}`}
        </p>
        <Troubles site={row.site} timezone={row.timezone} troubles={troubles} />
      </div>
    </article>
  );
}
