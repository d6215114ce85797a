import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { SearchField } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import type { WallFilter } from '#lib/contract/wall.ts';
import { type WallGroup, wallGroups, wallOrders } from '#lib/contract/wall-groups.ts';
import { type WallView, withTag } from './wall-view.ts';

const orderKeys = { trouble: 'orderTrouble', full: 'orderFull', name: 'orderName' } as const;
const sizeClass = 'flex-1 basis-52 sm:max-w-64';

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
        <SearchField
          label={t('search')}
          value={filter.search}
          onChange={(search) => onChange({ ...filter, search })}
          className="flex-1 basis-64"
        />
        {Object.entries(view?.tags ?? {}).map(([tag, values]) => (
          <SelectField
            key={tag}
            isLabelHidden
            label={tag}
            value={filter.tags.find((each) => each.startsWith(`${tag}:`))?.slice(tag.length + 1) ?? ''}
            onChange={({ target }) => onChange({ ...filter, tags: withTag(filter.tags, tag, target.value) })}
            options={[
              { value: '', name: t('anyTag', { tag }) },
              ...values.map((value) => ({ value, name: value })),
            ]}
            className={sizeClass}
          />
        ))}
        <SelectField
          isLabelHidden
          label={t('order')}
          value={filter.order}
          onChange={({ target }) => {
            const order = wallOrders.find((each) => each === target.value);
            if (order !== undefined) onChange({ ...filter, order });
          }}
          options={wallOrders.map((order) => ({ value: order, name: t(orderKeys[order]) }))}
          className={sizeClass}
        />
        {children}
      </div>
      <Groups filter={filter} view={view} onChange={onChange} />
    </div>
  );
}

function Groups({ filter, view, onChange }: Omit<WallFilterBarProps, 'children'>) {
  const t = useTranslations('wall');
  const { group: chosen, ...rest } = filter;
  const groups: readonly (WallGroup | 'all')[] = ['all', ...wallGroups];
  // How many sites there are is known without their lights.
  const countOf = (group: WallGroup | 'all') =>
    view?.isCurrent === true || group === 'all' ? view?.counts[group] : undefined;
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
            <Count of={countOf(group)} />
          </Button>
        );
      })}
    </fieldset>
  );
}

function Count({ of }: { readonly of: number | undefined }) {
  const { number } = useFormatter();
  return <span className="ml-2 tabular">{of === undefined ? '…' : number(of)}</span>;
}
