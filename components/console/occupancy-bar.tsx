import { clsx } from 'clsx';

export interface OccupancyBarProps {
  /** occupancy / capacity; what is above 1 fills the bar. */
  readonly utilization: number;
  /** The number cannot be trusted. */
  readonly isDim: boolean;
}

/** How full a zone is. The number beside it says the same, so it is for eyes only. */
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
