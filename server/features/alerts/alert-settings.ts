import { randomBytes } from 'node:crypto';
import {
  type AlertSettingsRequest,
  type AlertSettings as AlertSettingsView,
  defaultAlertRules,
  type Smtp,
  type SmtpRequest,
} from '#lib/contract/alert.ts';
import { Mutex } from '#server/platform/mutex.ts';
import { type Expectation, expectsAnything, revisionOf } from '#server/platform/revision.ts';
import type { AlertSettingStore, KeptAlertSettings, KeptSmtp } from './alert-setting-store.ts';
import { mintWebhookSecret } from './channels/webhook.ts';

const untouched: KeptAlertSettings = { rules: defaultAlertRules, emails: [], webhooks: [] };

/**
 * The secrets of new webhooks; or why nothing was set. `unknown-webhook`: an id does not belong to the site.
 */
export type Put = AlertSettingsView['newSecrets'] | 'unknown-webhook' | 'changed-meanwhile';

/** The alert settings of each site, and the mail server. Secrets are never returned. */
export class AlertSettings {
  readonly #store: AlertSettingStore;
  #sites = new Map<string, KeptAlertSettings>();
  #smtp: KeptSmtp | undefined;
  readonly #mutex = new Mutex();

  constructor(store: AlertSettingStore) {
    this.#store = store;
  }

  async load(): Promise<void> {
    this.#sites = await this.#store.all();
    this.#smtp = await this.#store.smtp();
  }

  of(site: string): KeptAlertSettings {
    return this.#sites.get(site) ?? untouched;
  }

  /** The revision of a site's settings. */
  revision(site: string): string {
    const { rules, quietHours, emails, webhooks } = this.of(site);
    return revisionOf([
      rules,
      quietHours,
      emails,
      webhooks.map(({ id, url, format }) => [id, url, format ?? null]),
    ]);
  }

  /**
   * @param expects the expected settings before
   * @returns the secrets of new webhooks
   */
  put(site: string, wanted: AlertSettingsRequest, expects: Expectation = expectsAnything): Promise<Put> {
    return this.#mutex.run(async () => {
      if (!expects(this.revision(site))) return 'changed-meanwhile';
      return this.#put(site, wanted);
    });
  }

  async #put(site: string, { rules, quietHours, emails, webhooks }: AlertSettingsRequest): Promise<Put> {
    const known = new Map(this.of(site).webhooks.map((webhook) => [webhook.id, webhook]));
    const newSecrets: AlertSettingsView['newSecrets'] = [];
    const kept: KeptAlertSettings['webhooks'] = [];
    for (const { id, url, format } of webhooks) {
      const secret = id === undefined ? mintWebhookSecret() : known.get(id)?.secret;
      if (secret === undefined || kept.some((other) => other.id === id)) return 'unknown-webhook';
      const webhook = {
        id: id ?? randomBytes(6).toString('hex'),
        url,
        secret,
        ...(format === undefined ? {} : { format }),
      };
      kept.push(webhook);
      if (id === undefined) newSecrets.push({ id: webhook.id, secret });
    }
    const settings: KeptAlertSettings = {
      rules,
      emails: [...new Set(emails)],
      webhooks: kept,
      ...(quietHours === undefined ? {} : { quietHours }),
    };
    await this.#store.save(site, settings);
    this.#sites.set(site, settings);
    return newSecrets;
  }

  get smtp(): KeptSmtp | undefined {
    return this.#smtp;
  }

  /** The mail server without its password. */
  smtpView(): Smtp | null {
    if (this.#smtp === undefined) return null;
    const { password, ...open } = this.#smtp;
    const shown = { ...open, hasPassword: password !== undefined };
    return { ...shown, revision: revisionOf(shown) };
  }

  /**
   * Sets the mail server. A password that is not given is kept only for the same host: otherwise an
   * administrator could send it to a host of their own.
   */
  putSmtp(
    wanted: SmtpRequest,
    expects: Expectation = expectsAnything,
  ): Promise<'done' | 'changed-meanwhile'> {
    return this.#mutex.run(async () => {
      if (!expects(this.smtpView()?.revision)) return 'changed-meanwhile';
      await this.#putSmtp(wanted);
      return 'done';
    });
  }

  async #putSmtp({ password, ...open }: SmtpRequest): Promise<void> {
    const keeps = this.#smtp?.host === open.host && this.#smtp.port === open.port;
    const kept =
      password === undefined ? (keeps ? this.#smtp?.password : undefined) : (password ?? undefined);
    const { username, ...rest } = open;
    const smtp: KeptSmtp = {
      ...rest,
      ...(username === undefined || username === '' ? {} : { username }),
      ...(kept === undefined ? {} : { password: kept }),
    };
    await this.#store.saveSmtp(smtp);
    this.#smtp = smtp;
  }

  removeSmtp(expects: Expectation = expectsAnything): Promise<'done' | 'changed-meanwhile'> {
    return this.#mutex.run(async () => {
      if (!expects(this.smtpView()?.revision)) return 'changed-meanwhile';
      await this.#store.saveSmtp(undefined);
      this.#smtp = undefined;
      return 'done';
    });
  }
}
