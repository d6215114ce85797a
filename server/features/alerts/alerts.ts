import { randomUUID } from 'node:crypto';
import type {
  Alert,
  Alerts as AlertList,
  AlertSettingsRequest,
  AlertSettings as AlertSettingsView,
  AlertTestRequest,
  AlertTestResult,
  PushSubscriptionKeys,
  Smtp,
  SmtpRequest,
} from '#lib/contract/alert.ts';
import type { MessageFormat, MessagePreview } from '#lib/contract/message-format.ts';
import { deliveryInEnglish } from '#lib/i18n/delivery-in-english.ts';
import type { Clock } from '#server/clock.ts';
import type { Outbound } from '#server/network/outbound.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import type { Database } from '#server/platform/database/database.ts';
import type { OnUnreadable } from '#server/platform/database/stored-document.ts';
import type { Expectation } from '#server/platform/revision.ts';
import type { Closing } from '#server/site/elsewhere.ts';
import { AlertMessageStore } from './alert-message-store.ts';
import { AlertMonitor, type AlertMonitorParts } from './alert-monitor.ts';
import { AlertSettingStore } from './alert-setting-store.ts';
import { AlertSettings } from './alert-settings.ts';
import { type AlertQuery, AlertStore } from './alert-store.ts';
import { type Delivery, failed } from './channels/delivery.ts';
import { type Mail, sendEmail } from './channels/email.ts';
import { mintVapidKeys } from './channels/web-push.ts';
import { Messenger, type OutgoingMessage } from './messenger.ts';
import { Outbox } from './outbox.ts';
import { PushStore } from './push-subscription-store.ts';

export interface AlertsParts
  extends Pick<
    AlertMonitorParts,
    | 'sites'
    | 'isOurs'
    | 'zones'
    | 'sensors'
    | 'displays'
    | 'publish'
    | 'calendar'
    | 'isCalendarFaulty'
    | 'retentionClock'
    | 'lamps'
  > {
  readonly database: Database;
  readonly clock: Clock;
  /** Network access to receivers. */
  readonly outbound: Outbound;
  /** Origin by which people reach the console; undefined if it is not known. */
  readonly publicUrl: string | undefined;
  /** With several sidecars: whether this one sends the messages of all. */
  isFirst?: (() => boolean) | undefined;
  /** With several sidecars: the same of sites that run on others as `closing` says of those here. */
  closingElsewhere?: (() => Promise<Closing>) | undefined;
  /** Any site, wherever it runs. */
  site(id: string): SiteConfig | undefined;
  /** The settings were changed, and saved. */
  onSettings?(): void;
  /** Whether a user may still see a site. */
  maySee(userId: string, site: string): Promise<boolean>;
  onError(error: unknown): void;
  readonly onUnreadable?: OnUnreadable | undefined;
}

/** Number of failures shown in the settings. */
const shownFailures = 5;

/** Alerts: what is wrong at each site, who receives messages and how, and what the API needs. */
export class Alerts {
  readonly #parts: AlertsParts;
  readonly #store: AlertStore;
  readonly #messages: AlertMessageStore;
  readonly #pushes: PushStore;
  readonly #settings: AlertSettings;
  readonly #messenger: Messenger;
  readonly #monitor: AlertMonitor;
  readonly #outbox: Outbox;
  readonly pushKey: string;

  private constructor(parts: AlertsParts, settings: AlertSettings, keys: ReturnType<typeof mintVapidKeys>) {
    const { database, clock, publicUrl, onError } = parts;
    this.#parts = parts;
    this.#settings = settings;
    this.#store = new AlertStore(database.db);
    this.#messages = new AlertMessageStore(database.db);
    this.#pushes = new PushStore(database.db);
    this.pushKey = keys.publicKey;
    this.#messenger = new Messenger({
      settings,
      outbound: parts.outbound,
      push: { keys, contact: contactOf(publicUrl, settings) },
      publicUrl,
      site: parts.site,
      pushes: (site) => this.#pushes.of(site),
      maySee: parts.maySee,
      onGone: (endpoint) => this.#pushes.remove(endpoint),
      isOpen: (alert) => this.#monitor.isOpen(alert),
      now: () => clock.now(),
    });
    this.#outbox = new Outbox({
      store: this.#messages,
      clock,
      send: (message) => this.#messenger.send(message),
      isOpen: (alert) =>
        parts.isOurs === undefined ? this.#monitor.isOpen(alert) : this.#store.isOpen(alert.id),
      maySend: () => parts.isFirst?.() ?? true,
      onError,
    });
    this.#monitor = new AlertMonitor({
      ...parts,
      store: this.#store,
      settings,
      pushes: () => this.#endpoints(),
      onMessages: () => this.#outbox.wake(),
    });
  }

  /** Loads the settings; nothing runs yet. */
  static async create(parts: AlertsParts): Promise<Alerts> {
    const store = new AlertSettingStore(parts.database.db, parts.onUnreadable);
    const settings = new AlertSettings(store);
    await settings.load();
    return new Alerts(parts, settings, await store.vapid(mintVapidKeys));
  }

  /** Another sidecar has changed the settings. */
  reloadSettings(): Promise<void> {
    return this.#settings.load();
  }

  async start(): Promise<void> {
    await this.#monitor.start();
    this.#outbox.start();
  }

  async stop(): Promise<void> {
    await this.#monitor.stop();
    await this.#outbox.stop();
    this.#messenger.stop();
  }

  /** Open alerts, newest first. */
  open(): readonly Alert[] {
    return this.#monitor.open();
  }

  /** When open alerts of sites that run here close whose causes have gone. */
  closing(): Closing {
    return Object.fromEntries(
      this.#monitor.open().flatMap(({ id, closesAt }) => (closesAt === undefined ? [] : [[id, closesAt]])),
    );
  }

  /** Open alerts, and the latest closed ones, of some sites. */
  async list({ sites, ...query }: AlertQuery): Promise<AlertList> {
    const { isOurs, closingElsewhere } = this.#parts;
    const all = isOurs === undefined ? this.#monitor.open() : await this.#store.open();
    const seen = all.filter(({ site }) => sites === undefined || sites.includes(site));
    if (isOurs === undefined) return { open: seen, recent: await this.#store.closed({ ...query, sites }) };
    const isAway = seen.some(({ site }) => !isOurs(site));
    const closing = { ...(isAway && (await closingElsewhere?.())), ...this.closing() };
    const open = seen.map((alert): Alert => {
      const closesAt = closing[alert.id];
      return closesAt === undefined ? alert : { ...alert, closesAt };
    });
    return { open, recent: await this.#store.closed({ ...query, sites }) };
  }

  async settingsOf(
    site: string,
    newSecrets: AlertSettingsView['newSecrets'] = [],
  ): Promise<AlertSettingsView> {
    const { webhooks, ...settings } = this.#settings.of(site);
    const urls = new Map<string, string>(webhooks.map(({ id, url }) => [id, url]));
    const failures = await this.#messages.failures(site, shownFailures);
    return {
      ...settings,
      webhooks: webhooks.map(({ secret: _, ...shown }) => shown),
      canEmail: this.#settings.smtp !== undefined,
      pushes: (await this.#pushes.of(site)).length,
      revision: this.#settings.revision(site),
      failures: failures.map((failure) => ({
        ...failure,
        target: failure.channel === 'push' ? '' : (urls.get(failure.target) ?? failure.target),
      })),
      newSecrets,
    };
  }

  /** @returns `unknown-webhook` if an id does not belong to the site */
  async putSettings(
    site: string,
    settings: AlertSettingsRequest,
    expects?: Expectation,
  ): Promise<AlertSettingsView | 'unknown-webhook' | 'changed-meanwhile'> {
    const done = await this.#settings.put(site, settings, expects);
    this.#parts.onSettings?.();
    return typeof done === 'string' ? done : this.settingsOf(site, done);
  }

  /** Sends an e-mail through the mail server of the installation. */
  async mail(mail: Mail): Promise<Delivery> {
    const { smtp } = this.#settings;
    if (smtp === undefined) return failed('mail-not-set-up');
    return sendEmail(smtp, mail, this.#parts.outbound);
  }

  smtp(): Smtp | null {
    return this.#settings.smtpView();
  }

  async putSmtp(settings: SmtpRequest, expects?: Expectation): Promise<Smtp | null | 'changed-meanwhile'> {
    const done = await this.#settings.putSmtp(settings, expects);
    this.#parts.onSettings?.();
    return done === 'changed-meanwhile' ? done : this.smtp();
  }

  async removeSmtp(expects?: Expectation): Promise<'done' | 'changed-meanwhile'> {
    const done = await this.#settings.removeSmtp(expects);
    this.#parts.onSettings?.();
    return done;
  }

  subscribe(site: string, userId: string, subscription: PushSubscriptionKeys): Promise<void> {
    return this.#pushes.add({ ...subscription, site, userId });
  }

  unsubscribe(site: string, endpoint: string): Promise<void> {
    return this.#pushes.remove(endpoint, site);
  }

  /** What a webhook of this format would be sent. */
  preview(site: string, format: MessageFormat): Promise<MessagePreview> {
    return this.#messenger.preview(site, format);
  }

  /** Sends a test message over a channel now, and returns the result. */
  async test({ site, channel, webhook }: AlertTestRequest): Promise<AlertTestResult> {
    const targets = await this.#targets(site, channel, webhook);
    const alert: Alert = {
      id: randomUUID(),
      site,
      kind: 'full',
      subject: 'test',
      name: 'Test',
      facts: {},
      openedAt: new Date(this.#parts.clock.now()).toISOString(),
    };
    const tries = await Promise.all(
      targets.map(async ({ target, name }) => {
        const message: OutgoingMessage = {
          id: randomUUID(),
          event: 'test',
          alert,
          channel,
          target,
          dueMs: 0,
          tries: 0,
        };
        return { name, delivery: await this.#messenger.send(message) };
      }),
    );
    return {
      sent: tries.filter(({ delivery }) => delivery?.kind === 'sent').length,
      failures: tries.flatMap(({ name, delivery }) =>
        delivery?.kind === 'failed'
          ? [{ target: name, message: deliveryInEnglish(delivery.problem), ...delivery.problem }]
          : [],
      ),
    };
  }

  async #targets(site: string, channel: AlertTestRequest['channel'], webhook: string | undefined) {
    const { emails, webhooks } = this.#settings.of(site);
    switch (channel) {
      case 'email':
        return emails.map((address) => ({ target: address, name: address }));
      case 'push':
        return (await this.#pushes.of(site)).map(({ endpoint }) => ({ target: endpoint, name: '' }));
      case 'webhook':
        return webhooks
          .filter(({ id }) => webhook === undefined || id === webhook)
          .map(({ id, url }) => ({ target: id, name: url }));
    }
  }

  async #endpoints(): Promise<ReadonlyMap<string, readonly string[]>> {
    const endpoints = new Map<string, string[]>();
    for (const { site, endpoint } of await this.#pushes.all()) {
      endpoints.set(site, [...(endpoints.get(site) ?? []), endpoint]);
    }
    return endpoints;
  }
}

/** The contact for push services (RFC 8292, 2.1); some refuse local addresses. */
function contactOf(publicUrl: string | undefined, { smtp }: AlertSettings): string {
  if (smtp !== undefined) return `mailto:${smtp.from}`;
  return publicUrl?.startsWith('https:') === true ? publicUrl : 'mailto:alerts@doorlight.invalid';
}
