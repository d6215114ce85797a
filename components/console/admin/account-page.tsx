'use client';

import { type FormEvent, useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { answerOr, ask } from '#lib/api/client.ts';
import { languageCookie, themeCookie } from '#lib/i18n/choice.ts';
import { useConsole } from '../console-context.ts';
import { PageTitle } from '../page-title.tsx';
import { useCommand } from '../use-command.ts';
import { useTimes } from '../use-times.ts';

export interface AccountPageProps {
  /** What the console speaks: tags and their own names. */
  readonly languages: readonly { readonly tag: string; readonly name: string }[];
  /** Chosen for this browser; empty: as the browser or the device has it. */
  readonly language: string;
  readonly theme: string;
}

/** What everybody may change for themselves, and for the browser they sit at. */
export function AccountPage(props: AccountPageProps) {
  const t = useTranslations('account');
  return (
    <div className="mx-auto max-w-3xl px-4 pb-8 sm:px-6">
      <PageTitle>{t('ownTitle')}</PageTitle>
      <div className="space-y-6">
        <Name />
        <Browser {...props} />
        <Password />
        <Sessions />
      </div>
    </div>
  );
}

function Name() {
  const t = useTranslations('account');
  const { api, session } = useConsole();
  const { isBusy, failure, run } = useCommand();
  const [isSaved, setIsSaved] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
    if (name !== '' && (await run(ask(api.PUT('/api/v1/me', { body: { name } })))).ok) setIsSaved(true);
  };
  return (
    <Panel title={t('nameTitle')}>
      <form onSubmit={(event) => void submit(event)} onChange={() => setIsSaved(false)} className="space-y-4">
        <Field
          label={t('name')}
          name="name"
          required
          maxLength={60}
          autoComplete="name"
          defaultValue={session.user.name}
          hint={t('nameHint', { username: session.user.username })}
        />
        <Ending label={t('save')} isBusy={isBusy} failure={failure} done={isSaved ? t('saved') : undefined} />
      </form>
    </Panel>
  );
}

function Browser({ languages, language, theme }: AccountPageProps) {
  const t = useTranslations('account');
  const choose = (cookie: string, value: string) => {
    const age = value === '' ? 0 : 365 * 86_400;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is on secure pages only
    document.cookie = `${cookie}=${value}; path=/; max-age=${age}; samesite=lax`;
    // The server speaks the language, and colours the first paint.
    location.reload();
  };
  return (
    <Panel title={t('console')}>
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          label={t('language')}
          value={language}
          onChange={(event) => choose(languageCookie, event.target.value)}
        >
          <option value="">{t('asBrowser')}</option>
          {languages.map(({ tag, name }) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('theme')}
          value={theme}
          onChange={(event) => choose(themeCookie, event.target.value)}
        >
          <option value="">{t('asDevice')}</option>
          <option value="light">{t('light')}</option>
          <option value="dark">{t('dark')}</option>
        </SelectField>
      </div>
    </Panel>
  );
}

function Password() {
  const t = useTranslations('account');
  const { api, session } = useConsole();
  const { isBusy, failure, run } = useCommand();
  const [wrong, setWrong] = useState<string>();
  const [isSaved, setIsSaved] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const entered = new FormData(form);
    const next = String(entered.get('next') ?? '');
    const current = String(entered.get('current') ?? '');
    setWrong(next.length < 8 ? t('tooShort') : undefined);
    if (next.length < 8) return;
    const { ok } = await run(
      ask(api.PUT('/api/v1/me/password', { body: { password: next, ...(current !== '' && { current }) } })),
      (problem) => (problem.kind === 'refused' && problem.status === 400 ? t('wrongCurrent') : undefined),
    );
    if (!ok) return;
    form.reset();
    setIsSaved(true);
  };
  return (
    <Panel title={t('password')}>
      <form
        method="post"
        noValidate
        onSubmit={(event) => void submit(event)}
        onChange={() => setIsSaved(false)}
        className="space-y-4"
      >
        {session.needsPassword !== true && (
          <Field label={t('current')} name="current" type="password" autoComplete="current-password" />
        )}
        <Field label={t('next')} name="next" type="password" hint={t('passwordHint')} error={wrong} />
        <Ending
          label={t('setPassword')}
          isBusy={isBusy}
          failure={failure}
          done={isSaved ? t('saved') : undefined}
        />
      </form>
    </Panel>
  );
}

interface EndingProps {
  readonly label: string;
  readonly isBusy: boolean;
  readonly failure: string | undefined;
  readonly done?: string;
}

/** How a small form ends: its button, and how it went. */
function Ending({ label, isBusy, failure, done }: EndingProps) {
  return (
    <div className="flex flex-wrap items-center gap-4">
      <Button type="submit" disabled={isBusy}>
        {label}
      </Button>
      <p role="status" className="text-muted empty:hidden">
        {done}
      </p>
      <p role="alert" className="font-semibold empty:hidden">
        {failure}
      </p>
    </div>
  );
}

function Sessions() {
  const t = useTranslations('account');
  const { api } = useConsole();
  const { moment } = useTimes();
  const { isBusy, failure, run } = useCommand();
  const { data, mutate } = useSWR('own-sessions', () => answerOr(api.GET('/api/v1/me/sessions'), []));
  const end = async (id: string) => {
    await run(ask(api.DELETE('/api/v1/me/sessions/{id}', { params: { path: { id } } })));
    await mutate();
  };
  return (
    <Panel title={t('sessions')}>
      <ul data-sessions={data?.length}>
        {(data ?? []).map(({ id, browser, signedInAt, isCurrent }) => (
          <li
            key={id}
            className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0"
          >
            <p className="min-w-0">
              <span className="font-medium">{browser ?? t('unknownBrowser')}</span>
              {isCurrent && <span className="text-muted"> · {t('thisOne')}</span>}
              <span className="block text-sm text-muted tabular">
                {t('since', { time: moment(signedInAt) })}
              </span>
            </p>
            {!isCurrent && (
              <Button disabled={isBusy} onClick={() => void end(id)}>
                {t('endSession')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p role="alert" className="mt-2 font-semibold empty:hidden">
        {failure}
      </p>
    </Panel>
  );
}
