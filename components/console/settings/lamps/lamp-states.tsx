'use client';

import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { type LampValues, lampStates } from './lamp-values.ts';

/** What the lamp shows in each state; a barrier is open or shut. */
export function LampStates() {
  const t = useTranslations('settings.lamps');
  const { register } = useFormContext<LampValues>();
  const { driver, isBarrier, method } = useWatch<LampValues>();
  if (driver === undefined) return null;
  const isOutputs = driver === 'axis-io' || driver === 'modbus-tcp';
  const settings = isBarrier
    ? ([
        ['open', t('open')],
        ['shut', t('shut')],
      ] as const)
    : lampStates.map((state) => [`states.${state}`, t(`state.${state}`)] as const);
  return (
    <Panel title={t('states')}>
      <p className="mb-4 text-muted">{t(`statesHint.${driver}`)}</p>
      {driver === 'http' && (
        <SelectField label={t('method')} className="mb-5 max-w-xs" {...register('method')}>
          {['GET', 'POST', 'PUT'].map((each) => (
            <option key={each}>{each}</option>
          ))}
        </SelectField>
      )}
      <div className="grid gap-5 sm:grid-cols-2">
        {settings.map(([name, label]) => (
          <div key={name} className="space-y-2">
            <Field
              label={label}
              spellCheck={false}
              {...register(`${name}.text`, {
                // A state without a request or a message would leave the lamp as it was.
                validate: (typed) => isOutputs || typed.trim() !== '' || t('stateMissing'),
              })}
            />
            {driver === 'http' && method !== 'GET' && (
              <Field
                label={t('bodyOf', { state: label })}
                isSmall
                spellCheck={false}
                {...register(`${name}.body`)}
              />
            )}
          </div>
        ))}
      </div>
    </Panel>
  );
}
