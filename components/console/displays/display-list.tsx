'use client';

import Link from 'next/link';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { Path } from '#lib/contract/path.ts';
import { useConsole, useMayOperate } from '../console-context.ts';
import { PageTitle } from '../page-title.tsx';
import { type DisplayParts, DisplayPartsContext } from './display-parts.ts';
import { arrangedFleet, chosenOf, type FleetChoice } from './fleet.ts';
import { FleetBar } from './fleet-bar.tsx';
import { FleetFilter } from './fleet-filter.tsx';
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
              {...(mayOperate && displays.length > 1 && { onToggle: toggle })}
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
