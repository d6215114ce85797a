import type { DeliveryCode, DeliveryProblem } from '#lib/contract/delivery.ts';

/** The result of one attempt to deliver. */
export type Delivery =
  | { readonly kind: 'sent' }
  /** `isFinal`: another attempt would fail as well. */
  | { readonly kind: 'failed'; readonly problem: DeliveryProblem; readonly isFinal: boolean };

export const sent: Delivery = { kind: 'sent' };

/** A failed attempt, with its reason as a code and values. */
export function failed(
  code: DeliveryCode,
  values: DeliveryProblem['values'] = {},
  { isFinal = false } = {},
): Delivery {
  return { kind: 'failed', problem: { code, values }, isFinal };
}

/** Time limit for a receiver's answer, milliseconds. */
export const answerTimeoutMs = 10_000;

/** The same in seconds, for texts. */
export const answerTimeoutS = answerTimeoutMs / 1000;
