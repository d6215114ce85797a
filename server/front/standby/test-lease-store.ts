import type { LeaseStore } from './lease-store.ts';

/** A lease in memory that behaves as in Redis. */
export class MemoryLeaseStore implements LeaseStore {
  readonly #now: () => number;
  #held: { readonly text: string; readonly untilMs: number } | undefined;

  /** @param now monotonic milliseconds */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  async hold(text: string, run: string | undefined, ttlMs: number): Promise<string> {
    const held = this.#held !== undefined && this.#now() < this.#held.untilMs ? this.#held.text : undefined;
    if (held !== undefined && held !== text && (run === undefined || runOf(held) !== run)) return held;
    this.#held = { text, untilMs: this.#now() + ttlMs };
    return text;
  }

  async release(text: string): Promise<void> {
    if (this.#held?.text === text) this.clear();
  }

  /** Forgets everything, like a restarted store. */
  clear(): void {
    this.#held = undefined;
  }

  async close(): Promise<void> {}
}

function runOf(text: string): unknown {
  try {
    return JSON.parse(text).run;
  } catch {
    return undefined;
  }
}
