/** What runs, as the API tells it. */
export interface ConfigurationSyncParts<T> {
  /** Undefined where there is no answer: it is asked again. */
  read(): Promise<T | undefined>;
  /**
   * @param isTold the server has said that something has changed, also of what `read` does not tell
   */
  apply(now: T, isReported: boolean): void;
}

const againMs = 2000;

/**
 * Reads what is configured whenever it may have changed, until there is an answer. An answer that was asked for
 * before the last change is not used.
 */
export class ConfigurationSync<T> {
  readonly #parts: ConfigurationSyncParts<T>;
  /** Numbers the questions: only the answer to the last one counts. */
  #asked = 0;
  #isReported = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ConfigurationSyncParts<T>) {
    this.#parts = parts;
  }

  /** A connection is there: something may have changed while there was none. */
  connected(): void {
    void this.#read();
  }

  /** The server says that the configuration has changed. */
  changed(): void {
    this.#isReported = true;
    void this.#read();
  }

  /** Without a connection nothing is asked: the next one asks. */
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
