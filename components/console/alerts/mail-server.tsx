import { useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { ask, expecting } from '#lib/api/client.ts';
import type { Smtp, SmtpRequest } from '#lib/contract/alert.ts';
import { useConsole } from '../console-context.ts';
import { FormSheet } from '../form-sheet.tsx';
import { useCommand } from '../use-command.ts';

const securities: readonly SmtpRequest['security'][] = ['tls', 'starttls', 'none'];
const securityWords = { tls: 'smtpTls', starttls: 'smtpStarttls', none: 'smtpNone' } as const;

/** The mail server of the whole installation, for administrators: beside the addresses it writes to. */
export function MailServer({ onChange }: { readonly onChange: () => void }) {
  const t = useTranslations('alerts');
  const { api } = useConsole();
  const [isOpen, setIsOpen] = useState(false);
  const { data, mutate } = useSWR('alerts/smtp', async () => {
    const answer = await ask(api.GET('/api/v1/alerts/smtp'));
    return answer.ok ? { smtp: answer.value } : undefined;
  });
  if (data === undefined) return <Skeleton className="mt-4 h-12" />;
  return (
    <p className="mt-4 flex flex-wrap items-center gap-3">
      <Button onClick={() => setIsOpen(true)}>{t('smtp')}</Button>
      {data.smtp !== null && (
        <span className="min-w-0 break-words text-muted">
          {data.smtp.host}:{data.smtp.port}
        </span>
      )}
      {isOpen && (
        <SmtpSheet
          smtp={data.smtp}
          onClose={() => setIsOpen(false)}
          onSaved={(smtp) => {
            setIsOpen(false);
            void mutate({ smtp }, { revalidate: false });
            onChange();
          }}
        />
      )}
    </p>
  );
}

interface SmtpSheetProps {
  readonly smtp: Smtp | null;
  readonly onClose: () => void;
  readonly onSaved: (smtp: Smtp | null) => void;
}

function SmtpSheet({ smtp, onClose, onSaved }: SmtpSheetProps) {
  const t = useTranslations('alerts');
  const settings = useTranslations('settings');
  const { api } = useConsole();
  const { isBusy, failure, run } = useCommand();
  const submit = async (entered: FormData) => {
    const init = { body: requestOf(entered), ...expecting(smtp?.revision ?? null) };
    const answer = await run(ask(api.PUT('/api/v1/alerts/smtp', init)));
    if (answer.ok) onSaved(answer.value);
  };
  const remove = async () => {
    const { ok } = await run(ask(api.DELETE('/api/v1/alerts/smtp')));
    if (ok) onSaved(null);
  };

  return (
    <FormSheet
      title={t('smtp')}
      hint={t('smtpHint')}
      action={isBusy ? settings('saving') : t('smtpSave')}
      otherAction={
        smtp !== null && (
          <Button variant="quiet" size="large" disabled={isBusy} onClick={() => void remove()}>
            {t('smtpRemove')}
          </Button>
        )
      }
      isDisabled={isBusy}
      isChecked
      failure={failure}
      onSubmit={(entered) => void submit(entered)}
      onClose={onClose}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('smtpHost')} name="host" required defaultValue={smtp?.host ?? ''} />
        <Field
          label={t('smtpPort')}
          name="port"
          type="number"
          required
          min={1}
          max={65_535}
          defaultValue={smtp?.port ?? 465}
        />
        <SelectField
          label={t('smtpSecurity')}
          name="security"
          defaultValue={smtp?.security ?? 'tls'}
          options={securities.map((security) => ({ value: security, name: t(securityWords[security]) }))}
        />
        <Field label={t('smtpFrom')} name="from" type="email" required defaultValue={smtp?.from ?? ''} />
        <Field label={t('smtpUsername')} name="username" defaultValue={smtp?.username ?? ''} />
        <Field
          label={t('smtpPassword')}
          name="password"
          type="password"
          hint={smtp?.hasPassword ? t('smtpPasswordKept') : undefined}
        />
      </div>
    </FormSheet>
  );
}

function requestOf(entered: FormData): SmtpRequest {
  const text = (name: string) => String(entered.get(name) ?? '').trim();
  const password = String(entered.get('password') ?? '');
  return {
    host: text('host'),
    port: Number(text('port')),
    security: securities.find((security) => security === text('security')) ?? 'tls',
    from: text('from'),
    username: text('username'),
    ...(password !== '' && { password }),
  };
}
