import { useId } from 'react';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field, fieldClass } from '#components/ui/field.tsx';
import { CloseIcon } from '#components/ui/icons.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { AlertSettings } from '#lib/contract/alert.ts';
import { useConsole } from '../console-context.ts';
import { useTimes } from '../use-times.ts';
import { type AlertForm, emptyWebhook } from './alert-form.ts';
import { useDelivery } from './delivery-words.tsx';
import { MailServer } from './mail-server.tsx';
import { MessageFields } from './message-fields.tsx';
import { TestButton } from './test-button.tsx';

export interface ChannelProps {
  readonly site: string;
  readonly settings: AlertSettings;
}

/** Who gets an e-mail. */
export function EmailPanel({ site, settings, onChange }: ChannelProps & { readonly onChange: () => void }) {
  const t = useTranslations('alerts');
  const id = useId();
  const { session } = useConsole();
  const { register } = useFormContext<AlertForm>();
  return (
    <Panel title={t('email')}>
      {!settings.canEmail && <p className="mb-3 font-medium">{t('noSmtp')}</p>}
      <label htmlFor={id} className="mb-1.5 block text-base font-medium">
        {t('emails')}
      </label>
      <textarea
        id={id}
        rows={3}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-note`}
        className={`${fieldClass} py-2`}
        {...register('emails')}
      />
      <p id={`${id}-note`} className="mt-1.5 text-sm text-muted">
        {t('emailsHint')}
      </p>
      <TestButton site={site} channel="email" />
      {session.user.role === 'administrator' && <MailServer onChange={onChange} />}
    </Panel>
  );
}

/** The webhooks. */
export function WebhookPanel({ site, settings }: ChannelProps) {
  const t = useTranslations('alerts');
  const { register, control } = useFormContext<AlertForm>();
  const { fields, append, remove } = useFieldArray({ control, name: 'webhooks' });
  return (
    <Panel title={t('webhooks')}>
      <p className="text-muted">{t('webhooksHint')}</p>
      <ul className="mt-2 space-y-3">
        {fields.map((field, index) => (
          <li key={field.id} className="space-y-3 border-t border-line pt-3 first:border-t-0">
            <div className="flex items-end gap-2">
              <div className="min-w-0 flex-1">
                <Field
                  label={t('webhookUrl', { number: String(index + 1) })}
                  type="url"
                  placeholder="https://"
                  {...register(`webhooks.${index}.url`)}
                />
              </div>
              <Button
                variant="quiet"
                aria-label={t('webhookRemove', { number: String(index + 1) })}
                onClick={() => remove(index)}
              >
                <CloseIcon size={20} />
              </Button>
            </div>
            <MessageFields site={site} index={index} />
          </li>
        ))}
      </ul>
      <Button className="mt-3" onClick={() => append(emptyWebhook)} disabled={fields.length >= 10}>
        {t('webhookAdd')}
      </Button>
      <div role="status">
        <Secrets settings={settings} />
      </div>
      <TestButton site={site} channel="webhook" />
    </Panel>
  );
}

/** Secrets of webhooks that were just created. */
function Secrets({ settings: { newSecrets, webhooks } }: Pick<ChannelProps, 'settings'>) {
  const t = useTranslations('alerts');
  if (newSecrets.length === 0) return null;
  return (
    <ul className="mt-4 space-y-3">
      {newSecrets.map(({ id, secret }) => (
        <li key={id} className="rounded-lg border-2 border-ink px-4 py-3">
          <p className="break-words font-semibold">
            {t('secretTitle', { url: webhooks.find((webhook) => webhook.id === id)?.url ?? '' })}
          </p>
          <code className="block select-all break-all py-1 text-base" data-secret="">
            {secret}
          </code>
          <p className="text-muted">{t('secretHint')}</p>
        </li>
      ))}
    </ul>
  );
}

/** The latest messages that were not delivered. */
export function FailuresPanel({ site, settings: { failures } }: ChannelProps) {
  const t = useTranslations('alerts');
  const { moment } = useTimes(site);
  const inWords = useDelivery();
  if (failures.length === 0) return null;
  return (
    <Panel title={t('failures')}>
      <ul>
        {failures.map((failure) => (
          <li
            key={`${failure.target} ${failure.at} ${failure.message}`}
            className="break-words border-t border-line py-2 first:border-t-0"
          >
            <p className="flex flex-wrap justify-between gap-x-4">
              <span className="min-w-0 font-medium">
                {failure.target === '' ? t('device') : failure.target}
              </span>
              <time dateTime={failure.at} className="text-muted tabular">
                {moment(failure.at)}
              </time>
            </p>
            <p className="text-muted">
              {inWords(failure)} {failure.isRetried ? t('retried') : t('givenUp')}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
