import { useTranslations } from 'use-intl';
import { FallingIcon, RisingIcon, SteadyIcon } from '#components/ui/icons.tsx';
import type { Trend } from '#lib/console/trend.ts';

const icons = { rising: RisingIcon, steady: SteadyIcon, falling: FallingIcon } as const;

/** Where the number is going. */
export function TrendMark({ trend }: { readonly trend: Trend }) {
  const t = useTranslations('trend');
  const Icon = icons[trend];
  return (
    <span className="inline-flex items-center gap-1.5" data-trend={trend}>
      <Icon size={20} />
      {t(trend)}
    </span>
  );
}
