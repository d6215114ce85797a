'use client';

import type { UseFormReturn } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { SwitchField } from '#components/ui/switch-field.tsx';
import { ScheduleField } from './schedule-field.tsx';
import type { ZoneFields } from './zone-fields.ts';

export interface AccuracyFieldsProps {
  readonly form: UseFormReturn<ZoneFields>;
  readonly capacity: number;
  readonly disabled: boolean;
}

const zeroAfterMinutes = ['15', '30', '60', '120'] as const;

/** Other numbers on some days, and what keeps the count true. */
export function AccuracyFields({ form, capacity, disabled }: AccuracyFieldsProps) {
  const t = useTranslations('accuracy.settings');
  const schedule = useTranslations('accuracy.schedule');
  const { control, register } = form;
  const known = form.getValues('zeroAfter');
  const choices = [...new Set([...zeroAfterMinutes, ...(known === '' ? [] : [known])])];
  return (
    <>
      <Panel title={schedule('capacity')}>
        <ScheduleField name="capacityAt" form={form} people={capacity} min={1} />
      </Panel>
      <Panel title={schedule('staff')}>
        <p className="mb-3 text-muted">{schedule('staffHint')}</p>
        <ScheduleField name="staff" form={form} people={1} min={0} />
      </Panel>
      <Panel title={t('title')}>
        <div className="space-y-5">
          <SelectField label={t('calibration')} {...register('calibration')}>
            <option value="off">{t('off')}</option>
            <option value="suggest">{t('suggest')}</option>
            <option value="auto">{t('auto')}</option>
          </SelectField>
          <SelectField label={t('zeroAfter')} {...register('zeroAfter')}>
            <option value="">{t('never')}</option>
            {choices.map((count) => (
              <option key={count} value={count}>
                {t('minutes', { count })}
              </option>
            ))}
          </SelectField>
          <div>
            <SwitchField control={control} name="careful" label={t('careful')} disabled={disabled} />
            <p className="text-sm text-muted">{t('carefulHint')}</p>
          </div>
        </div>
      </Panel>
    </>
  );
}
