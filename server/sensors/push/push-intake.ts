import type { Snapshot } from '../reading.ts';
import type { PushMemory } from './push-memory.ts';
import { PushTotals } from './push-totals.ts';
import type { Pushed } from './pushed.ts';

export interface PushIntakeParts {
  /** Channels that may be counted by pushes alone. */
  readonly countsAlone: ReadonlySet<string>;
  /** What was saved before the last restart. */
  readonly memory: PushMemory | undefined;
  /** Resolves once it is on disk. */
  save(memory: PushMemory): Promise<void>;
  /** Hands on what a push changed. */
  onSnapshot(snapshot: Snapshot): void;
  /** The memory of a device that was polled could not be saved; it is tried again. */
  onBug(error: unknown): void;
}

/**
 * Takes what one device pushes. Until the first poll has been answered, or not, pushes wait: the totals of a
 * poll hold them. Where the device can only push, what was counted is on disk before anybody hears of it, so
 * that a push which comes again after a restart is known.
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

  /** A poll was answered: it holds from now on. */
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

  /** A poll was answered or failed, or none will come: pushes wait no longer. */
  decide(): void {
    this.#isDecided = true;
    this.#decide();
  }

  /**
   * Takes a push; what came before changes nothing.
   *
   * @returns resolves once it is counted
   * @throws when it cannot be saved: it counts when it comes again
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
    // A poll that came meanwhile holds it.
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
