'use client';

import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { FoundSite, WallFilter } from '#lib/contract/wall.ts';
import { useMayOperate } from '../console-context.ts';
import { PageTitle } from '../page-title.tsx';
import { useAwake } from '../use-awake.ts';
import { BulkBar } from './bulk-bar.tsx';
import { useWall } from './use-wall.ts';
import { WallFilterBar } from './wall-filter-bar.tsx';
import { WallList, wallWidth } from './wall-list.tsx';

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
          {...(mayOperate && { onToggle: toggle })}
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
