import type { Kysely } from 'kysely';
import { z } from 'zod';
import {
  type AlertRules,
  alertRulesSchema,
  defaultAlertRules,
  quietHoursSchema,
  webhookSchema,
} from '#lib/contract/alert.ts';
import { InstallationStore } from '#server/platform/database/installation-store.ts';
import type { Schema } from '#server/platform/database/schema.ts';
import { type OnUnreadable, readDocument } from '#server/platform/database/stored-document.ts';

/**
 * Rules as this version or another has stored them. What is not stored of a rule, because it is newer, has its default,
 * and so has a rule that cannot be read: the receivers beside it are not lost for it.
 */
const keptRulesSchema = z.record(z.string(), z.unknown()).transform((kept): AlertRules => {
  const rules = { ...defaultAlertRules };
  for (const name of alertRulesSchema.keyof().options) {
    const read = alertRulesSchema.shape[name].safeParse(Object.assign({}, rules[name], kept[name]));
    if (read.success) Object.assign(rules, { [name]: read.data });
  }
  return rules;
});

/** The stored settings of a site, including secrets, which are never shown again. */
const keptSchema = z.object({
  rules: keptRulesSchema,
  quietHours: quietHoursSchema.optional(),
  emails: z.array(z.string()),
  webhooks: z.array(webhookSchema.extend({ secret: z.string() })),
});
export type KeptAlertSettings = z.infer<typeof keptSchema>;

const smtpSchema = z.object({
  host: z.string(),
  port: z.number().int(),
  security: z.enum(['tls', 'starttls', 'none']),
  username: z.string().optional(),
  password: z.string().optional(),
  from: z.string(),
});
/** How to reach the mail server, with its password. */
export type KeptSmtp = z.infer<typeof smtpSchema>;

const vapidSchema = z.object({ publicKey: z.string(), privateKey: z.string() });
/** The keys that identify this sender to browsers. */
export type VapidKeys = z.infer<typeof vapidSchema>;

const smtp = 'smtp';
const vapid = 'vapid';

/** Stores the alert settings: per site, and those of the whole installation. */
export class AlertSettingStore {
  readonly #db: Kysely<Schema>;
  readonly #installation: InstallationStore;
  readonly #onUnreadable: OnUnreadable;

  constructor(db: Kysely<Schema>, onUnreadable: OnUnreadable = () => undefined) {
    this.#db = db;
    this.#installation = new InstallationStore(db);
    this.#onUnreadable = onUnreadable;
  }

  /** By site; only sites with settings. */
  async all(): Promise<Map<string, KeptAlertSettings>> {
    const rows = await this.#db.selectFrom('alert_setting').selectAll().execute();
    const kept = new Map<string, KeptAlertSettings>();
    for (const { site, document } of rows) {
      const settings = this.#read(keptSchema, document, `receivers of alerts of ${site}`);
      if (settings !== undefined) kept.set(site, settings);
    }
    return kept;
  }

  async save(site: string, settings: KeptAlertSettings): Promise<void> {
    const document = JSON.stringify(settings);
    await this.#db
      .insertInto('alert_setting')
      .values({ site, document })
      .onConflict((conflict) => conflict.column('site').doUpdateSet({ document }))
      .execute();
  }

  async smtp(): Promise<KeptSmtp | undefined> {
    const text = await this.#installation.value(smtp);
    return text === undefined ? undefined : this.#read(smtpSchema, text, 'the mail server');
  }

  /** @param settings undefined: no e-mail from now on */
  async saveSmtp(settings: KeptSmtp | undefined): Promise<void> {
    if (settings === undefined) await this.#db.deleteFrom('installation').where('name', '=', smtp).execute();
    else await this.#installation.setValue(smtp, JSON.stringify(settings));
  }

  /** The keys of this installation; created by `make` at the first call. */
  async vapid(make: () => VapidKeys): Promise<VapidKeys> {
    const text = await this.#installation.value(vapid);
    const kept = text === undefined ? undefined : this.#read(vapidSchema, text, 'the keys of web push');
    if (kept !== undefined) return kept;
    const made = make();
    await this.#installation.setValue(vapid, JSON.stringify(made));
    return made;
  }

  /** It contains secrets, and is never returned. */
  #read<T>(schema: z.ZodType<T>, document: string, what: string): T | undefined {
    const read = readDocument(schema, document);
    if (read.ok) return read.value;
    this.#onUnreadable({ what, why: read.error });
    return undefined;
  }
}
