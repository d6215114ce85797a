/** Loads and applies the configuration. */
export interface ConfigurationSyncParts<T> {
  /** Undefined if there is no answer: it is retried. */
  read(): Promise<T | undefined>;
  /** @param isReported the server has reported a change, which may concern more than what `read` returns */
  apply(now: T, isReported: boolean): void;
}

const againMs = 2000;

/**
 * Loads the configuration whenever it may have changed, until there is an answer. An answer requested before
 * the last change is discarded.
 */
export class ConfigurationSync<T> {
  readonly #parts: ConfigurationSyncParts<T>;
  /** Numbers the requests: only the answer to the last one counts. */
  #asked = 0;
  #isReported = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ConfigurationSyncParts<T>) {
    this.#parts = parts;
  }

  /** A new connection: something may have changed while there was none. */
  connected(): void {
    void this.#read();
  }

  /** The server has reported a change of the configuration. */
  changed(): void {
    this.#isReported = true;
    void this.#read();
  }

  /** Without a connection nothing is loaded: the next one does it. */
  stop(): void {
    this.#asked++;
    clearTimeout(this.#again);
  }

  async #read(): Promise<void> {
    clearTimeout(this.#again);
    const asked = ++this.#asked;
    const now = await this.#parts.read();
    if (asked !== this.#asked) return;
    if (now === undefined) {
      this.#again = setTimeout(() => void this.#read(), againMs);
      return;
    }
    const isReported = this.#isReported;
    this.#isReported = false;
    this.#parts.apply(now, isReported);
  }
}
