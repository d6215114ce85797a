import { randomUUID } from 'node:crypto';
import type { InstallationStore } from './database/installation-store.ts';
import { SingleRun } from './rounds.ts';

export interface SharedChangesParts {
  readonly store: Pick<InstallationStore, 'values' | 'setValue'>;
  /** Whether other sidecars use the same database. */
  readonly isShared: boolean;
  onError(error: unknown, name: string): void;
}

interface Follower {
  /** The last value seen; undefined before the first refresh. */
  seen: string | undefined;
  reload(): void | Promise<void>;
}

/**
 * What sidecars keep in memory of the database they share. Each kind has a row whose value changes with it; all rows are
 * read every second, so that a change made at one sidecar is seen by all, and a lost message costs nothing.
 */
export class SharedChanges {
  readonly #parts: SharedChangesParts;
  readonly #followers = new Map<string, Follower>();
  #isReloading = false;
  readonly #reloading = new SingleRun(() => this.#reload());

  constructor(parts: SharedChangesParts) {
    this.#parts = parts;
  }

  /** Whether other sidecars use the same database. */
  get isShared(): boolean {
    return this.#parts.isShared;
  }

  /** Reloads when another sidecar has changed it. @param name of its row in `installation` */
  follow(name: string, reload: () => void | Promise<void>): void {
    this.#followers.set(name, { seen: undefined, reload });
  }

  /** It was changed here, and is saved. */
  async announce(name: string): Promise<void> {
    if (!this.#parts.isShared || this.#isReloading) return;
    const value = randomUUID();
    const follower = this.#followers.get(name);
    if (follower?.seen !== undefined) follower.seen = value;
    await this.#parts.store.setValue(name, value).catch((error: unknown) => this.#parts.onError(error, name));
  }

  /** Reloads what has changed since the last refresh. Never throws. */
  async refresh(): Promise<void> {
    // A refresh under way may have read before the latest change.
    await this.#reloading.running;
    await this.#reloading.run();
  }

  async #reload(): Promise<void> {
    let values: ReadonlyMap<string, string>;
    try {
      values = await this.#parts.store.values([...this.#followers.keys()]);
    } catch (error) {
      this.#parts.onError(error, 'installation');
      return;
    }
    for (const [name, follower] of this.#followers) {
      const value = values.get(name) ?? '';
      const before = follower.seen;
      if (value === before) continue;
      follower.seen = value;
      // What was loaded at the start may be older than the first refresh.
      try {
        this.#isReloading = true;
        const reloaded = follower.reload();
        this.#isReloading = false;
        await reloaded;
      } catch (error) {
        follower.seen = before;
        this.#parts.onError(error, name);
      } finally {
        this.#isReloading = false;
      }
    }
  }
}
