'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { ProbeRequest } from '#lib/contract/probe.ts';
import { SelectField } from '../select-field.tsx';
import { type AskingFamily, type FailedAnswer, signInChoices } from '../settings-probe.ts';
import { FailureNote } from './failure-note.tsx';

export interface SignInStepProps {
  readonly families: readonly AskingFamily[];
  readonly failure: FailedAnswer | undefined;
  readonly problem: string | undefined;
  readonly isAsking: boolean;
  readonly onSignIn: (known: Partial<ProbeRequest>) => void;
  readonly onBack: () => void;
}

interface SignInFields {
  readonly username: string;
  readonly secret: string;
}

const hints = { password: 'signInPassword', apiKey: 'signInKey', token: 'signInToken' } as const;

/** Asks for what the device wants: a user name and a password, a key, or a token. */
export function SignInStep(props: SignInStepProps) {
  const { families, failure, problem, isAsking, onSignIn, onBack } = props;
  const t = useTranslations('settings');
  const choices = signInChoices(families);
  const [chosen, setChosen] = useState(0);
  const choice = choices[chosen] ?? choices[0];
  const { register, handleSubmit, formState } = useForm<SignInFields>({
    defaultValues: { username: '', secret: '' },
  });
  if (choice === undefined) return null;
  const { credential, labels, known } = choice;
  const submit = handleSubmit(({ username, secret }) =>
    onSignIn({
      ...known,
      ...(credential === 'password'
        ? { username: username.trim(), password: secret }
        : { options: { [credential]: secret.trim() } }),
    }),
  );
  const needed = { validate: (text: string) => text.trim() !== '' || t('required') };
  const { username: nameError, secret: secretError } = formState.errors;
  return (
    <Panel title={t('add.signInTitle')}>
      {choices.length > 1 ? (
        <div className="mb-4 max-w-xl">
          <SelectField
            label={t('add.signInWhich')}
            value={String(chosen)}
            onChange={(event) => setChosen(Number(event.target.value))}
          >
            {choices.map((each, index) => (
              <option key={each.labels.join()} value={String(index)}>
                {each.labels.join(', ')}
              </option>
            ))}
          </SelectField>
        </div>
      ) : (
        <p className="text-lg font-medium">
          {labels.length === 1
            ? t('add.signInOne', { label: labels[0] ?? '' })
            : t('add.signInMany', { labels: labels.join(', ') })}
        </p>
      )}
      <p className="mt-1 max-w-prose text-muted">{t(`add.${hints[credential]}`)}</p>
      <form onSubmit={(event) => void submit(event)} noValidate className="mt-4 space-y-5">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          {credential === 'password' && (
            <Field
              label={t('sensor.username')}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              {...register('username', needed)}
              {...(nameError?.message !== undefined && { error: nameError.message })}
            />
          )}
          <Field
            label={t(`sensor.${credential}`)}
            type="password"
            autoComplete="new-password"
            {...register('secret', needed)}
            {...(secretError?.message !== undefined && { error: secretError.message })}
          />
        </div>
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onBack}>{t('add.again')}</Button>
          <Button type="submit" variant="primary" disabled={isAsking}>
            {t(isAsking ? 'add.looking' : 'add.signIn')}
          </Button>
        </div>
      </form>
      <FailureNote failure={failure} problem={problem} />
    </Panel>
  );
}
