/** A signal that is listened to, and the number of requests that it can abort. */
interface Heard {
  readonly onAbort: () => void;
  requests: number;
}

/**
 * Listens to the signals of requests. The last one is listened to also while it has none: every poll of a sensor has the
 * same, and to begin and end listening would cost more than the rest of a request's book-keeping.
 */
export class AbortSignals {
  readonly #onAbort: (signal: AbortSignal) => void;
  readonly #heard = new Map<AbortSignal, Heard>();
  /** The one without requests that is still listened to. */
  #last: AbortSignal | undefined;

  constructor(onAbort: (signal: AbortSignal) => void) {
    this.#onAbort = onAbort;
  }

  /** A request with this signal was accepted. */
  add(signal: AbortSignal): void {
    const known = this.#heard.get(signal);
    if (known !== undefined) {
      known.requests++;
      return;
    }
    const onAbort = () => this.#onAbort(signal);
    this.#heard.set(signal, { onAbort, requests: 1 });
    signal.addEventListener('abort', onAbort);
  }

  /** It has ended. */
  remove(signal: AbortSignal): void {
    const known = this.#heard.get(signal);
    if (known === undefined) return;
    known.requests--;
    if (known.requests > 0 || this.#last === signal) return;
    this.close();
    this.#last = signal;
  }

  /** Ends listening to the signal that has no requests. */
  close(): void {
    const signal = this.#last;
    const known = signal && this.#heard.get(signal);
    this.#last = undefined;
    if (signal === undefined || known === undefined || known.requests > 0) return;
    this.#heard.delete(signal);
    signal.removeEventListener('abort', known.onAbort);
  }
}
