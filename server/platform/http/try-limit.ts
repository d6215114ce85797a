import { TooManyError } from './problem.ts';

export interface TryLimitOptions {
  /** Tries in one window. */
  readonly most: number;
  readonly windowMs: number;
  /** Milliseconds that only grow. */
  monotonic(): number;
}

/** Counts tries by who makes them, and refuses when they are too many. */
export class TryLimit {
  readonly #options: TryLimitOptions;
  readonly #windows = new Map<string, { readonly endMs: number; readonly tries: number }>();

  constructor(options: TryLimitOptions) {
    this.#options = options;
  }

  /** How long somebody has to wait, milliseconds; 0 where a try may be made. Counts nothing. */
  waitMs(who: string): number {
    const { most, monotonic } = this.#options;
    const now = monotonic();
    const window = this.#windows.get(who);
    return window === undefined || window.tries < most ? 0 : Math.max(0, window.endMs - now);
  }

  /** Counts a try. @returns how long to wait; 0 where the try may be made */
  take(who: string): number {
    const { windowMs, monotonic } = this.#options;
    const now = monotonic();
    for (const [name, { endMs }] of this.#windows) if (endMs <= now) this.#windows.delete(name);
    const waitMs = this.waitMs(who);
    if (waitMs > 0) return waitMs;
    const window = this.#windows.get(who) ?? { endMs: now + windowMs, tries: 0 };
    this.#windows.set(who, { ...window, tries: window.tries + 1 });
    return 0;
  }

  /** Counts a try. @throws TooManyError where it is one too many */
  require(who: string, detail: string): void {
    const waitMs = this.take(who);
    if (waitMs > 0) throw new TooManyError(detail, waitMs);
  }
}
