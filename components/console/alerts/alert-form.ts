import type { AlertRules, AlertSettings, AlertSettingsRequest } from '#lib/contract/alert.ts';
import type { MessageFormat, MessageKind, MessageType } from '#lib/contract/message-format.ts';

/** The values of the alert form, as typed. */
export interface AlertForm {
  readonly nearlyFull: boolean;
  readonly full: boolean;
  readonly likelyFull: boolean;
  readonly sensor: boolean;
  readonly sensorMinutes: number;
  readonly display: boolean;
  readonly displayMinutes: number;
  readonly drift: boolean;
  readonly driftPeople: number;
  readonly isQuiet: boolean;
  readonly quietFrom: string;
  readonly quietTo: string;
  /** One address on each line. */
  readonly emails: string;
  readonly webhooks: readonly WebhookForm[];
}

/** A webhook, as typed; which of the fields count depends on its kind. */
export interface WebhookForm {
  readonly webhookId?: string;
  readonly url: string;
  readonly kind: 'doorlight' | MessageKind;
  readonly to: string;
  readonly from: string;
  readonly expression: string;
  readonly type: MessageType;
}

/** A webhook that was just added. */
export const emptyWebhook: WebhookForm = {
  url: '',
  kind: 'doorlight',
  to: '',
  from: '',
  expression: '',
  type: 'json',
};

/** The format that is typed; undefined: Doorlight's own message. */
export function messageFormatOf({
  kind,
  to,
  from,
  expression,
  type,
}: WebhookForm): MessageFormat | undefined {
  switch (kind) {
    case 'doorlight':
      return undefined;
    case 'slack':
    case 'teams':
      return { kind };
    case 'ntfy':
    case 'telegram':
      return { kind, to };
    case 'sms':
      return { kind, to, from };
    case 'own':
      return { kind, expression, type };
  }
}

/** The settings as the form shows them. */
export function formOf({ rules, quietHours, emails, webhooks }: AlertSettings): AlertForm {
  return {
    nearlyFull: rules.nearlyFull.isOn,
    full: rules.full.isOn,
    likelyFull: rules.likelyFull.isOn,
    sensor: rules.sensor.isOn,
    sensorMinutes: rules.sensor.minutes,
    display: rules.display.isOn,
    displayMinutes: rules.display.minutes,
    drift: rules.drift.isOn,
    driftPeople: rules.drift.people,
    isQuiet: quietHours !== undefined,
    quietFrom: quietHours?.from ?? '22:00',
    quietTo: quietHours?.to ?? '07:00',
    emails: emails.join('\n'),
    webhooks: webhooks.map(({ id, url, format = { kind: 'doorlight' } }) => ({
      ...emptyWebhook,
      ...format,
      webhookId: id,
      url,
    })),
  };
}

/** The form as a request; empty lines and addresses are left out. */
export function requestOf(form: AlertForm): AlertSettingsRequest {
  const rules: AlertRules = {
    nearlyFull: { isOn: form.nearlyFull },
    full: { isOn: form.full },
    likelyFull: { isOn: form.likelyFull },
    sensor: { isOn: form.sensor, minutes: form.sensorMinutes },
    display: { isOn: form.display, minutes: form.displayMinutes },
    drift: { isOn: form.drift, people: form.driftPeople },
  };
  return {
    rules,
    ...(form.isQuiet && { quietHours: { from: form.quietFrom, to: form.quietTo } }),
    emails: form.emails
      .split(/[\s,;]+/)
      .map((address) => address.trim())
      .filter((address) => address !== ''),
    webhooks: form.webhooks
      .map((webhook) => {
        const { webhookId, url } = webhook;
        const format = messageFormatOf(webhook);
        return {
          url: url.trim(),
          ...(webhookId !== undefined && { id: webhookId }),
          ...(format !== undefined && { format }),
        };
      })
      .filter(({ url }) => url !== ''),
  };
}
