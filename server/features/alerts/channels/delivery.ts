import type { DeliveryCode, DeliveryProblem } from '#lib/contract/delivery.ts';

/** What became of one try to tell somebody. */
export type Delivery =
  | { readonly kind: 'sent' }
  /** `isFinal`: another try would end the same way. */
  | { readonly kind: 'failed'; readonly problem: DeliveryProblem; readonly isFinal: boolean };

export const sent: Delivery = { kind: 'sent' };

/** A try that did not succeed: why, as a code and the values of its words. */
export function failed(
  code: DeliveryCode,
  values: DeliveryProblem['values'] = {},
  { isFinal = false } = {},
): Delivery {
  return { kind: 'failed', problem: { code, values }, isFinal };
}

/** For how long a receiver may take to answer, milliseconds. */
export const answerTimeoutMs = 10_000;

/** The same in seconds, for words. */
export const answerTimeoutS = answerTimeoutMs / 1000;
