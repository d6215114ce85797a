import { DateTime } from 'luxon';
import { under } from '#lib/base-path.ts';
import type { Alert, WebhookBody } from '#lib/contract/alert.ts';
import type { MessageFormat, MessagePreview } from '#lib/contract/message-format.ts';
import { isForPeople } from '#lib/contract/message-format.ts';
import { type DescribedAlert, describeAlert } from '#lib/i18n/alert.ts';
import { fillIn } from '#lib/i18n/fill-in.ts';
import type { Language } from '#lib/i18n/language.ts';
import { firstLanguage } from '#lib/i18n/languages.ts';
import type { Outbound } from '#server/network/outbound.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import { ExpressionProcess } from '#server/sensors/expressions/expressions.ts';
import type { AlertMessage } from './alert-message-store.ts';
import type { AlertSettings } from './alert-settings.ts';
import { type Delivery, failed } from './channels/delivery.ts';
import { sendEmail } from './channels/email.ts';
import { messageIn } from './channels/message.ts';
import { type PushSender, sendPush } from './channels/web-push.ts';
import { postWebhook } from './channels/webhook.ts';
import type { KeptPush } from './push-subscription-store.ts';

export interface MessengerParts {
  readonly settings: AlertSettings;
  readonly outbound: Outbound;
  readonly push: PushSender;
  /** Origin by which people reach the console; undefined if it is not known. */
  readonly publicUrl: string | undefined;
  site(id: string): SiteConfig | undefined;
  /** Browsers that subscribed to a site's alerts. */
  pushes(site: string): Promise<readonly KeptPush[]>;
  /** Whether a user may still see a site. */
  maySee(userId: string, site: string): Promise<boolean>;
  /** A browser has ended its subscription. */
  onGone(endpoint: string): Promise<void>;
  isOpen(alert: Alert): boolean;
  /** Epoch ms. */
  now(): number;
}

/** A message, or a test message. */
export type OutgoingMessage = Omit<AlertMessage, 'event'> & {
  readonly event: AlertMessage['event'] | 'test';
};

const consolePath = under('/console/alerts');
/** Why a template sends nothing. */
const nothing = 'nothing came of it';

/** Sends an alert to one receiver, in the language of its site. */
export class Messenger {
  readonly #parts: MessengerParts;
  /** Templates do not wait for the expressions of sensors. */
  readonly #expressions = new ExpressionProcess();
  /** Nor does a message wait for somebody who tries a template out. */
  readonly #previews = new ExpressionProcess();

  constructor(parts: MessengerParts) {
    this.#parts = parts;
  }

  stop(): void {
    this.#expressions.stop();
    this.#previews.stop();
  }

  /** @returns undefined if the receiver no longer exists, or nothing needs to be sent */
  async send(message: OutgoingMessage): Promise<Delivery | undefined> {
    const site = this.#parts.site(message.alert.site);
    if (site === undefined) return undefined;
    switch (message.channel) {
      case 'webhook':
        return this.#post(message, site);
      case 'email':
        return this.#mail(message, site);
      case 'push':
        return this.#push(message, site);
    }
  }

  async #post(
    { id, event, alert, target }: OutgoingMessage,
    site: SiteConfig,
  ): Promise<Delivery | undefined> {
    const { settings, now } = this.#parts;
    const webhook = settings.of(site.id).webhooks.find((each) => each.id === target);
    if (webhook === undefined) return undefined;
    const body = { event: `alert.${event}` as const, id, alert: { ...alert, siteName: site.name } };
    const { format } = webhook;
    if (format === undefined) return postWebhook(webhook, body, now(), this.#parts.outbound);
    // What is over is not sent any more.
    if (isForPeople(format) && event === 'opened' && !this.#parts.isOpen(alert)) return undefined;
    const made = await this.#made(format, body, site);
    const { host } = new URL(webhook.url);
    if (!made.ok) return failed('webhook-template', { host, reason: made.error });
    if (made.value !== undefined) return postWebhook(webhook, made.value, now(), this.#parts.outbound);
    return event === 'test' ? failed('webhook-template', { host, reason: nothing }) : undefined;
  }

  /** What a webhook of this format would be sent for a full zone. */
  async preview(siteId: string, format: MessageFormat): Promise<MessagePreview> {
    const site = this.#parts.site(siteId);
    if (site === undefined) return {};
    const [zone] = site.zones;
    const capacity = zone?.capacity ?? 1;
    const alert: Alert = {
      id: 'preview',
      site: siteId,
      kind: 'full',
      subject: zone?.id ?? siteId,
      name: zone?.name ?? site.name,
      facts: { occupancy: capacity, capacity },
      openedAt: new Date(this.#parts.now()).toISOString(),
    };
    const body = { event: 'alert.opened' as const, id: 'preview', alert: { ...alert, siteName: site.name } };
    const made = await this.#made(format, body, site, this.#previews);
    if (!made.ok) return { problem: made.error };
    return made.value ?? { problem: nothing };
  }

  /** What a template makes of a message. */
  async #made(format: MessageFormat, body: WebhookBody, site: SiteConfig, expressions = this.#expressions) {
    const isTest = body.event === 'alert.test';
    const { title, was, text } = inWords({ event: isTest ? 'test' : 'opened', alert: body.alert }, site);
    const { publicUrl } = this.#parts;
    const seen = {
      ...body,
      site: site.name,
      title: body.event === 'alert.closed' ? was : title,
      text,
      time: DateTime.fromISO(body.alert.openedAt, { zone: site.timezone }).toFormat('HH:mm'),
      ...(publicUrl !== undefined && { url: `${publicUrl}${consolePath}` }),
    };
    // The process ends some time after the last message.
    expressions.acquire();
    try {
      return await messageIn(format, seen, expressions);
    } finally {
      expressions.release();
    }
  }

  async #mail(message: OutgoingMessage, site: SiteConfig): Promise<Delivery | undefined> {
    const { settings, publicUrl } = this.#parts;
    if (settings.smtp === undefined) return failed('mail-not-set-up', {}, { isFinal: true });
    if (!settings.of(site.id).emails.includes(message.target)) return undefined;
    const { title, text } = inWords(message, site);
    const { alert: words } = languageOf(site);
    const time = DateTime.fromISO(message.alert.openedAt, { zone: site.timezone }).toFormat('HH:mm');
    const lines = [
      title,
      text,
      `${site.name}. ${fillIn(words.since, { time })}.`,
      ...(publicUrl === undefined ? [] : [fillIn(words.open, { url: `${publicUrl}${consolePath}` })]),
    ];
    return sendEmail(
      settings.smtp,
      {
        to: message.target,
        subject: `${site.name}: ${title}`,
        text: lines.join('\n\n'),
      },
      this.#parts.outbound,
    );
  }

  async #push(message: OutgoingMessage, site: SiteConfig): Promise<Delivery | undefined> {
    const { push, pushes, maySee, onGone } = this.#parts;
    const found = (await pushes(site.id)).find(({ endpoint }) => endpoint === message.target);
    if (found === undefined || !(await maySee(found.userId, site.id))) return undefined;
    const { title, text } = inWords(message, site);
    const { kind, subject } = message.alert;
    const note = {
      title: `${site.name}: ${title}`,
      body: text,
      tag: `${site.id}/${kind}/${subject}`,
      path: consolePath,
    };
    const delivery = await sendPush(push, found, note, this.#parts.outbound);
    if (delivery.kind === 'failed' && delivery.isFinal) await onGone(found.endpoint);
    return delivery;
  }
}

/** The first of the site's languages that the console supports. */
function languageOf(site: SiteConfig): Language {
  return firstLanguage(site.languages);
}

function inWords(
  { event, alert }: { readonly event: OutgoingMessage['event']; readonly alert: Alert },
  site: SiteConfig,
): DescribedAlert {
  const language = languageOf(site);
  const { test } = language.alert;
  return event === 'test' ? { ...test, was: test.title } : describeAlert(alert, language);
}
