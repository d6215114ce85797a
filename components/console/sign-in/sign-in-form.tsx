'use client';

import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { type ApiFailure, ask, createApi } from '#lib/api/client.ts';
import { under } from '#lib/base-path.ts';
import type { SignInMeans } from '#lib/contract/sign-in.ts';
import { LightMark } from '../light-mark.tsx';

export interface SignInFormProps {
  readonly returnTo: string;
  readonly means: SignInMeans;
  /** The administrator signs in with a password although nobody else may. */
  readonly isEmergency?: boolean;
  /** Why the company's own sign-in did not succeed. */
  readonly problem?: string;
}

/** The company's own sign-in, user name and password, and a return to the requested page. */
export function SignInForm({ returnTo, means, isEmergency = false, problem }: SignInFormProps) {
  const t = useTranslations('signIn');
  const hasPasswords = means.passwords || isEmergency;
  const app = useTranslations('app');
  const inWords = useSignInFailure();
  const [error, setError] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const username = String(entered.get('username') ?? '').trim();
    const password = String(entered.get('password') ?? '');
    if (username === '' || password === '') {
      setError(t('missing'));
      return;
    }
    setIsBusy(true);
    const answer = await ask(
      createApi().POST('/api/auth/sign-in/username', { body: { username, password } }),
    );
    if (answer.ok) {
      location.assign(under(returnTo));
      return;
    }
    setIsBusy(false);
    setError(inWords(answer.error));
  };

  return (
    <main className="grid min-h-dvh place-items-center bg-paper px-4 py-8 font-sans text-ink antialiased">
      <div className="w-full max-w-md">
        <div className="mb-8 flex items-center gap-4">
          <LightMark light="green" />
          <p className="text-3xl font-semibold tracking-tight">{app('name')}</p>
        </div>
        <p className="mb-6 text-lg text-muted">{t('about')}</p>
        {means.provider && <CompanySignIn returnTo={returnTo} provider={means.provider} problem={problem} />}
        {!hasPasswords && (
          <p className="mt-6 text-sm">
            <a
              href={under('/sign-in?with=password')}
              className="inline-flex min-h-touch items-center underline"
            >
              {t('emergency')}
            </a>
          </p>
        )}
        {/* Without scripts the form must not put the password into an address. */}
        <form
          method="post"
          hidden={!hasPasswords}
          onSubmit={(event) => void submit(event)}
          className="space-y-5 rounded-2xl border border-line bg-raised p-6 sm:p-8"
        >
          <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
          <Field
            label={t('username')}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
          />
          <Field label={t('password')} name="password" type="password" autoComplete="current-password" />
          <p role="alert" className="min-h-6 font-semibold">
            {error}
          </p>
          <Button type="submit" variant="primary" size="large" className="w-full" disabled={isBusy}>
            {t(isBusy ? 'submitting' : 'submit')}
          </Button>
          <noscript>
            <p className="font-semibold">{t('noScript')}</p>
          </noscript>
        </form>
        {means.provider === undefined && <p className="mt-6 text-sm text-muted">{t('firstTime')}</p>}
      </div>
    </main>
  );
}

interface CompanySignInProps {
  readonly returnTo: string;
  readonly provider: NonNullable<SignInMeans['provider']>;
  readonly problem?: string;
}

/** The button that leads to the company's own sign-in; what is wrong with it stands below. */
function CompanySignIn({ returnTo, provider: { name, isReachable }, problem }: CompanySignInProps) {
  const t = useTranslations('signIn');
  const wrong =
    problem === 'no-role' || problem === 'denied' || problem === 'failed'
      ? t(`company.${problem}`, { name })
      : problem === 'unreachable' || !isReachable
        ? t('company.unreachable', { name })
        : undefined;
  return (
    <div className="mb-6">
      <a
        href={under(`/sign-in/oidc?next=${encodeURIComponent(returnTo)}`)}
        className={buttonClass({ variant: 'primary', size: 'large' }, 'w-full')}
      >
        {t('company.button', { name })}
      </a>
      {wrong !== undefined && (
        <p role="status" className="mt-3 font-semibold">
          {wrong}
        </p>
      )}
    </div>
  );
}

/** Why signing in failed, as text. */
function useSignInFailure(): (failure: ApiFailure) => string {
  const t = useTranslations('signIn');
  return (failure) => {
    if (failure.kind === 'no-answer') return t('noAnswer');
    if (failure.kind === 'not-understood') return t('failed');
    if (failure.status === 400 || failure.status === 401 || failure.status === 403) return t('wrong');
    if (failure.status !== 429) return failure.status >= 502 ? t('noAnswer') : t('failed');
    const { retryAfterS } = failure;
    if (retryAfterS === undefined) return t('tooManySoon');
    return retryAfterS < 120
      ? t('tooMany', { count: Math.max(1, Math.ceil(retryAfterS)) })
      : t('tooManyMinutes', { count: Math.ceil(retryAfterS / 60) });
  };
}
