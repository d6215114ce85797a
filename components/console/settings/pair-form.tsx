import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { useForm } from '#components/ui/use-form.ts';
import { ask } from '#lib/api/client.ts';
import { nameOfDisplay } from '#lib/names.ts';
import { useConsole } from '../console-context.ts';
import { useFailure } from '../use-failure.ts';
import { useOrigin } from '../use-origin.ts';
import type { ZoneChoice } from './zone-choice.ts';

export interface PairFormProps {
  readonly site: string;
  readonly zones: readonly ZoneChoice[];
}

interface PairFields {
  readonly code: string;
  readonly zone: string;
}

/** Pairs the screen that shows a code as a display of a zone. */
export function PairForm({ site, zones }: PairFormProps) {
  const t = useTranslations('settings');
  const { api } = useConsole();
  const inWords = useFailure();
  const [outcome, setOutcome] = useState('');
  const { register, handleSubmit, formState, resetField, setError } = useForm<PairFields>({
    defaultValues: { code: '', zone: zones[0]?.id ?? '' },
  });
  const submit = handleSubmit(async ({ code, zone }) => {
    setOutcome('');
    const answer = await ask(api.POST('/api/v1/displays/pair', { body: { site, code: code.trim(), zone } }));
    if (answer.ok) {
      const name = zones.find(({ id }) => id === zone)?.name ?? zone;
      setOutcome(t('display.paired', { zone: name, display: nameOfDisplay(answer.value) }));
      resetField('code');
      return;
    }
    const status = answer.error.kind === 'refused' ? answer.error.status : undefined;
    const message =
      status === 404
        ? t('display.wrongCode')
        : status === 429
          ? t('display.tooManyCodes')
          : inWords(answer.error);
    setError('code', { message });
  });
  const address = `${useOrigin()}/display`;
  return (
    <Panel title={t('display.pair')} className="mb-6">
      <p className="mb-4 max-w-prose text-muted">{t('display.pairHint', { address })}</p>
      <form
        onSubmit={(event) => void submit(event)}
        noValidate
        className="grid items-start gap-4 sm:grid-cols-[1fr_1fr_auto]"
      >
        <Field
          label={t('display.code')}
          placeholder={t('display.codePlaceholder')}
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          {...register('code', { validate: (code) => code.trim() !== '' || t('required') })}
        />
        <SelectField
          label={t('display.zone')}
          {...register('zone')}
          options={zones.map(({ id, name }) => ({ value: id, name }))}
        />
        <Button
          type="submit"
          variant="primary"
          className="h-12 sm:mt-[1.875rem]"
          disabled={formState.isSubmitting}
        >
          {t('display.pairSubmit')}
        </Button>
      </form>
      <p role="status" className="mt-3 font-medium">
        {outcome}
      </p>
    </Panel>
  );
}
