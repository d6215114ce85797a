import { z } from 'zod';
import { problemValuesSchema } from './problem.ts';

/** Why a message about an alert did not arrive, for programs. New ones may come: what is not known has its text. */
export const deliveryCodes = [
  'mail-not-set-up',
  /** The name of the mail server has no address: `host`. */
  'mail-name-unknown',
  /** DEVICE_NETWORKS does not allow its address: `host`. */
  'mail-not-allowed',
  'mail-refused',
  'mail-no-answer',
  'mail-unreachable',
  /** What answers there speaks no SMTP: `host`, `port`. */
  'mail-other-server',
  /** TLS where plain text is spoken, or the other way round: `host`, `port`. */
  'mail-other-encryption',
  /** STARTTLS is wanted, and not offered: `host`, `port`. */
  'mail-no-encryption',
  'mail-certificate',
  'mail-certificate-expired',
  /** The certificate is of another name: `host`. */
  'mail-certificate-other',
  'mail-sign-in-wrong',
  'mail-sign-in-wanted',
  /** The server does not send for this sender: `host`, `from`. */
  'mail-sender-refused',
  'mail-receiver-refused',
  /** It takes nothing at the moment (a reply of 4xx): `host`. */
  'mail-later',
  'mail-not-taken',
  'webhook-name-unknown',
  'webhook-not-allowed',
  'webhook-refused',
  'webhook-no-answer',
  'webhook-unreachable',
  'webhook-certificate',
  'webhook-certificate-expired',
  'webhook-certificate-other',
  /** What answers there speaks no HTTP, or not over TLS: `host`. */
  'webhook-not-http',
  /** A redirect, which is not followed: `host`, `status`. */
  'webhook-moved',
  'webhook-sign-in',
  'webhook-not-found',
  'webhook-gone',
  'webhook-too-many',
  'webhook-fault',
  'webhook-status',
  'push-unreachable',
  'push-not-allowed',
  'push-no-answer',
  'push-certificate',
  /** The browser does not want messages any more. */
  'push-gone',
  /** The keys that the browser gave are none. */
  'push-keys',
  'push-refused',
  'push-too-many',
  'push-fault',
  'push-status',
] as const;
export const deliveryCodeSchema = z.enum(deliveryCodes);
export type DeliveryCode = z.infer<typeof deliveryCodeSchema>;

/** Why a message did not arrive: a code and its values. The words are made from it by `lib/i18n/delivery.ts`. */
export const deliveryProblemSchema = z.object({
  code: deliveryCodeSchema,
  /**
   * Which are there depends on the code: `host`, `port`, `status` of HTTP, `seconds` that were waited, `reason` (the
   * system's code), `from`, `to`; `answer` is what the mail server said itself, as it said it.
   */
  values: problemValuesSchema,
});
export type DeliveryProblem = z.infer<typeof deliveryProblemSchema>;

/** How a failed try is told: what programs go by, and the same in words. */
export const reportedDeliverySchema = deliveryProblemSchema.partial().extend({
  /** In English: what happened, and what to do. */
  message: z.string(),
});
export type ReportedDelivery = z.infer<typeof reportedDeliverySchema>;
