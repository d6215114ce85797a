import { type FormEvent, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { ask, createApi } from '#lib/api/client.ts';
import { useAdminWords } from './admin-words.tsx';

export interface SetupPasswordProps {
  readonly user: { readonly id: string; readonly username: string };
  readonly onDone: () => void;
}

/** Asks an administrator who used the one-time link for a password. */
export function SetupPassword({ user, onDone }: SetupPasswordProps) {
  const t = useAdminWords();
  const words = useTranslations('failure');
  const api = useMemo(createApi, []);
  const [wrong, setWrong] = useState<{ readonly field: 'password' | 'again'; readonly message: string }>();
  const [failure, setFailure] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const password = String(entered.get('password') ?? '');
    const found =
      password.length < 8
        ? { field: 'password' as const, message: t('setup.wrongPassword') }
        : password === entered.get('again')
          ? undefined
          : { field: 'again' as const, message: t('setup.notSame') };
    setWrong(found);
    if (found !== undefined) return;
    setIsBusy(true);
    const answer = await ask(
      api.PUT('/api/v1/people/{id}/password', { params: { path: { id: user.id } }, body: { password } }),
    );
    setIsBusy(false);
    if (answer.ok) onDone();
    else setFailure(words(answer.error.kind === 'no-answer' ? 'no-answer' : 'server'));
  };
  const errorOf = (field: 'password' | 'again') => (wrong?.field === field ? { error: wrong.message } : {});

  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => void submit(event)}
      className="space-y-5 rounded-2xl border border-line bg-raised p-6 sm:p-8"
    >
      <div>
        <h2 className="text-2xl font-semibold tracking-tight">{t('setup.passwordTitle')}</h2>
        <p className="mt-1 text-muted">{t('setup.passwordHint')}</p>
      </div>
      <Field
        label={t('setup.username')}
        name="username"
        value={user.username}
        readOnly
        autoComplete="username"
      />
      <Field label={t('setup.password')} name="password" type="password" {...errorOf('password')} />
      <Field label={t('setup.again')} name="again" type="password" {...errorOf('again')} />
      <p role="alert" className="font-semibold empty:hidden">
        {failure}
      </p>
      <div className="flex flex-col-reverse gap-3 sm:flex-row [&>*]:flex-1">
        <Button size="large" variant="quiet" onClick={onDone}>
          {t('setup.skip')}
        </Button>
        <Button type="submit" size="large" variant="primary" disabled={isBusy}>
          {isBusy ? t('saving') : t('setup.setPassword')}
        </Button>
      </div>
    </form>
  );
}
