import { clsx } from 'clsx';
import { useTranslations } from 'use-intl';
import { CheckIcon, WarningIcon } from '#components/ui/icons.tsx';
import type { SensorCondition } from '#lib/contract/sensor-status.ts';

/** The condition of a sensor as a word; a faulty one is emphasised without colour. */
export function ConditionMark({ condition }: { readonly condition: SensorCondition }) {
  const t = useTranslations('sensors.condition');
  const isOk = condition === 'ok';
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-2 whitespace-nowrap rounded-full border px-3 py-1 text-sm font-semibold',
        isOk ? 'border-line text-ink' : 'border-ink bg-ink text-paper',
      )}
    >
      {isOk ? <CheckIcon size={16} /> : <WarningIcon size={16} />}
      {t(condition)}
    </span>
  );
}
