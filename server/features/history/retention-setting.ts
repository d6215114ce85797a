import type { Retention } from '#lib/contract/retention.ts';
import type { InstallationStore } from '#server/platform/database/installation-store.ts';
import { defaultRetention } from './retention.ts';

type RetentionStore = Pick<InstallationStore, 'retention' | 'setRetention'>;

/** For how long history is kept: the current setting. */
export class RetentionSetting {
  readonly #store: RetentionStore;
  #now: Retention;

  private constructor(store: RetentionStore, now: Retention) {
    this.#store = store;
    this.#now = now;
  }

  /** Loads the stored setting, or the default. */
  static async load(store: RetentionStore): Promise<RetentionSetting> {
    return new RetentionSetting(store, (await store.retention()) ?? defaultRetention);
  }

  /** Another sidecar has changed it. */
  async reload(): Promise<void> {
    this.#now = (await this.#store.retention()) ?? defaultRetention;
  }

  get now(): Retention {
    return this.#now;
  }

  /** Stored first: a confirmed setting survives a power cut. */
  async set(retention: Retention): Promise<void> {
    await this.#store.setRetention(retention);
    this.#now = retention;
  }
}
