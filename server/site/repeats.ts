/** A state is sent again after this time when nothing changes, milliseconds. */
export const repeatAfterMs = 1500;

/** Minimum interval before a state is sent again. */
const minMs = 1000;
/** After this time a state is sent at once, even if many are due together. */
const maxMs = 3000;
/** Time in which nothing was sent is made up for by at most this much, milliseconds. */
const arrearsMs = 100;

/**
 * Decides which states are sent again: the oldest first, spread evenly over time. Otherwise zones that change
 * together would be repeated together for ever, and a page with all zones could not draw in between.
 */
export class Repeats<T> {
  /** When each item was last sent (monotonic ms), the oldest first. */
  readonly #saidMs = new Map<T, number>();
  #askedMs: number;
  #allowance = 0;

  /**
   * @param items none of them has been sent yet; each becomes due within `repeatAfterMs`
   * @param nowMs monotonic ms
   */
  constructor(items: Iterable<T>, nowMs: number) {
    this.#askedMs = nowMs;
    for (const item of items) this.#saidMs.set(item, nowMs - minMs);
  }

  /** Records that an item was sent. An item that was removed meanwhile is not added again. */
  markSent(item: T, nowMs: number): void {
    if (this.#saidMs.delete(item)) this.#saidMs.set(item, nowMs);
  }

  /**
   * Takes other items over in the place of some.
   *
   * @returns the items that are new
   */
  replace(before: Iterable<T>, items: ReadonlySet<T>, nowMs: number): T[] {
    for (const item of before) if (!items.has(item)) this.#saidMs.delete(item);
    const fresh = [...items].filter((item) => !this.#saidMs.has(item));
    for (const item of fresh) this.#saidMs.set(item, nowMs);
    return fresh;
  }

  /**
   * The items to send now; call {@link markSent} for each.
   *
   * @param nowMs monotonic ms
   */
  due(nowMs: number): T[] {
    const perMs = this.#saidMs.size / repeatAfterMs;
    const saved = this.#allowance + (nowMs - this.#askedMs) * perMs;
    this.#askedMs = nowMs;
    this.#allowance = Math.min(saved, Math.max(2, arrearsMs * perMs));
    const due: T[] = [];
    for (const [item, sentMs] of this.#saidMs) {
      const agedMs = nowMs - sentMs;
      if (agedMs < maxMs && (agedMs < minMs || this.#allowance < 1)) break;
      this.#allowance = Math.max(0, this.#allowance - 1);
      due.push(item);
    }
    return due;
  }
}
