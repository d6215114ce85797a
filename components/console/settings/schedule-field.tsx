import { type Control, type UseFormReturn, useFieldArray, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { newScheduleRow, usualDays } from './settings-schedule.ts';
import type { ZoneValues } from './settings-zone.ts';

export interface ScheduleFieldProps {
  readonly name: 'capacityAt' | 'staff';
  readonly form: Pick<UseFormReturn<ZoneValues>, 'control' | 'register'>;
  /** What a new row begins with. */
  readonly people: number;
  readonly min: number;
}

/** Numbers of people that hold on some days and hours, row by row; the last that applies holds. */
export function ScheduleField({ name, form: { control, register }, people, min }: ScheduleFieldProps) {
  const t = useTranslations('accuracy.schedule');
  const { fields, append, remove } = useFieldArray({ control, name });
  return (
    <div>
      {fields.length === 0 && <p className="text-muted">{t('none')}</p>}
      <ol className="space-y-5">
        {fields.map((field, index) => (
          <li key={field.id} className="border-b border-line pb-4">
            <fieldset>
              <legend className="sr-only">{t('entry', { number: String(index + 1) })}</legend>
              <div className="grid gap-4 sm:grid-cols-2">
                <SelectField
                  label={t('entry', { number: String(index + 1) })}
                  isLabelHidden
                  {...register(`${name}.${index}.rule`)}
                >
                  <option value="days">{t('days')}</option>
                  <option value="date">{t('date')}</option>
                  <option value="range">{t('range')}</option>
                </SelectField>
                <Days name={name} index={index} control={control} register={register} />
                <Field label={t('hours')} hint={t('hoursHint')} {...register(`${name}.${index}.hours`)} />
                <Field
                  label={t('people')}
                  type="number"
                  inputMode="numeric"
                  min={min}
                  {...register(`${name}.${index}.people`, { valueAsNumber: true })}
                />
              </div>
              <Button variant="quiet" className="-ml-4" onClick={() => remove(index)}>
                {t('remove')}
              </Button>
            </fieldset>
          </li>
        ))}
      </ol>
      <Button className="mt-3" onClick={() => append(newScheduleRow(people))}>
        {t('add')}
      </Button>
    </div>
  );
}

interface DaysProps extends Pick<UseFormReturn<ZoneValues>, 'register'> {
  readonly name: ScheduleFieldProps['name'];
  readonly index: number;
  readonly control: Control<ZoneValues>;
}

function Days({ name, index, control, register }: DaysProps) {
  const t = useTranslations('accuracy.schedule');
  const { rule, days, date, from, to } = useWatch({ control, name: `${name}.${index}` });
  if (rule === 'date') {
    return <Field label={t('date')} type="date" {...register(`${name}.${index}.date`)} value={date} />;
  }
  if (rule === 'range') {
    return (
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('from')} type="date" {...register(`${name}.${index}.from`)} value={from} />
        <Field label={t('to')} type="date" {...register(`${name}.${index}.to`)} value={to} />
      </div>
    );
  }
  const isOther = !usualDays.some((each) => each === days);
  return (
    <SelectField label={t('days')} {...register(`${name}.${index}.days`)}>
      {usualDays.map((each) => (
        <option key={each} value={each}>
          {t(each)}
        </option>
      ))}
      {isOther && <option value={days}>{t('other', { days })}</option>}
    </SelectField>
  );
}
