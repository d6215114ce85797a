import type { Retention } from '#lib/contract/retention.ts';
import { defaultRetention } from './retention.ts';

/** Where the setting is kept. */
export interface RetentionStore {
  retention(): Promise<Retention | undefined>;
  setRetention(retention: Retention): Promise<void>;
}

/** For how long history is kept: what is set now. */
export class RetentionSetting {
  readonly #store: RetentionStore;
  #now: Retention;

  private constructor(store: RetentionStore, now: Retention) {
    this.#store = store;
    this.#now = now;
  }

  /** What was set before, or the default. */
  static async load(store: RetentionStore): Promise<RetentionSetting> {
    return new RetentionSetting(store, (await store.retention()) ?? defaultRetention);
  }

  get now(): Retention {
    return this.#now;
  }

  /** On the disk first: what was answered as set is set after a power cut, too. */
  async set(retention: Retention): Promise<void> {
    await this.#store.setRetention(retention);
    this.#now = retention;
  }
}
