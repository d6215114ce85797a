import { useId, useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field, fieldClass, labelClass } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { ask } from '#lib/api/client.ts';
import type { MessagePreview, MessageType } from '#lib/contract/message-format.ts';
import { messageTemplates } from '#lib/message-templates.ts';
import { useConsole } from '../console-context.ts';
import { useFailure } from '../use-failure.ts';
import { type AlertForm, messageFormatOf } from './alert-form.ts';

const kinds = ['doorlight', 'slack', 'teams', 'ntfy', 'telegram', 'sms', 'own'] as const;
const messageTypes = ['json', 'form', 'text'] as const satisfies readonly MessageType[];
/** The same in every language. */
const names = {
  slack: 'Slack',
  teams: 'Microsoft Teams',
  ntfy: 'ntfy',
  telegram: 'Telegram',
  sms: 'SMS (Twilio)',
} as const;

export interface MessageFieldsProps {
  readonly site: string;
  /** Which of the form's webhooks. */
  readonly index: number;
}

/** What a webhook is sent: for programs, a chat, a phone, or what a template makes of it. */
export function MessageFields({ site, index }: MessageFieldsProps) {
  const t = useTranslations('alerts.message');
  const { register, setValue, getValues } = useFormContext<AlertForm>();
  const { kind } = useWatch<AlertForm, `webhooks.${number}`>({ name: `webhooks.${index}` });
  const name = `webhooks.${index}` as const;
  const asOwn = () => {
    if (kind === 'doorlight' || kind === 'own') return;
    const { expression, type } = messageTemplates[kind];
    const { to, from } = getValues(name);
    const own = expression.replaceAll('$to', JSON.stringify(to)).replaceAll('$from', JSON.stringify(from));
    setValue(`${name}.expression`, own, { shouldDirty: true });
    setValue(`${name}.type`, type, { shouldDirty: true });
    setValue(`${name}.kind`, 'own', { shouldDirty: true });
  };
  return (
    <>
      <SelectField
        label={t('format', { number: String(index + 1) })}
        hint={t(`kindHint.${kind}`)}
        options={kinds.map((value) => ({
          value,
          name: value === 'doorlight' || value === 'own' ? t(`kind.${value}`) : names[value],
        }))}
        {...register(`${name}.kind`)}
      />
      {(kind === 'ntfy' || kind === 'telegram' || kind === 'sms') && (
        <Field label={t(`to.${kind}`)} required {...register(`${name}.to`)} />
      )}
      {kind === 'sms' && <Field label={t('from')} required {...register(`${name}.from`)} />}
      {kind === 'own' && <OwnTemplate index={index} />}
      {kind !== 'doorlight' && (
        <div className="flex flex-wrap gap-2">
          {kind !== 'own' && <Button onClick={asOwn}>{t('asOwn')}</Button>}
          <Preview site={site} index={index} />
        </div>
      )}
    </>
  );
}

function OwnTemplate({ index }: Pick<MessageFieldsProps, 'index'>) {
  const t = useTranslations('alerts.message');
  const id = useId();
  const { register } = useFormContext<AlertForm>();
  return (
    <>
      <div>
        <label htmlFor={id} className={labelClass()}>
          {t('expression')}
        </label>
        <textarea
          id={id}
          rows={6}
          required
          autoComplete="off"
          spellCheck={false}
          placeholder={'{ "text": site & ": " & title }'}
          className={`${fieldClass} py-2 font-mono text-base`}
          {...register(`webhooks.${index}.expression`)}
        />
      </div>
      <SelectField
        label={t('messageType')}
        options={messageTypes.map((value) => ({
          value,
          name: value === 'json' ? 'JSON' : t(`type.${value}`),
        }))}
        {...register(`webhooks.${index}.type`)}
      />
    </>
  );
}

/** Shows what would be sent for a full zone. */
function Preview({ site, index }: MessageFieldsProps) {
  const t = useTranslations('alerts.message');
  const { api } = useConsole();
  const inWords = useFailure();
  const { getValues } = useFormContext<AlertForm>();
  const [shown, setShown] = useState<MessagePreview>();
  const preview = async () => {
    const format = messageFormatOf(getValues(`webhooks.${index}`));
    if (format === undefined) return;
    const init = { params: { path: { site } }, body: { format } };
    const answer = await ask(api.POST('/api/v1/sites/{site}/alerts/preview', init));
    setShown(answer.ok ? answer.value : { problem: inWords(answer.error) });
  };
  return (
    <>
      <Button onClick={() => void preview()}>{t('preview')}</Button>
      <div role="status" className="w-full min-w-0" data-message-preview="">
        {shown?.problem !== undefined && <p className="font-medium">{shown.problem}</p>}
        {shown?.body !== undefined && (
          <>
            <p className="text-sm text-muted">{shown.type}</p>
            <pre className="mt-1 max-h-80 overflow-auto whitespace-pre-wrap break-all rounded-lg border border-line p-3 text-sm">
              {readable(shown.body)}
            </pre>
          </>
        )}
      </div>
    </>
  );
}

/** JSON over several lines; anything else as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
