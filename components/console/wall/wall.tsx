'use client';

import { type ReactNode, useCallback, useDeferredValue, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { fieldClass } from '#components/ui/field.tsx';
import { useMayOperate } from '../console-context.ts';
import { PageTitle } from '../page-title.tsx';
import { useAwake } from '../use-awake.ts';
import { BulkBar } from './bulk-bar.tsx';
import { useArranged, useWall } from './use-wall.ts';
import { isTroubled, type WallChoice, wallSorts } from './wall.ts';
import { WallList, wallWidth } from './wall-list.tsx';

/** All sites at once, problems first; many can be reset or held together. */
export function Wall() {
  useAwake();
  const t = useTranslations('wall');
  const mayOperate = useMayOperate();
  const wall = useWall();
  const [choice, setChoice] = useState<WallChoice>({ query: '', order: 'trouble', onlyTroubles: false });
  const shown = useArranged(wall, useDeferredValue(choice));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string) => setSelected((before) => toggled(before, id)), []);
  const clear = useCallback(() => setSelected(new Set()), []);
  return (
    <div className={`mx-auto px-4 pb-8 sm:px-6 ${wallWidth}`}>
      <PageTitle aside={<p className="text-muted tabular">{t('shown', { count: shown.length })}</p>}>
        {t('title')}
      </PageTitle>
      <Choice choice={choice} onChange={setChoice} troubles={wall.filter(isTroubled).length}>
        {mayOperate && shown.length > 0 && (
          <Button onClick={() => setSelected(new Set([...selected, ...shown.map(({ id }) => id)]))}>
            {t('selectAll', { count: shown.length })}
          </Button>
        )}
      </Choice>
      {wall.length === 0 ? (
        <Empty title={t('empty')} hint={t('emptyHint')} />
      ) : shown.length === 0 ? (
        <Empty title={t('noMatch')} hint={t('noMatchHint')} />
      ) : (
        <WallList sites={shown} selected={selected} {...(mayOperate && { onToggle: toggle })} />
      )}
      {mayOperate && <BulkBar wall={wall} selected={selected} onClear={clear} />}
    </div>
  );
}

interface ChoiceProps {
  readonly choice: WallChoice;
  readonly onChange: (choice: WallChoice) => void;
  readonly troubles: number;
  readonly children: ReactNode;
}

const sortKeys = { trouble: 'orderTrouble', full: 'orderFull', name: 'orderName' } as const;

/** The filter and sort order. */
function Choice({ choice, onChange, troubles, children }: ChoiceProps) {
  const t = useTranslations('wall');
  const { onlyTroubles } = choice;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      <input
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={choice.query}
        onChange={(event) => onChange({ ...choice, query: event.target.value })}
        className={`${fieldClass} flex-1 basis-64`}
      />
      <select
        aria-label={t('order')}
        value={choice.order}
        onChange={(event) => {
          const order = wallSorts.find((each) => each === event.target.value);
          if (order !== undefined) onChange({ ...choice, order });
        }}
        className={`${fieldClass} flex-1 basis-52 sm:max-w-64`}
      >
        {wallSorts.map((order) => (
          <option key={order} value={order}>
            {t(sortKeys[order])}
          </option>
        ))}
      </select>
      <Button
        variant={onlyTroubles ? 'primary' : 'plain'}
        aria-pressed={onlyTroubles}
        onClick={() => onChange({ ...choice, onlyTroubles: !onlyTroubles })}
      >
        {t('onlyTroubles', { count: String(troubles) })}
      </Button>
      {children}
    </div>
  );
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}
