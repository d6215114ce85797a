/** What became of one try to tell somebody. */
export type Delivery =
  | { readonly kind: 'sent' }
  /** `isFinal`: another try would end the same way. `message` is for a person who can act on it. */
  | { readonly kind: 'failed'; readonly message: string; readonly isFinal: boolean };

export const sent: Delivery = { kind: 'sent' };

/** A try that did not succeed. */
export function failed(message: string, { isFinal = false } = {}): Delivery {
  return { kind: 'failed', message, isFinal };
}

/** For how long a receiver may take to answer, milliseconds. */
export const answerTimeoutMs = 10_000;

/** What an error of the network says, with the system's code where it has one. */
export function networkMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `No answer in ${answerTimeoutMs / 1000} seconds.`;
  const { cause } = error;
  return cause instanceof Error ? cause.message : error.message;
}
