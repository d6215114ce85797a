'use client';

import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { fieldClass } from '#components/ui/field.tsx';
import type { WallFilter } from '#lib/contract/wall.ts';
import { type WallGroup, wallGroups, wallOrders } from '#lib/contract/wall-groups.ts';
import { type WallView, withTag } from './wall-view.ts';

const orderKeys = { trouble: 'orderTrouble', full: 'orderFull', name: 'orderName' } as const;
const sizeClass = `${fieldClass} flex-1 basis-52 sm:max-w-64`;

interface WallFilterBarProps {
  readonly filter: WallFilter;
  readonly view: WallView | undefined;
  readonly onChange: (filter: WallFilter) => void;
  readonly children: ReactNode;
}

/** Search, order, tags, and how many sites there are of each kind. */
export function WallFilterBar({ filter, view, onChange, children }: WallFilterBarProps) {
  const t = useTranslations('wall');
  return (
    <div className="mb-4 space-y-3">
      <div className="flex flex-wrap items-center gap-3">
        <input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={filter.search}
          maxLength={200}
          onChange={({ target }) => onChange({ ...filter, search: target.value })}
          className={`${fieldClass} flex-1 basis-64`}
        />
        {Object.entries(view?.tags ?? {}).map(([tag, values]) => (
          <select
            key={tag}
            aria-label={tag}
            value={filter.tags.find((each) => each.startsWith(`${tag}:`))?.slice(tag.length + 1) ?? ''}
            onChange={({ target }) => onChange({ ...filter, tags: withTag(filter.tags, tag, target.value) })}
            className={sizeClass}
          >
            <option value="">{t('anyTag', { tag })}</option>
            {values.map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </select>
        ))}
        <select
          aria-label={t('order')}
          value={filter.order}
          onChange={({ target }) => {
            const order = wallOrders.find((each) => each === target.value);
            if (order !== undefined) onChange({ ...filter, order });
          }}
          className={sizeClass}
        >
          {wallOrders.map((order) => (
            <option key={order} value={order}>
              {t(orderKeys[order])}
            </option>
          ))}
        </select>
        {children}
      </div>
      <Groups filter={filter} view={view} onChange={onChange} />
    </div>
  );
}

function Groups({ filter, view, onChange }: Omit<WallFilterBarProps, 'children'>) {
  const t = useTranslations('wall');
  const { number } = useFormatter();
  const { group: chosen, ...rest } = filter;
  const groups: readonly (WallGroup | 'all')[] = ['all', ...wallGroups];
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{t('show')}</legend>
      {groups.map((group) => {
        const isChosen = group === (chosen ?? 'all');
        return (
          <Button
            key={group}
            variant={isChosen ? 'primary' : 'plain'}
            aria-pressed={isChosen}
            data-group={group}
            onClick={() => onChange(group === 'all' ? rest : { ...rest, group })}
          >
            {t(`group.${group}`)}
            <span className="ml-2 tabular">{view === undefined ? '…' : number(view.counts[group])}</span>
          </Button>
        );
      })}
    </fieldset>
  );
}
