import type { ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SwitchField } from '#components/ui/switch-field.tsx';
import type { AlertForm } from './alert-form.ts';

/** The alert rules of a site. */
export function AlertRulesPanel() {
  const t = useTranslations('alerts');
  return (
    <Panel title={t('rules')}>
      <Rule name="nearlyFull" label={t('ruleNearlyFull')} />
      <Rule name="full" label={t('ruleFull')} />
      <Rule name="likelyFull" label={t('ruleLikelyFull')} />
      <Rule name="sensor" label={t('ruleSensor')}>
        <NumberField name="sensorMinutes" label={t('sensorMinutes')} max={1440} />
      </Rule>
      <Rule name="display" label={t('ruleDisplay')}>
        <NumberField name="displayMinutes" label={t('displayMinutes')} max={1440} />
      </Rule>
      <Rule name="drift" label={t('ruleDrift')}>
        <NumberField name="driftPeople" label={t('driftPeople')} max={100_000} />
      </Rule>
    </Panel>
  );
}

/** Hours in which people get no messages. */
export function QuietPanel() {
  const t = useTranslations('alerts');
  const { register, watch } = useFormContext<AlertForm>();
  const [from, to] = watch(['quietFrom', 'quietTo']);
  return (
    <Panel title={t('quiet')}>
      <p className="mb-3 text-muted">{t('quietHint')}</p>
      <Rule name="isQuiet" label={t('quietOn')}>
        <div className="grid grid-cols-2 gap-4">
          <Field label={t('quietFrom')} type="time" required {...register('quietFrom')} value={from} />
          <Field label={t('quietTo')} type="time" required {...register('quietTo')} value={to} />
        </div>
      </Rule>
    </Panel>
  );
}

interface RuleProps {
  readonly name: 'nearlyFull' | 'full' | 'likelyFull' | 'sensor' | 'display' | 'drift' | 'isQuiet';
  readonly label: string;
  /** Shown while it is on. */
  readonly children?: ReactNode;
}

function Rule({ name, label, children }: RuleProps) {
  const { control, watch } = useFormContext<AlertForm>();
  return (
    <div className="grid gap-x-6 border-t border-line py-2 first:border-t-0 sm:grid-cols-[1fr_16rem]">
      <SwitchField control={control} name={name} label={label} />
      {children !== undefined && watch(name) && <div className="pb-2 max-sm:pt-2">{children}</div>}
    </div>
  );
}

interface NumberFieldProps {
  readonly name: 'sensorMinutes' | 'displayMinutes' | 'driftPeople';
  readonly label: string;
  readonly max: number;
}

function NumberField({ name, label, max }: NumberFieldProps) {
  const { register } = useFormContext<AlertForm>();
  return (
    <Field
      label={label}
      type="number"
      inputMode="numeric"
      min={1}
      max={max}
      required
      {...register(name, { valueAsNumber: true })}
    />
  );
}
