import type { Clock } from '#server/clock.ts';
import { SingleRun } from '#server/platform/rounds.ts';
import { type BackfillRecord, isSame } from './backfill-record.ts';
import type { BackfillStore } from './backfill-store.ts';

export interface UnstoredGapsParts {
  readonly store: Pick<BackfillStore, 'addAll'>;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** These gaps are stored now. */
  onStored(records: readonly BackfillRecord[]): void;
  onError(error: unknown): void;
}

/** Limit of remembered gaps per source: a source with a bad connection leaves fewer in a day. */
const maxPerSource = 500;
const firstRetryMs = 2000;
const longestRetryMs = 60_000;

/**
 * Remembers the gaps of sources until they are stored, with retries.
 *
 * A gap is stored before the zone whose source left it: a saved zone with the new reading, but without the gap,
 * would hide the gap from the next start.
 */
export class UnstoredGaps {
  readonly #parts: UnstoredGapsParts;
  /** By source, the oldest first. */
  readonly #gaps = new Map<string, BackfillRecord[]>();
  readonly #storing = new SingleRun(() => this.#storeAll());
  #failures = 0;
  /** Monotonic ms. */
  #retryAtMs = Number.NEGATIVE_INFINITY;

  constructor(parts: UnstoredGapsParts) {
    this.#parts = parts;
  }

  add(record: BackfillRecord): void {
    const { site, zone, sensor, channel } = record;
    const source = [site, zone, sensor, channel].join('/');
    const known = (this.#gaps.get(source) ?? []).filter((other) => !isSame(other, record));
    this.#gaps.set(source, [...known, record].slice(-maxPerSource));
    // The people of a gap that is given up stay in the minute in which readings arrived again.
    if (known.length >= maxPerSource)
      this.#parts.onError(new Error(`${source} left more than ${maxPerSource} gaps: the oldest stays open`));
  }

  /**
   * Stores every remembered gap, including those added meanwhile.
   *
   * @throws when they cannot be stored; they stay remembered
   */
  async store(): Promise<void> {
    while (this.#gaps.size > 0) await this.#storing.run();
  }

  /** Stores them unless that failed a short time ago. */
  async retry(): Promise<void> {
    if (this.#parts.clock.monotonic() < this.#retryAtMs) return;
    try {
      await this.store();
    } catch (error) {
      this.#parts.onError(error);
    }
  }

  async #storeAll(): Promise<void> {
    const { store, clock, onStored } = this.#parts;
    const records = [...this.#gaps.values()].flat();
    let added: readonly BackfillRecord[];
    try {
      added = await store.addAll(records);
    } catch (error) {
      const waitMs = Math.min(firstRetryMs * 2 ** Math.min(this.#failures, 10), longestRetryMs);
      this.#failures += 1;
      this.#retryAtMs = clock.monotonic() + waitMs;
      throw error;
    }
    this.#failures = 0;
    this.#retryAtMs = Number.NEGATIVE_INFINITY;
    this.#forget(new Set(records));
    onStored(added);
  }

  #forget(stored: ReadonlySet<BackfillRecord>): void {
    for (const [source, gaps] of this.#gaps) {
      const left = gaps.filter((gap) => !stored.has(gap));
      if (left.length === 0) this.#gaps.delete(source);
      else this.#gaps.set(source, left);
    }
  }
}
