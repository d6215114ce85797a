'use client';

import { memo, useEffect, useMemo, useRef, useState } from 'react';
import type { WallSite } from './wall.ts';
import { WallCard } from './wall-card.tsx';

/** As wide as its cards need: a large screen shows more of them per row. */
export const wallWidth = 'max-w-7xl min-[1800px]:max-w-[112rem]';

/** Sites per part: a multiple of one, two, three, four and six cards per row. */
const partSize = 24;
/** Height of a row that was not rendered yet, CSS pixels. */
const guessedRow = 172;
/** Distance from the screen at which a part is rendered. */
const nearness = '500px 0px';

export interface WallListProps {
  readonly sites: readonly WallSite[];
  readonly selected: ReadonlySet<string>;
  /** Absent if the user may not change anything. */
  readonly onToggle?: (site: string) => void;
}

/**
 * The cards of the wall in parts, of which only those near the screen are rendered: five hundred sites cost as
 * much as fifty, also while searching and sorting.
 */
export const WallList = memo(function WallList({ sites, selected, onToggle }: WallListProps) {
  const parts = useMemo(
    () =>
      Array.from({ length: Math.ceil(sites.length / partSize) }, (_, at) =>
        sites.slice(at * partSize, (at + 1) * partSize),
      ),
    [sites],
  );
  return (
    <div className="space-y-3" data-wall="">
      {parts.map((part, at) => (
        <Part
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is a place on the page, not what stands there
          key={at}
          isFirst={at === 0}
          sites={part}
          selected={selected}
          {...(onToggle && { onToggle })}
        />
      ))}
    </div>
  );
});

interface PartProps extends WallListProps {
  readonly isFirst: boolean;
}

function Part({ isFirst, sites, selected, onToggle }: PartProps) {
  const list = useRef<HTMLUListElement>(null);
  const height = useRef<number>(undefined);
  const [isNear, setIsNear] = useState(isFirst);

  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) return;
        if (!entry.isIntersecting) height.current = entry.boundingClientRect.height;
        setIsNear(entry.isIntersecting);
      },
      { rootMargin: nearness },
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  return (
    <ul
      ref={list}
      className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4 min-[1800px]:grid-cols-6"
      {...(!isNear && { style: { minHeight: height.current ?? guessedRow * Math.ceil(sites.length / 3) } })}
    >
      {isNear &&
        sites.map((site) => (
          <WallCard
            key={site.id}
            site={site}
            isSelected={selected.has(site.id)}
            {...(onToggle && { onToggle })}
          />
        ))}
    </ul>
  );
}
