import type { CountReading, Reading, Snapshot, Totals } from '../reading.ts';
import type { Push } from './push.ts';

/**
 * Totals between two polls, from what is pushed: a device polls slowly while it pushes. What a poll said is the
 * base; intervals that began after it are added, each once. An interval that began before the poll is partly in
 * it already and is left to the next one, so that nothing is counted twice, and nothing is lost either.
 */
export class PushTotals {
  readonly #bases = new Map<string, { readonly totals: Totals; readonly atMs: number }>();
  readonly #levelsAtMs = new Map<string, number>();
  readonly #added = new Map<string, { in: number; out: number }>();
  readonly #seen = new Set<string>();

  /** A poll was answered: its totals hold from now on. Without the device's time no push can be added. */
  rebase({ readings, deviceClockMs }: Snapshot): void {
    this.#bases.clear();
    this.#added.clear();
    this.#seen.clear();
    this.#levelsAtMs.clear();
    if (deviceClockMs === undefined) return;
    for (const reading of readings) {
      if (reading.kind === 'count')
        this.#bases.set(reading.channel, { totals: reading, atMs: deviceClockMs });
      else this.#levelsAtMs.set(reading.channel, deviceClockMs);
    }
  }

  /** The counters were reset: what was added is void, and nothing is believed before the next poll. */
  clear(): void {
    this.rebase({ readings: [] });
  }

  /** The readings that changed by a push; empty where it came before, or says nothing that is newer. */
  take(push: Push): readonly Reading[] {
    const changed = new Set<string>();
    for (const { channel, fromMs, identity, in: coming, out: going } of push.intervals) {
      const base = this.#bases.get(channel);
      if (base === undefined || fromMs < base.atMs || this.#seen.has(identity)) continue;
      this.#seen.add(identity);
      const added = this.#added.get(channel) ?? { in: 0, out: 0 };
      this.#added.set(channel, { in: added.in + coming, out: added.out + going });
      changed.add(channel);
    }
    return [...[...changed].flatMap((channel) => this.#countOf(channel)), ...this.#levels(push)];
  }

  #countOf(channel: string): CountReading[] {
    const base = this.#bases.get(channel);
    const added = this.#added.get(channel);
    if (base === undefined || added === undefined) return [];
    return [{ kind: 'count', channel, in: base.totals.in + added.in, out: base.totals.out + added.out }];
  }

  #levels(push: Push): Reading[] {
    const newest = new Map<string, Reading>();
    for (const { reading, atMs } of push.levels) {
      const before = this.#levelsAtMs.get(reading.channel);
      if (atMs !== undefined && before !== undefined && atMs <= before) continue;
      if (atMs !== undefined) this.#levelsAtMs.set(reading.channel, atMs);
      newest.set(reading.channel, reading);
    }
    return [...newest.values()];
  }
}
