import { useTranslations } from 'use-intl';
import { FallingIcon, RisingIcon, SteadyIcon } from '#components/ui/icons.tsx';
import type { Trend } from './live/trend.ts';

const icons = { rising: RisingIcon, steady: SteadyIcon, falling: FallingIcon } as const;

export interface TrendMarkProps {
  readonly trend: Trend;
  /** Whether the word is visible on a phone, too; screen readers read it in any case. */
  readonly isWordy?: boolean;
}

/** The direction of the number. */
export function TrendMark({ trend, isWordy = true }: TrendMarkProps) {
  const t = useTranslations('trend');
  const Icon = icons[trend];
  return (
    <span className="flex items-center gap-1.5" data-trend={trend}>
      <Icon size={20} />
      <span className={isWordy ? 'min-w-16' : 'sr-only sm:not-sr-only sm:min-w-16'}>{t(trend)}</span>
    </span>
  );
}
