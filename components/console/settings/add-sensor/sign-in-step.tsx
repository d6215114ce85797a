import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { useForm } from '#components/ui/use-form.ts';
import type { ProbeRequest } from '#lib/contract/probe.ts';
import { type AskingFamily, type FailedAnswer, parameterLabel, signInChoices } from '../settings-probe.ts';
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
  readonly parameters: Readonly<Record<string, string>>;
}

const hints = {
  password: 'signInPassword',
  apiKey: 'signInKey',
  token: 'signInToken',
  none: 'signInNone',
} as const;

/** Asks for the credential: user name and password, a key, or a token. */
export function SignInStep(props: SignInStepProps) {
  const { families, failure, problem, isAsking, onSignIn, onBack } = props;
  const t = useTranslations('settings');
  const choices = signInChoices(families);
  const [chosen, setChosen] = useState(0);
  const choice = choices[chosen] ?? choices[0];
  const { register, handleSubmit } = useForm<SignInFields>({
    defaultValues: { username: '', secret: '', parameters: {} },
  });
  const locale = useLocale();
  if (choice === undefined) return null;
  const { credential, labels, known, parameters } = choice;
  const isSecret = credential === 'apiKey' || credential === 'token';
  const submit = handleSubmit(({ username, secret, parameters: given }) =>
    onSignIn({
      ...known,
      ...(credential === 'password' && username.trim() !== ''
        ? { username: username.trim(), password: secret }
        : {}),
      options: {
        ...(isSecret && { [credential]: secret.trim() }),
        ...Object.fromEntries(parameters.map(({ key }) => [key, (given[key] ?? '').trim()])),
      },
    }),
  );
  // A device that is only described so far may let everybody in.
  const isPasswordNeeded = credential === 'password' && parameters.length === 0;
  const needed = { validate: (text: string) => text.trim() !== '' || t('required') };
  return (
    <Panel title={t(credential === 'none' ? 'add.fillInTitle' : 'add.signInTitle')}>
      {choices.length > 1 ? (
        <div className="mb-4 max-w-xl">
          <SelectField
            label={t('add.signInWhich')}
            value={String(chosen)}
            onChange={(event) => setChosen(Number(event.target.value))}
            options={choices.map((each, index) => ({ value: index, name: each.labels.join(', ') }))}
          />
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
              spellCheck={false}
              {...register('username', isPasswordNeeded ? needed : {})}
            />
          )}
          {credential !== 'none' && (
            <Field
              label={t(`sensor.${credential}`)}
              type="password"
              {...register('secret', isSecret || isPasswordNeeded ? needed : {})}
            />
          )}
          {parameters.map((parameter) =>
            parameter.values === undefined ? (
              <Field
                key={parameter.key}
                label={parameterLabel(parameter, locale)}
                autoCapitalize="none"
                spellCheck={false}
                defaultValue={String(parameter.default ?? '')}
                {...register(`parameters.${parameter.key}`, needed)}
              />
            ) : (
              <SelectField
                key={parameter.key}
                label={parameterLabel(parameter, locale)}
                defaultValue={String(parameter.default ?? parameter.values[0])}
                {...register(`parameters.${parameter.key}`)}
              >
                {parameter.values.map((value) => (
                  <option key={String(value)}>{String(value)}</option>
                ))}
              </SelectField>
            ),
          )}
        </div>
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onBack}>{t('add.again')}</Button>
          <Button type="submit" variant="primary" disabled={isAsking}>
            {t(isAsking ? 'add.searching' : credential === 'none' ? 'add.read' : 'add.signIn')}
          </Button>
        </div>
      </form>
      <FailureNote failure={failure} problem={problem} />
    </Panel>
  );
}
