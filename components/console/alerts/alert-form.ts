import type { AlertRules, AlertSettings, AlertSettingsRequest } from '#lib/contract/alert.ts';

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
  readonly webhooks: readonly { readonly webhookId?: string; readonly url: string }[];
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
    webhooks: webhooks.map(({ id, url }) => ({ webhookId: id, url })),
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
      .map(({ webhookId, url }) => ({ url: url.trim(), ...(webhookId !== undefined && { id: webhookId }) }))
      .filter(({ url }) => url !== ''),
  };
}
