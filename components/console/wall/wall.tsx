'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { FoundSite, WallFilter, WallUpdate } from '#lib/contract/wall.ts';
import { useConsole, useLive, useMayOperate } from '../console-context.ts';
import { PageTitle } from '../page-title.tsx';
import { useAwake } from '../use-awake.ts';
import { BulkBar } from './bulk-bar.tsx';
import { WallFilterBar } from './wall-filter-bar.tsx';
import { WallList, wallWidth } from './wall-list.tsx';
import { expired, queryOf, updated, type WallView, type WallWindow } from './wall-view.ts';

type Selected = ReadonlyMap<string, FoundSite>;

/** The rows of the first view, before the height of the screen is known. */
const firstWindow = { from: 0, count: 48 };

/** All sites at once, problems first; many can be reset, held or set together. */
export function Wall() {
  useAwake();
  const t = useTranslations('wall');
  const mayOperate = useMayOperate();
  const [filter, setFilter] = useState<WallFilter>({ search: '', tags: [], order: 'trouble' });
  const [window, setWindow] = useState(firstWindow);
  const { view, find } = useWall(filter, window);
  const [selected, setSelected] = useState<Selected>(new Map());
  const toggle = useCallback((site: FoundSite) => setSelected((before) => toggled(before, site)), []);
  const clear = useCallback(() => setSelected(new Map()), []);
  const change = (next: WallFilter) => {
    setFilter(next);
    scrollTo(0, 0);
  };
  const selectAll = async () => {
    const found = (await find()) ?? [];
    setSelected((before) => new Map([...before, ...found.map((site) => [site.site, site] as const)]));
  };
  return (
    <div className={`mx-auto px-4 pb-8 sm:px-6 ${wallWidth}`}>
      <PageTitle aside={view && <p className="text-muted tabular">{t('shown', { count: view.total })}</p>}>
        {t('title')}
      </PageTitle>
      <WallFilterBar filter={filter} view={view} onChange={change}>
        {mayOperate && view !== undefined && view.total > 0 && (
          <Button onClick={() => void selectAll()}>{t('selectAll', { count: view.total })}</Button>
        )}
      </WallFilterBar>
      {view === undefined ? (
        <Skeleton className="h-40" />
      ) : view.total > 0 ? (
        <WallList
          view={view}
          selected={selected}
          onWindow={setWindow}
          onToggle={mayOperate ? toggle : undefined}
        />
      ) : view.counts.all === 0 && filter.search === '' && filter.tags.length === 0 ? (
        <Empty title={t('empty')} hint={t('emptyHint')} />
      ) : (
        <Empty title={t('noMatch')} hint={t('noMatchHint')} />
      )}
      {mayOperate && <BulkBar selected={selected} onClear={clear} />}
    </div>
  );
}

function toggled(before: Selected, site: FoundSite): Selected {
  const after = new Map(before);
  if (!after.delete(site.site)) after.set(site.site, site);
  return after;
}

const findWithinMs = 10_000;

interface LiveWall {
  /** Undefined before the first answer. */
  readonly view: WallView | undefined;
  /** Every site that matches; undefined: there was no answer. */
  find(): Promise<readonly FoundSite[] | undefined>;
}

/** The sites that match, live, as far as they are in view. */
function useWall(filter: WallFilter, window: WallWindow): LiveWall {
  const { socket: currentSocket, live } = useConsole();
  const connection = useLive((live) => live.connection);
  const [view, setView] = useState<WallView>();
  const queries = useRef(0);
  const isLive = connection === 'live';

  useEffect(() => {
    const socket = currentSocket();
    if (!isLive || socket === undefined) return;
    let end: ReturnType<typeof setTimeout> | undefined;
    const apply = (update: WallUpdate) => {
      live.getState().heard();
      setView((before) => updated(before, update));
      clearTimeout(end);
      end = setTimeout(() => setView((before) => before && expired(before)), update.validForMs);
    };
    socket.on('wall', apply);
    return () => {
      socket.off('wall', apply);
      socket.emit('wall', null);
      clearTimeout(end);
      setView((before) => before && expired(before));
    };
  }, [currentSocket, isLive, live]);

  const { from, count } = window;
  const key = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is what `filter` says
  useEffect(() => {
    if (isLive) currentSocket()?.emit('wall', queryOf(++queries.current, filter, { from, count }));
  }, [currentSocket, isLive, key, from, count]);

  const find = useCallback(async () => {
    try {
      return await currentSocket()?.timeout(findWithinMs).emitWithAck('find', filter);
    } catch {
      return undefined;
    }
  }, [currentSocket, filter]);
  return { view, find };
}
