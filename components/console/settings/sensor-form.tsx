'use client';

import { useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { numberOrEmpty, useForm } from '#components/ui/use-form.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { handDriver } from '#lib/hand-driver.ts';
import { readableId } from '#lib/names.ts';
import { useLive } from '../console-context.ts';
import { SensorRow } from '../sensors/sensor-row.tsx';
import { EntryForm } from './entry-form.tsx';
import { type SensorValues, sensorDocumentOf, sensorSecrets, sensorValuesOf } from './settings-sensor.ts';
import { textOf } from './settings-values.ts';
import { useSaver } from './use-saver.ts';

/** One sensor: its address and sign-in. */
export function SensorForm({ entry }: { readonly entry: ConfigEntry }) {
  const t = useTranslations('settings');
  const { site, id } = entry;
  const saver = useSaver(entry);
  const { document } = saver.kept ?? entry;
  const status = useLive(({ sensors }) => sensors[`${site}/${id}`]);
  const { control, register, handleSubmit, formState, reset } = useForm<SensorValues>({
    defaultValues: sensorValuesOf(document),
  });
  const trust = useWatch({ control, name: 'trust' });
  const name = textOf(document, 'name', readableId(id));
  const isFile = entry.managedBy === 'file';
  const signsInByPassword = textOf(document, 'username') !== '' || entry.secrets.includes('password');
  const secrets = sensorSecrets.filter(
    (secret) => entry.secrets.includes(secret) || (secret === 'password' && signsInByPassword),
  );
  const isSigningIn = secrets.length > 0;
  const comesByItself = textOf(entry.document, 'url') === '';
  const isByHand = textOf(entry.document, 'driver') === handDriver;

  const address = { site, kind: 'sensor', id } as const;
  const submit = handleSubmit(async (fields) => {
    const next = await saver.save(address, sensorDocumentOf(fields, document));
    if (next !== undefined) reset(sensorValuesOf(next.document));
  });

  return (
    <EntryForm
      title={name}
      entry={entry}
      address={address}
      name={name}
      saver={saver}
      isDirty={formState.isDirty}
      createLabel={undefined}
      onSubmit={submit}
      above={
        status !== undefined && (
          <section aria-labelledby="sensor-now" className="mb-6">
            <h2 id="sensor-now" className="sr-only">
              {t('zone.sensor')}
            </h2>
            <ul>
              <SensorRow sensor={status} />
            </ul>
          </section>
        )
      }
    >
      <fieldset disabled={isFile} className="min-w-0">
        <Panel title={t('sensor.connection')}>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label={t('add.name')} placeholder={readableId(id)} maxLength={100} {...register('name')} />
            {!comesByItself && (
              <div className="sm:col-span-2">
                <Field
                  label={t('sensor.url')}
                  inputMode="url"
                  spellCheck={false}
                  {...register('url', { validate: (url) => url.trim() !== '' || t('required') })}
                />
              </div>
            )}
            {!isByHand && (signsInByPassword || !isSigningIn) && (
              <Field label={t('sensor.username')} spellCheck={false} {...register('username')} />
            )}
            {(isByHand ? [] : isSigningIn ? secrets : (['password'] as const)).map((secret) => (
              <Field
                key={secret}
                label={t(`sensor.${secret}`)}
                type="password"
                hint={t(entry.secrets.includes(secret) ? 'sensor.kept' : 'sensor.unset')}
                {...register(secret)}
              />
            ))}
            <Field
              label={t('sensor.poll')}
              hint={t('sensor.pollHint')}
              type="number"
              inputMode="decimal"
              step="any"
              {...register('pollS', {
                setValueAs: numberOrEmpty,
              })}
            />
            {!comesByItself && (
              <SelectField label={t('sensor.tls')} {...register('trust')}>
                <option value="verify">{t('sensor.tlsVerify')}</option>
                <option value="pinned">{t('sensor.tlsPinned')}</option>
                <option value="insecure">{t('sensor.tlsInsecure')}</option>
              </SelectField>
            )}
            {trust === 'pinned' && (
              <div className="sm:col-span-2">
                <Field label={t('add.fingerprint')} spellCheck={false} {...register('fingerprint')} />
              </div>
            )}
          </div>
        </Panel>
      </fieldset>
    </EntryForm>
  );
}
