/** How often each is said again while nothing changes, milliseconds. */
export const repeatAfterMs = 1500;

/** So soon a repetition is early: what has just been said waits, whatever is left to say. */
const minMs = 1000;
/** What must be said again at once, in a burst if need be. */
const maxMs = 3000;
/** What was not said meanwhile is not caught up with in one go, milliseconds. */
const arrearsMs = 100;

/**
 * What is due to be said again: the oldest first, and evenly over the time. Zones that change together would
 * otherwise be repeated together for ever, and a page that shows all of them could not draw between them.
 */
export class Repeats<T> {
  /** When each was said last (monotonic ms), the oldest first. */
  readonly #saidMs = new Map<T, number>();
  #askedMs: number;
  #allowance = 0;

  /**
   * @param items of none of which anything has been said yet: their turn comes within `repeatAfterMs`
   * @param nowMs monotonic ms
   */
  constructor(items: Iterable<T>, nowMs: number) {
    this.#askedMs = nowMs;
    for (const item of items) this.#saidMs.set(item, nowMs - minMs);
  }

  /** Something was said, because it changed or again. What has gone meanwhile is not taken up again. */
  markSent(item: T, nowMs: number): void {
    if (this.#saidMs.delete(item)) this.#saidMs.set(item, nowMs);
  }

  /**
   * Takes other items over.
   *
   * @returns those of which nothing has been said yet
   */
  replace(items: ReadonlySet<T>, nowMs: number): T[] {
    for (const item of this.#saidMs.keys()) if (!items.has(item)) this.#saidMs.delete(item);
    const fresh = [...items].filter((item) => !this.#saidMs.has(item));
    for (const item of fresh) this.#saidMs.set(item, nowMs);
    return fresh;
  }

  /**
   * What is to be said now; tell of each that it was `said`.
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
