import { clsx } from 'clsx';

export interface OccupancyBarProps {
  /** occupancy / capacity; above 1 the bar is full. */
  readonly utilization: number;
  /** The number cannot be trusted. */
  readonly isDim: boolean;
}

/** How full a zone is. Hidden from screen readers, because the number beside it says the same. */
export function OccupancyBar({ utilization, isDim }: OccupancyBarProps) {
  const share = Math.min(1, Math.max(0, utilization));
  return (
    <div aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-line">
      <div
        className={clsx(
          'h-full origin-left rounded-full transition-transform motion-reduce:transition-none duration-500',
          isDim ? 'bg-muted/50' : 'bg-ink',
        )}
        style={{ transform: `scaleX(${share})` }}
      />
    </div>
  );
}
