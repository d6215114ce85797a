import { z } from 'zod';
import { problemValuesSchema } from './problem.ts';

/**
 * Why a message about an alert was not delivered, for programs. Codes may be added: for an unknown one use the
 * text.
 */
export const deliveryCodes = [
  'mail-not-set-up',
  /** The mail server's name cannot be resolved: `host`. */
  'mail-name-unknown',
  /** DEVICE_NETWORKS does not allow its address: `host`. */
  'mail-not-allowed',
  'mail-refused',
  'mail-no-answer',
  'mail-unreachable',
  /** The server there does not speak SMTP: `host`, `port`. */
  'mail-other-server',
  /** TLS where plain text is expected, or the reverse: `host`, `port`. */
  'mail-other-encryption',
  /** STARTTLS is required, and not offered: `host`, `port`. */
  'mail-no-encryption',
  'mail-certificate',
  'mail-certificate-expired',
  /** The certificate is for another name: `host`. */
  'mail-certificate-other',
  'mail-sign-in-wrong',
  'mail-sign-in-wanted',
  /** The server does not accept this sender: `host`, `from`. */
  'mail-sender-refused',
  'mail-receiver-refused',
  /** It accepts nothing at the moment (a reply of 4xx): `host`. */
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
  /** The server there does not speak HTTP, or not over TLS: `host`. */
  'webhook-not-http',
  /** A redirect, which is not followed: `host`, `status`. */
  'webhook-moved',
  'webhook-sign-in',
  'webhook-not-found',
  'webhook-gone',
  'webhook-too-many',
  'webhook-fault',
  'webhook-status',
  /** Its template cannot be worked out: `host`, `reason`. */
  'webhook-template',
  'push-unreachable',
  'push-not-allowed',
  'push-no-answer',
  'push-certificate',
  /** The browser has ended its subscription. */
  'push-gone',
  /** The browser's keys are invalid. */
  'push-keys',
  'push-refused',
  'push-too-many',
  'push-fault',
  'push-status',
] as const;
export const deliveryCodeSchema = z.enum(deliveryCodes);
export type DeliveryCode = z.infer<typeof deliveryCodeSchema>;

/** Why a message was not delivered: a code and its values. `lib/i18n/delivery.ts` makes the text. */
export const deliveryProblemSchema = z.object({
  code: deliveryCodeSchema,
  /**
   * The values depend on the code: `host`, `port`, `status` of HTTP, `seconds` that were waited, `reason` (the
   * system's code), `from`, `to`; `answer` is the mail server's own text.
   */
  values: problemValuesSchema,
});
export type DeliveryProblem = z.infer<typeof deliveryProblemSchema>;

/** A failed attempt as reported: for programs, and as text. */
export const reportedDeliverySchema = deliveryProblemSchema.partial().extend({
  /** In English: what happened, and what to do. */
  message: z.string(),
});
export type ReportedDelivery = z.infer<typeof reportedDeliverySchema>;
