import { memo, useEffect, useLayoutEffect, useState } from 'react';
import type { FoundSite } from '#lib/contract/wall.ts';
import { maxWallRows } from '#lib/contract/wall-groups.ts';
import { useWindowRows } from '../use-window-rows.ts';
import { WallCard, WallCardSkeleton } from './wall-card.tsx';
import type { WallView, WallWindow } from './wall-view.ts';

/** As wide as its cards need: a large screen shows more of them per row. */
export const wallWidth = 'max-w-7xl min-[1800px]:max-w-[112rem]';

/** Cards per row, from this width of the window on; the widest first. */
const columnsFrom = [
  [1800, 6],
  [1280, 4],
  [1024, 3],
  [640, 2],
] as const;
/** Height of a row until it is measured, CSS pixels; rows rendered outside the view. */
const guessedRow = 172;
const overscan = 3;
/** Rows are asked for in steps of so many. */
const stepRows = 6;
/** For the first paint, before the window is known. */
const firstColumns: number = 4;

export interface WallListProps {
  readonly view: WallView;
  readonly selected: ReadonlyMap<string, FoundSite>;
  /** The sites that are rendered from now on. */
  readonly onWindow: (window: WallWindow) => void;
  /** Absent if the user may not change anything. */
  readonly onToggle?: (site: FoundSite) => void;
}

/** The cards of the wall; only those in view, and a few around them, are there: ten thousand cost as much as fifty. */
export const WallList = memo(function WallList({ view, selected, onWindow, onToggle }: WallListProps) {
  const columns = useColumns();
  const { listRef, rows, top } = useWindowRows<HTMLDivElement>({
    count: Math.ceil(view.total / columns),
    estimateSize: () => guessedRow,
    overscan,
  });
  const items = rows.getVirtualItems();
  // In steps: scrolling does not request the rows again at each pixel.
  const step = columns * stepRows;
  const first = (items[0]?.index ?? 0) * columns;
  const from = first - (first % step);
  const count = Math.min(maxWallRows, Math.ceil((first + items.length * columns - from) / step) * step);
  useEffect(() => onWindow({ from, count }), [onWindow, from, count]);
  return (
    <div ref={listRef} className="relative" style={{ height: rows.getTotalSize() }} data-wall="">
      {items.map(({ index, key, start }) => (
        <ul
          key={key}
          ref={rows.measureElement}
          data-index={index}
          className="absolute inset-x-0 top-0 grid items-start gap-x-3 pb-3"
          style={{
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            transform: `translateY(${start - top}px)`,
          }}
        >
          {Array.from({ length: Math.min(columns, view.total - index * columns) }, (_, at) => {
            const place = index * columns + at;
            const row = view.rows[place - view.from];
            return row === undefined ? (
              <WallCardSkeleton key={`at ${place}`} />
            ) : (
              <WallCard
                key={row.site}
                row={row}
                place={place + 1}
                of={view.total}
                isSelected={selected.has(row.site)}
                onToggle={onToggle}
              />
            );
          })}
        </ul>
      ))}
    </div>
  );
});

/** How many cards fit beside each other. */
function useColumns(): number {
  const [columns, setColumns] = useState(firstColumns);
  useLayoutEffect(() => {
    const measure = () => setColumns(columnsFrom.find(([width]) => innerWidth >= width)?.[1] ?? 1);
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  return columns;
}
