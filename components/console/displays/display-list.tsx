'use client';

import Link from 'next/link';
import { type ReactNode, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { SearchField } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { Path } from '#lib/contract/path.ts';
import { useConsole, useMayOperate } from '../console-context.ts';
import { PageTitle } from '../page-title.tsx';
import { type DisplayParts, DisplayPartsContext } from './display-parts.ts';
import { arrangedFleet, chosenOf, type FleetChoice } from './fleet.ts';
import { FleetBar } from './fleet-bar.tsx';
import { FleetRows } from './fleet-rows.tsx';
import { PairLink } from './pair-link.tsx';
import { useDisplayCommand } from './use-display-command.ts';
import { useFleet, zoneNameOf } from './use-fleet.ts';

export interface DisplayListProps {
  readonly start: readonly DisplayStatus[] | undefined;
  /** The parts for drawing small displays. */
  readonly parts: DisplayParts;
}

/** A longer list gets a search field. */
const fewDisplays = 8;

/** Every display: what its screen shows, its problems, and commands to one or many. */
export function DisplayList({ start, parts }: DisplayListProps) {
  const t = useTranslations('displays');
  const fleet = useTranslations('fleet');
  const { sites, isMany, live } = useConsole();
  const mayOperate = useMayOperate();
  const { displays, refresh } = useFleet(start);
  const { message, command } = useDisplayCommand();
  const [choice, setChoice] = useState<FleetChoice>({ query: '', site: '', onlyTroubles: false });
  const asked = useDeferredValue(choice);
  const [selected, setSelected] = useState<ReadonlySet<Path>>(new Set());
  const toggle = useCallback((path: Path) => setSelected((before) => toggled(before, path)), []);
  const clear = useCallback(() => setSelected(new Set()), []);
  const shown = useMemo(
    () => chosenOf(displays ?? [], asked, (zone) => zoneNameOf(live, zone)),
    [displays, asked, live],
  );
  const items = useMemo(() => arrangedFleet(shown, sites), [shown, sites]);
  return (
    <div className="mx-auto max-w-6xl px-4 pb-8 sm:px-6">
      <PageTitle
        aside={
          <div className="flex items-center gap-4">
            <p role="status" className="text-right font-medium">
              {message}
            </p>
            {isMany && (
              <Link href="/console/displays" className={buttonClass({})}>
                {fleet('toDisplays')}
              </Link>
            )}
            <PairLink />
          </div>
        }
      >
        {t('title')}
      </PageTitle>
      {displays === undefined ? (
        <Skeleton className="h-40" />
      ) : displays.length === 0 ? (
        <Empty title={t('empty')} hint={t('emptyHint')} />
      ) : (
        <DisplayPartsContext value={parts}>
          {displays.length > fewDisplays && (
            <FleetFilter
              choice={choice}
              onChange={setChoice}
              troubles={displays.filter(({ troubles }) => troubles.length > 0).length}
              shown={shown.length}
            >
              {mayOperate && shown.length > 0 && (
                <Button onClick={() => setSelected(new Set([...selected, ...shown.map(({ path }) => path)]))}>
                  {fleet('selectAll', { count: shown.length })}
                </Button>
              )}
            </FleetFilter>
          )}
          {shown.length === 0 ? (
            <Empty title={fleet('noMatch')} hint={fleet('noMatchHint')} />
          ) : (
            <FleetRows
              items={items}
              selected={selected}
              onCommand={command}
              onChanged={refresh}
              onToggle={mayOperate && displays.length > 1 ? toggle : undefined}
            />
          )}
          {mayOperate && <FleetBar displays={displays} selected={selected} onClear={clear} />}
        </DisplayPartsContext>
      )}
    </div>
  );
}

function toggled(before: ReadonlySet<Path>, path: Path): ReadonlySet<Path> {
  const after = new Set(before);
  if (!after.delete(path)) after.add(path);
  return after;
}

interface FleetFilterProps {
  readonly choice: FleetChoice;
  readonly onChange: (choice: FleetChoice) => void;
  /** Number of displays with problems. */
  readonly troubles: number;
  readonly shown: number;
  readonly children: ReactNode;
}

/** The filter of the displays. */
function FleetFilter({ choice, onChange, troubles, shown, children }: FleetFilterProps) {
  const t = useTranslations('fleet');
  const { sites } = useConsole();
  const { onlyTroubles } = choice;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      <SearchField
        label={t('search')}
        value={choice.query}
        onChange={(query) => onChange({ ...choice, query })}
        className="flex-1 basis-64"
      />
      {sites.length > 1 && (
        <SelectField
          isLabelHidden
          label={t('bySite')}
          value={choice.site}
          onChange={({ target }) => onChange({ ...choice, site: target.value })}
          options={[
            { value: '', name: t('allSites') },
            ...sites.map(({ id, name }) => ({ value: id, name })),
          ]}
          className="flex-1 basis-40 sm:max-w-56"
        />
      )}
      <Button
        variant={onlyTroubles ? 'primary' : 'plain'}
        aria-pressed={onlyTroubles}
        onClick={() => onChange({ ...choice, onlyTroubles: !onlyTroubles })}
      >
        {t('onlyTroubles', { count: String(troubles) })}
      </Button>
      {children}
      <p role="status" className="text-muted tabular">
        {t('shown', { count: shown })}
      </p>
    </div>
  );
}
