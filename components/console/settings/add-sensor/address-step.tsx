import { useWatch } from 'react-hook-form';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { useForm } from '#components/ui/use-form.ts';
import { answerOr } from '#lib/api/client.ts';
import type { SensorDriverInfo } from '#lib/contract/probe.ts';
import { handDriver } from '#lib/hand-driver.ts';
import { useConsole } from '../../console-context.ts';
import type { FailedAnswer } from '../settings-probe.ts';
import { FailureNote } from './failure-note.tsx';

export interface AddressStepProps {
  readonly failure: FailedAnswer | undefined;
  readonly problem: string | undefined;
  readonly isAsking: boolean;
  readonly onSearch: (url: string) => void;
  readonly onChoose: (driver: SensorDriverInfo, url: string) => void;
}

/** Asks for the address of the device; what its address does not say can be chosen. */
export function AddressStep({ failure, problem, isAsking, onSearch, onChoose }: AddressStepProps) {
  const t = useTranslations('settings');
  const byHand = useTranslations('byHand');
  const drivers = useDrivers();
  const { register, handleSubmit, control } = useForm({
    defaultValues: { url: failure?.url ?? '', driver: '' },
  });
  const chosen = useWatch({ control, name: 'driver' });
  const driver = drivers.find((each) => each.driver === chosen);
  const comesByItself = driver?.address === 'none';
  const submit = handleSubmit(({ url }) => {
    if (driver === undefined) onSearch(url.trim());
    else onChoose(driver, url.trim());
  });
  return (
    <Panel title={t('zone.sensor')}>
      <p className="mb-4 max-w-prose text-muted">{t('add.intro')}</p>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <div className="grid items-start gap-4 sm:grid-cols-[1fr_auto]">
          {comesByItself ? (
            <p className="max-w-prose sm:mt-[1.875rem]">
              {driver.driver === handDriver ? byHand('hintAlways') : t('add.comesByItself')}
            </p>
          ) : (
            <Field
              label={t('add.address')}
              hint={t(driver?.address === 'broker' ? 'add.brokerHint' : 'add.addressHint')}
              inputMode="url"
              autoCapitalize="none"
              spellCheck={false}
              placeholder={driver?.address === 'broker' ? 'mqtt://10.0.0.5' : '10.0.0.11'}
              maxLength={500}
              {...register('url', { validate: (url) => url.trim() !== '' || t('required') })}
            />
          )}
          <Button
            type="submit"
            variant="primary"
            className="h-12 sm:mt-[1.875rem] sm:min-w-32"
            disabled={isAsking}
          >
            {t(isAsking ? 'add.searching' : driver === undefined ? 'add.search' : 'add.next')}
          </Button>
        </div>
        {drivers.length > 0 && (
          <div className="mt-4 max-w-xl">
            <SelectField
              label={t('add.kind')}
              {...register('driver')}
              options={drivers.map((each) => ({
                value: each.driver,
                name: each.driver === handDriver ? byHand('title') : each.label,
              }))}
            >
              <option value="">{t('add.kindFound')}</option>
            </SelectField>
          </div>
        )}
      </form>
      <FailureNote failure={failure} problem={problem} />
    </Panel>
  );
}

/** Kinds of sensors that need more than an address. */
function useDrivers(): readonly SensorDriverInfo[] {
  const { api } = useConsole();
  const { data } = useSWR('drivers', () => answerOr(api.GET('/api/v1/sensors/drivers'), { drivers: [] }));
  const needy = (data?.drivers ?? []).filter(
    ({ isGeneric, parameters, address }) => isGeneric || parameters.length > 0 || address !== 'device',
  );
  return needy.toSorted((a, b) => a.label.localeCompare(b.label));
}
