/** How many requests somebody may still make: so many within a stretch of time, and one at a time. */
export class RequestBudget {
  readonly #most: number;
  readonly #withinMs: number;
  readonly #spent = new Map<string, readonly number[]>();
  readonly #busy = new Set<string>();

  constructor(most: number, withinMs: number) {
    this.#most = most;
    this.#withinMs = withinMs;
  }

  /**
   * Runs something for somebody.
   *
   * @param nowMs monotonic
   * @returns `too-many` where it was not run
   */
  async spend<T>(who: string, nowMs: number, run: () => Promise<T>): Promise<T | 'too-many'> {
    const recent = (this.#spent.get(who) ?? []).filter((atMs) => nowMs - atMs < this.#withinMs);
    if (this.#busy.has(who) || recent.length >= this.#most) return 'too-many';
    this.#spent.set(who, [...recent, nowMs]);
    this.#busy.add(who);
    try {
      return await run();
    } finally {
      this.#busy.delete(who);
    }
  }
}
