import { useTranslations } from 'use-intl';
import type { DisplayCommand, DisplayStatus } from '#lib/contract/display.ts';
import type { Path } from '#lib/contract/path.ts';
import { useConsole } from '../console-context.ts';
import { useWindowRows } from '../use-window-rows.ts';
import { DisplayRow } from './display-row.tsx';
import type { FleetItem } from './fleet.ts';

export interface FleetRowsProps {
  readonly items: readonly FleetItem[];
  readonly selected: ReadonlySet<Path>;
  readonly onCommand: (display: DisplayStatus, command: DisplayCommand) => void;
  readonly onChanged: () => void;
  /** Absent if nothing can be selected. */
  readonly onToggle?: (display: Path) => void;
}

/** Heights until they are measured, in pixels. */
const guess = { heading: 60, display: 148 } as const;

const keyOf = (item: FleetItem) =>
  item.kind === 'heading' ? `heading/${item.site?.id ?? ''}` : item.display.path;

/** The list of displays; only those in view, and a few around them, are rendered. */
export function FleetRows({ items, selected, onToggle, onCommand, onChanged }: FleetRowsProps) {
  const { listRef, rows, top } = useWindowRows<HTMLDivElement>({
    count: items.length,
    estimateSize: (index) => guess[items[index]?.kind ?? 'display'],
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
  });
  let place = 0;
  const places = items.map((item) => (item.kind === 'display' ? ++place : place));
  return (
    <div ref={listRef} className="relative" style={{ height: rows.getTotalSize() }} data-rows={items.length}>
      {rows.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index];
        if (item === undefined) return null;
        return (
          <div
            key={key}
            ref={rows.measureElement}
            data-index={index}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {item.kind === 'heading' ? (
              <Heading item={item} />
            ) : (
              <DisplayRow
                display={item.display}
                isElsewhere={item.isElsewhere}
                isSelected={selected.has(item.display.path)}
                isMoving={rows.isScrolling}
                place={places[index] ?? 0}
                of={place}
                onCommand={onCommand}
                onChanged={onChanged}
                onToggle={onToggle}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}

function Heading({ item: { site, count } }: { readonly item: Extract<FleetItem, { kind: 'heading' }> }) {
  const t = useTranslations('fleet');
  const { sites } = useConsole();
  const isAlone = site !== undefined && sites.length === 1;
  return (
    <h2
      className={
        isAlone ? 'sr-only' : 'flex items-baseline gap-3 pb-2 pt-6 text-xl font-semibold tracking-tight'
      }
    >
      {site?.name ?? t('troubled')}
      <span className="text-base font-normal text-muted tabular">{t('shown', { count })}</span>
    </h2>
  );
}
