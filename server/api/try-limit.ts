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
  readonly #windows = new Map<string, { readonly endMs: number; tries: number }>();

  constructor(options: TryLimitOptions) {
    this.#options = options;
  }

  /** @returns how long to wait; 0 where the try may be made */
  take(who: string): number {
    const { most, windowMs, monotonic } = this.#options;
    const now = monotonic();
    for (const [name, { endMs }] of this.#windows) if (endMs <= now) this.#windows.delete(name);
    const window = this.#windows.get(who) ?? { endMs: now + windowMs, tries: 0 };
    this.#windows.set(who, window);
    if (window.tries >= most) return window.endMs - now;
    window.tries += 1;
    return 0;
  }
}
