import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { type LampValues, lampDrivers } from './lamp-values.ts';

const addresses = {
  'axis-io': 'http://10.0.0.11',
  'modbus-tcp': 'modbus://10.0.0.41:502',
  http: 'https://10.0.0.12/',
  mqtt: 'mqtt://10.0.0.5:1883',
} as const;

/** Where a lamp is, and how Doorlight signs in there. */
export function LampConnection({ secrets }: { readonly secrets: readonly string[] }) {
  const t = useTranslations('settings');
  const { register } = useFormContext<LampValues>();
  const { driver, trust } = useWatch<LampValues>();
  if (driver === undefined) return null;
  const kept = (secret: string) => t(secrets.includes(secret) ? 'sensor.kept' : 'sensor.unset');
  return (
    <Panel title={t('sensor.connection')}>
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          label={t('lamps.driver')}
          {...register('driver')}
          options={lampDrivers.map((each) => ({ value: each, name: t(`lamps.drivers.${each}`) }))}
        />
        <Field
          spellCheck={false}
          label={t('sensor.url')}
          inputMode="url"
          placeholder={addresses[driver]}
          {...register('url', { validate: (typed) => typed.trim() !== '' || t('required') })}
        />
        {driver === 'modbus-tcp' && (
          <Field
            label={t('lamps.unit')}
            type="number"
            min={0}
            max={255}
            {...register('unit', { valueAsNumber: true })}
          />
        )}
        {driver === 'mqtt' && (
          <>
            <Field
              spellCheck={false}
              label={t('lamps.topic')}
              {...register('topic', { validate: (typed) => typed.trim() !== '' || t('required') })}
            />
            <Field
              spellCheck={false}
              label={t('lamps.statusTopic')}
              hint={t('lamps.statusTopicHint')}
              {...register('statusTopic')}
            />
          </>
        )}
        {driver !== 'modbus-tcp' && (
          <>
            <Field spellCheck={false} label={t('sensor.username')} {...register('username')} />
            <Field
              label={t('sensor.password')}
              type="password"
              hint={kept('password')}
              {...register('password')}
            />
            {driver === 'http' && (
              <Field label={t('sensor.token')} type="password" hint={kept('token')} {...register('token')} />
            )}
            <SelectField label={t('sensor.tls')} {...register('trust')}>
              <option value="verify">{t('sensor.tlsVerify')}</option>
              <option value="pinned">{t('sensor.tlsPinned')}</option>
              <option value="insecure">{t('sensor.tlsInsecure')}</option>
            </SelectField>
            {trust === 'pinned' && (
              <Field spellCheck={false} label={t('add.fingerprint')} {...register('fingerprint')} />
            )}
          </>
        )}
      </div>
    </Panel>
  );
}
