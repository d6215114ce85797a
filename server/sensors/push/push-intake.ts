import type { Snapshot } from '../reading.ts';
import type { PushMemory } from './push-memory.ts';
import { PushTotals } from './push-totals.ts';
import type { Pushed } from './pushed.ts';

export interface PushIntakeParts {
  /** Channels that may be counted only by pushes. */
  readonly countsAlone: ReadonlySet<string>;
  /** The state saved before the last restart. */
  readonly memory: PushMemory | undefined;
  /** Resolves once it is on disk. */
  save(memory: PushMemory): Promise<void>;
  /** Passes on the changes of a push. */
  onSnapshot(snapshot: Snapshot): void;
  /** The state of a polled device could not be saved; it is retried. */
  onBug(error: unknown): void;
}

/**
 * Processes the pushes of one device. Until the first poll was answered or failed, pushes wait: the totals of a
 * poll include them. If the device can only push, counts are stored before they are passed on, so that a push
 * repeated after a restart is recognised.
 */
export class PushIntake {
  readonly #parts: PushIntakeParts;
  readonly #totals: PushTotals;
  #isDecided = false;
  #decide: () => void = () => undefined;
  readonly #decided: Promise<void>;
  /** Pushes, one after the other. */
  #last: Promise<void> = Promise.resolve();

  constructor(parts: PushIntakeParts) {
    this.#parts = parts;
    this.#totals = new PushTotals(parts.countsAlone, parts.memory);
    this.#decided = new Promise((resolve) => {
      this.#decide = resolve;
    });
    if (this.#totals.isAlone) this.decide();
  }

  /** A poll was answered: it is the new base. */
  rebase(snapshot: Snapshot): void {
    this.#totals.rebase(snapshot);
    const memory = this.#totals.changedMemory();
    if (memory !== undefined) {
      this.#parts.save(memory).catch((error: unknown) => {
        this.#totals.keepUnsaved();
        this.#parts.onBug(error);
      });
    }
    this.decide();
  }

  /** A poll was answered or failed, or there will be none: pushes no longer wait. */
  decide(): void {
    this.#isDecided = true;
    this.#decide();
  }

  /**
   * Processes a push; a repeated one changes nothing.
   *
   * @returns resolves once it is counted
   * @throws when it cannot be saved: it counts when it is repeated
   */
  ingest(pushed: Pushed): Promise<void> {
    if (this.#isDecided && this.#totals.isPolled) {
      this.#handOn(this.#totals.apply(pushed).snapshot);
      return Promise.resolve();
    }
    const applied = this.#last.then(() => this.#take(pushed));
    this.#last = applied.catch(() => undefined);
    return applied;
  }

  async #take(pushed: Pushed): Promise<void> {
    await this.#decided;
    const { begin, snapshot } = this.#totals.apply(pushed);
    this.#handOn(begin);
    const wasPolled = this.#totals.isPolled;
    await this.#save();
    // A poll meanwhile includes it.
    if (!wasPolled && this.#totals.isPolled) return;
    this.#handOn(snapshot);
    this.#totals.markSaved();
  }

  async #save(): Promise<void> {
    const memory = this.#totals.changedMemory();
    if (memory === undefined) return;
    try {
      await this.#parts.save(memory);
    } catch (error) {
      this.#totals.keepUnsaved();
      throw error;
    }
  }

  #handOn(snapshot: Snapshot | undefined): void {
    if (snapshot !== undefined) this.#parts.onSnapshot(snapshot);
  }
}
