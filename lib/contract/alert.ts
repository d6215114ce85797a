import { z } from 'zod';
import { reportedDeliverySchema } from './delivery.ts';
import { idSchema } from './ids.ts';
import { messageFormatSchema } from './message-format.ts';
import { sensorConditionSchema, sensorErrorSchema } from './sensor-status.ts';

/** What alerts are about: a zone that fills or probably will, a faulty sensor, a display that has gone, counts that drift, a calendar that
 * cannot be had, a lamp that does not confirm. */
export const alertKinds = [
  'nearly-full',
  'likely-full',
  'full',
  'sensor',
  'display',
  'drift',
  'calendar',
  'lamp',
] as const;
export const alertKindSchema = z.enum(alertKinds);
export type AlertKind = z.infer<typeof alertKindSchema>;

/** The numbers of an alert when it opened; the fields depend on its kind. */
export const alertFactsSchema = z.object({
  occupancy: z.number().int().nonnegative().optional(),
  capacity: z.number().int().positive().optional(),
  /** When a zone is probably full, by the site's clock: `15:30`. */
  time: z.string().optional(),
  /** People by which today's counts had to be corrected. */
  drift: z.number().int().nonnegative().optional(),
  /** Of a sensor. */
  condition: sensorConditionSchema.optional(),
  /** The sensor's error, if it is known. */
  error: sensorErrorSchema.optional(),
});
export type AlertFacts = z.infer<typeof alertFactsSchema>;

/** Something that needs a person. It closes when its cause is gone. */
export const alertSchema = z.object({
  id: z.string(),
  site: idSchema,
  kind: alertKindSchema,
  /** Id of the zone, sensor, display or lamp; of the site itself for its calendar. */
  subject: idSchema,
  /** Its display name. */
  name: z.string(),
  facts: alertFactsSchema,
  openedAt: z.iso.datetime(),
  /** While it is open and its cause has gone: when it closes, if that stays so. */
  closesAt: z.iso.datetime().optional(),
  /** Absent while it is open. */
  closedAt: z.iso.datetime().optional(),
});
export type Alert = z.infer<typeof alertSchema>;

/** The answer to `GET /api/v1/alerts`, newest first. */
export const alertsSchema = z.object({
  open: z.array(alertSchema),
  /** The latest closed alerts. */
  recent: z.array(alertSchema),
  /** The `cursor` of the next page; absent if there is none. */
  next: z.string().optional(),
});
export type Alerts = z.infer<typeof alertsSchema>;

/**
 * The alert rules of a site. A new one needs `.default(…)`, because programs send these rules that do not know it; settings
 * that were stored without it get what {@link defaultAlertRules} says (`alert-setting-store.ts`).
 */
export const alertRulesSchema = z.strictObject({
  nearlyFull: z.strictObject({ isOn: z.boolean() }),
  full: z.strictObject({ isOn: z.boolean() }),
  /** Within two hours, where the forecast is well founded. */
  likelyFull: z.strictObject({ isOn: z.boolean() }).default({ isOn: true }),
  sensor: z.strictObject({ isOn: z.boolean(), minutes: z.number().int().min(1).max(1440) }),
  /** In opening hours only. */
  display: z.strictObject({ isOn: z.boolean(), minutes: z.number().int().min(1).max(1440) }),
  drift: z.strictObject({ isOn: z.boolean(), people: z.number().int().min(1).max(100_000) }),
});
export type AlertRules = z.infer<typeof alertRulesSchema>;

/** The defaults. */
export const defaultAlertRules: AlertRules = {
  nearlyFull: { isOn: true },
  full: { isOn: true },
  likelyFull: { isOn: true },
  sensor: { isOn: true, minutes: 5 },
  display: { isOn: true, minutes: 5 },
  drift: { isOn: true, people: 20 },
};

const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day like 22:00');

/** Hours in which people get no messages, in the site's timezone; `22:00` to `07:00` passes midnight. */
export const quietHoursSchema = z.strictObject({ from: timeOfDaySchema, to: timeOfDaySchema });
export type QuietHours = z.infer<typeof quietHoursSchema>;

const webhookUrlSchema = z.url({ protocol: /^https?$/ }).max(500);

/** A program that receives every alert. Its secret is shown once, when it is created. */
export const webhookSchema = z.object({
  id: idSchema,
  url: webhookUrlSchema,
  /** Without it: Doorlight's own message. */
  format: messageFormatSchema.optional(),
});

/** The body of `PUT /api/v1/sites/{site}/alerts/settings`. */
export const alertSettingsRequestSchema = z.strictObject({
  rules: alertRulesSchema,
  quietHours: quietHoursSchema.optional(),
  /** Receivers of e-mails. */
  emails: z.array(z.email().max(200)).max(20),
  /** Without an id: a new one, which gets a secret. */
  webhooks: z
    .array(
      z.strictObject({
        id: idSchema.optional(),
        url: webhookUrlSchema,
        format: messageFormatSchema.optional(),
      }),
    )
    .max(10),
});
export type AlertSettingsRequest = z.infer<typeof alertSettingsRequestSchema>;

export const alertChannels = ['email', 'push', 'webhook'] as const;
export const alertChannelSchema = z.enum(alertChannels);
export type AlertChannel = z.infer<typeof alertChannelSchema>;

/** A message that was not delivered. Without a code it was stored by an older version. */
export const alertFailureSchema = reportedDeliverySchema.extend({
  channel: alertChannelSchema,
  /** Address or URL; a browser has none to show. */
  target: z.string(),
  at: z.iso.datetime(),
  /** Whether there will be another attempt. */
  isRetried: z.boolean(),
});
export type AlertFailure = z.infer<typeof alertFailureSchema>;

/** The answer to `GET` and `PUT /api/v1/sites/{site}/alerts/settings`. */
export const alertSettingsSchema = z.object({
  rules: alertRulesSchema,
  quietHours: quietHoursSchema.optional(),
  emails: z.array(z.string()),
  webhooks: z.array(webhookSchema),
  /** Whether Doorlight can send e-mail: SMTP is set up. */
  canEmail: z.boolean(),
  /** Number of browsers subscribed to this site's alerts. */
  pushes: z.number().int().nonnegative(),
  /** The latest failed messages, newest first. */
  failures: z.array(alertFailureSchema),
  /** Secrets of webhooks created by this request: the only time they are shown. */
  newSecrets: z.array(z.object({ id: idSchema, secret: z.string() })),
  /** Revision of these settings; `If-Match: "<revision>"` refuses a change made from another one. */
  revision: z.string(),
});
export type AlertSettings = z.infer<typeof alertSettingsSchema>;

/** The body of `POST /api/v1/alerts/test`. */
export const alertTestRequestSchema = z.strictObject({
  site: idSchema,
  channel: alertChannelSchema,
  /** Which webhook. */
  webhook: idSchema.optional(),
});
export type AlertTestRequest = z.infer<typeof alertTestRequestSchema>;

/** The answer to it: how many were sent, and why others failed. */
export const alertTestResultSchema = z.object({
  sent: z.number().int().nonnegative(),
  failures: z.array(reportedDeliverySchema.extend({ target: z.string() })),
});
export type AlertTestResult = z.infer<typeof alertTestResultSchema>;

/** The settings of the mail server. */
export const smtpSchema = z.object({
  host: z.string(),
  port: z.number().int(),
  /** `tls` from the first byte (465), `starttls` (587), `none` only inside a network of one's own. */
  security: z.enum(['tls', 'starttls', 'none']),
  username: z.string().optional(),
  /** Whether a password is set; it is never returned. */
  hasPassword: z.boolean(),
  from: z.string(),
  /** Revision of all but the password; for `If-Match`. */
  revision: z.string(),
});
export type Smtp = z.infer<typeof smtpSchema>;

/**
 * The body of `PUT /api/v1/alerts/smtp`. Without `password` the old one is kept, as long as the host stays the
 * same.
 */
export const smtpRequestSchema = z.strictObject({
  host: z.string().trim().min(1).max(200),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  username: z.string().max(200).optional(),
  password: z.string().max(500).nullable().optional(),
  from: z.email().max(200),
});
export type SmtpRequest = z.infer<typeof smtpRequestSchema>;

/** A browser's own address for web push, as `PushSubscription.toJSON()` gives it. */
export const pushSubscriptionSchema = z.object({
  endpoint: z.url({ protocol: /^https$/ }).max(1000),
  keys: z.object({ p256dh: z.string().min(1).max(200), auth: z.string().min(1).max(100) }),
});
export type PushSubscriptionKeys = z.infer<typeof pushSubscriptionSchema>;

/** The answer to `GET /api/v1/alerts/push-key`: the public VAPID key that browsers subscribe with. */
export const pushKeySchema = z.object({ publicKey: z.string() });

/** What a webhook receives, signed by the header `x-doorlight-signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`. */
export const webhookBodySchema = z.object({
  event: z.enum(['alert.opened', 'alert.closed', 'alert.test']),
  /** The same for every attempt of one message. */
  id: z.string(),
  alert: alertSchema.extend({ siteName: z.string() }),
});
export type WebhookBody = z.infer<typeof webhookBodySchema>;
