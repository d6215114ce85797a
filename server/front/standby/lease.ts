import type { Clock } from '#server/clock.ts';
import type { LeaseStore } from './lease-store.ts';

/** For how long the lease stands when nobody renews it: so long nobody counts after a power cut, at most. */
export const leaseMs = 6000;
/** How often it is renewed, and how often it is asked for while another has it or the store is silent. */
const renewEveryMs = 1500;
const askEveryMs = 250;
/** Before its end whoever could not renew it stops, so that all is saved and quiet when another may begin. */
const stopBeforeEndMs = 1500;
/** Before its end nothing may be saved or said any more, whatever is still under way. */
const silentBeforeEndMs = 250;

export interface LeaseParts {
  readonly store: LeaseStore;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** See {@link LeaseStore.hold}. */
  readonly run?: string;
  /** What to write into it, when it is asked for as somebody new. */
  text(): string;
  /** It is ours from now on. */
  onHeld(text: string): void;
  /** Another has it; called when it is another than before. */
  onOther(text: string): void;
  /** It could not be renewed and ends soon: whoever counts has to stop, and then call {@link Lease.giveUp}. */
  onEnding(): void;
  /** Another has it although it was ours: whoever counts must not do anything more. */
  onStolen(): void;
  /** The store cannot be reached (an error), or can again (undefined). */
  onStore(error: Error | undefined): void;
}

/**
 * The right to count: at any time one sidecar has it. It is taken for a while and renewed long before that ends.
 * Its end is reckoned from when the renewal was sent: at no moment do we believe to have it longer than the
 * store does, however long the answer took.
 */
export class Lease {
  readonly #parts: LeaseParts;
  #text: string;
  /** When it ends (monotonic); undefined while it is not ours. */
  #endsMs: number | undefined;
  #other: string | undefined;
  #isReached = true;
  #isStopped = true;
  #timer: NodeJS.Timeout | undefined;
  #ending: NodeJS.Timeout | undefined;
  #step: Promise<void> | undefined;

  constructor(parts: LeaseParts) {
    this.#parts = parts;
    this.#text = parts.text();
  }

  /** Begins to ask for it, and goes on until {@link stop}. */
  start(): void {
    this.#isStopped = false;
    this.#next(0);
  }

  /** Whether what is done now is done while it is ours for certain. */
  isHeld(): boolean {
    return this.#endsMs !== undefined && this.#parts.clock.monotonic() < this.#endsMs - silentBeforeEndMs;
  }

  /** Milliseconds that are left to come to an end in good order; 0 and less: none. */
  get leftMs(): number {
    return this.#endsMs === undefined ? 0 : this.#endsMs - silentBeforeEndMs - this.#parts.clock.monotonic();
  }

  /** We have stopped: gives it back where it is still ours, and asks for it again as somebody new. */
  async giveUp(): Promise<void> {
    await this.#release();
    if (!this.#isStopped) this.#next(askEveryMs);
  }

  /** Gives it back and asks no more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#release();
  }

  async #release(): Promise<void> {
    clearTimeout(this.#timer);
    clearTimeout(this.#ending);
    const text = this.#text;
    await this.#step;
    clearTimeout(this.#timer);
    clearTimeout(this.#ending);
    this.#endsMs = undefined;
    this.#text = this.#parts.text();
    // If it cannot be given back it ends by itself.
    await this.#parts.store.release(text).catch(() => undefined);
  }

  #next(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#step = this.#hold();
    }, afterMs);
  }

  async #hold(): Promise<void> {
    const { store, clock, run } = this.#parts;
    const sentMs = clock.monotonic();
    const text = this.#text;
    try {
      const held = await store.hold(text, run, leaseMs);
      this.#reached(undefined);
      if (held === text) this.#held(text, sentMs);
      else this.#otherHas(held);
    } catch (error) {
      this.#reached(error instanceof Error ? error : new Error(String(error)));
    }
    if (this.#isStopped) return;
    this.#next(this.#endsMs !== undefined && this.#isReached ? renewEveryMs : askEveryMs);
  }

  #held(text: string, sentMs: number): void {
    // An answer that took too long is no better than none: another may have it already.
    if (this.#parts.clock.monotonic() - sentMs > leaseMs - stopBeforeEndMs) return;
    const isNew = this.#endsMs === undefined;
    this.#endsMs = sentMs + leaseMs;
    this.#other = undefined;
    clearTimeout(this.#ending);
    this.#ending = setTimeout(
      () => this.#parts.onEnding(),
      this.#endsMs - stopBeforeEndMs - this.#parts.clock.monotonic(),
    );
    if (isNew) this.#parts.onHeld(text);
  }

  #otherHas(text: string): void {
    if (this.#endsMs !== undefined) {
      this.#endsMs = undefined;
      clearTimeout(this.#ending);
      this.#parts.onStolen();
    }
    if (text === this.#other) return;
    this.#other = text;
    this.#parts.onOther(text);
  }

  #reached(error: Error | undefined): void {
    const isReached = error === undefined;
    if (isReached === this.#isReached) return;
    this.#isReached = isReached;
    this.#parts.onStore(error);
  }
}
