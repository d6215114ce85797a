'use client';

import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { FailedAnswer } from '../settings-probe.ts';
import { FailureNote } from './failure-note.tsx';

export interface AddressStepProps {
  readonly failure: FailedAnswer | undefined;
  readonly problem: string | undefined;
  readonly isAsking: boolean;
  readonly onSearch: (url: string) => void;
}

/** Asks for the address of the device. */
export function AddressStep({ failure, problem, isAsking, onSearch }: AddressStepProps) {
  const t = useTranslations('settings');
  const { register, handleSubmit, formState } = useForm({ defaultValues: { url: failure?.url ?? '' } });
  const { url: error } = formState.errors;
  return (
    <Panel title={t('zone.sensor')}>
      <p className="mb-4 max-w-prose text-muted">{t('add.intro')}</p>
      <form onSubmit={(event) => void handleSubmit(({ url }) => onSearch(url.trim()))(event)} noValidate>
        <div className="grid items-start gap-4 sm:grid-cols-[1fr_auto]">
          <Field
            label={t('add.address')}
            hint={t('add.addressHint')}
            inputMode="url"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            placeholder="10.0.0.11"
            maxLength={500}
            {...register('url', { validate: (url) => url.trim() !== '' || t('required') })}
            {...(error?.message !== undefined && { error: error.message })}
          />
          <Button
            type="submit"
            variant="primary"
            className="h-12 sm:mt-[1.875rem] sm:min-w-32"
            disabled={isAsking}
          >
            {t(isAsking ? 'add.looking' : 'add.look')}
          </Button>
        </div>
      </form>
      <FailureNote failure={failure} problem={problem} />
    </Panel>
  );
}
