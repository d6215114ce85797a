import { type UseFormReturn, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { numberOrEmpty } from '#components/ui/use-form.ts';
import { peopleAt } from './settings-light.ts';
import type { ZoneValues } from './settings-zone.ts';

export interface ZoneFineTuningProps {
  readonly form: UseFormReturn<ZoneValues>;
  readonly capacity: number;
}

/** Rarely changed settings, collapsed. */
export function ZoneFineTuning({ form, capacity }: ZoneFineTuningProps) {
  const t = useTranslations('settings');
  const {
    register,
    control,
    formState: { errors },
  } = form;
  const release = useWatch({ control, name: 'releasePercent' });
  const people = Number.isFinite(release) ? peopleAt(release / 100, capacity) : 1;
  const between = (min: number, max: number) => (value: number) =>
    (value >= min && value <= max) || t('numberBetween', { min: String(min), max: String(max) });
  return (
    <details
      className="rounded-xl border border-line bg-raised px-4 sm:px-6"
      open={Object.keys(errors).length > 0 || undefined}
    >
      <summary className="flex min-h-14 cursor-pointer items-center rounded-lg font-semibold">
        {t('zone.fine')}
      </summary>
      <div className="grid gap-5 pb-5 pt-1 sm:grid-cols-2">
        <Field
          label={t('zone.release')}
          hint={t('zone.releaseHint', { people })}
          type="number"
          inputMode="decimal"
          step="0.1"
          {...register('releasePercent', { valueAsNumber: true, validate: between(0, 99) })}
        />
        <Field
          label={t('zone.minHold')}
          type="number"
          inputMode="decimal"
          step="0.5"
          {...register('minHoldS', { valueAsNumber: true, validate: between(0, 3600) })}
        />
        <Field
          label={t('zone.staleAfter')}
          hint={t('zone.staleAfterHint')}
          type="number"
          inputMode="numeric"
          {...register('staleAfterS', {
            setValueAs: numberOrEmpty,
            validate: (value) => value === '' || between(1, 86_400)(value),
          })}
        />
        <SelectField label={t('zone.onStale')} {...register('onStale')}>
          <option value="unknown">{t('zone.onStaleUnknown')}</option>
          <option value="red">{t('zone.onStaleRed')}</option>
        </SelectField>
      </div>
    </details>
  );
}
