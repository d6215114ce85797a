import type { CountReading, Snapshot, Totals } from '../reading.ts';
import { mainChannel } from '../reading.ts';
import type { Push } from './push.ts';

/**
 * Totals between two polls, from what is pushed. What a poll said is the base; intervals that began after it
 * are added, each once. An interval that began before the poll is partly in it already and is left to the
 * next one, so that nothing is counted twice, and nothing is lost either. The totals of a primary hold its
 * secondaries too, its pushes only itself: between polls they may lag behind, and never run ahead.
 */
export class PushTotals {
  #base: { readonly totals: Totals; readonly atMs: number } | undefined;
  #added = { in: 0, out: 0 };
  readonly #seen = new Set<string>();

  /** A poll was answered: its totals hold from now on. Without them and a time no push can be added. */
  rebase({ readings, deviceClockMs }: Snapshot): void {
    const count = readings.find((reading) => reading.kind === 'count');
    this.#base =
      count?.kind === 'count' && deviceClockMs !== undefined
        ? { totals: { in: count.in, out: count.out }, atMs: deviceClockMs }
        : undefined;
    this.#added = { in: 0, out: 0 };
    this.#seen.clear();
  }

  /** The count after a push; null where the push came before, or says nothing that is newer. */
  take(push: Push): CountReading | null {
    const base = this.#base;
    if (base === undefined) return null;
    const fresh = push.intervals.filter(
      ({ fromMs, identity }) => fromMs >= base.atMs && !this.#seen.has(identity),
    );
    if (fresh.length === 0) return null;
    for (const interval of fresh) {
      this.#seen.add(interval.identity);
      this.#added = { in: this.#added.in + interval.in, out: this.#added.out + interval.out };
    }
    const { totals } = base;
    return {
      kind: 'count',
      channel: mainChannel,
      in: totals.in + this.#added.in,
      out: totals.out + this.#added.out,
    };
  }
}
