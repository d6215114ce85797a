import type { Clock } from '#server/clock.ts';
import type { LeaseStore } from './lease-store.ts';

/** Validity of the lease without renewal: after a power cut nobody counts for at most this long. */
export const leaseMs = 6000;
/** Interval of renewals, and of attempts while another holds it or the store does not answer. */
const renewEveryMs = 1500;
const askEveryMs = 250;
/**
 * Time before its end at which a sidecar that could not renew it stops, so that everything is saved before
 * another may begin.
 */
const stopBeforeEndMs = 1500;
/** From this time before its end nothing may be saved or sent any more. */
const silentBeforeEndMs = 250;

export interface LeaseParts {
  readonly store: LeaseStore;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** See {@link LeaseStore.hold}. */
  readonly run?: string;
  /** Its content when it is requested anew. */
  text(): string;
  /** The lease is ours from now on. */
  onHeld(text: string): void;
  /** Another sidecar holds it; called when the holder changes. */
  onOther(text: string): void;
  /** It could not be renewed and ends soon: counting must stop, then {@link Lease.giveUp} is called. */
  onEnding(): void;
  /** Another sidecar holds it although it was ours: nothing more may be done. */
  onStolen(): void;
  /** The store cannot be reached (an error), or can again (undefined). */
  onStore(error: Error | undefined): void;
}

/**
 * The right to count: at any time one sidecar has it. It is acquired for a while and renewed long before it
 * ends. Its end is calculated from when the renewal was sent: we never believe to hold it longer than the store
 * does, however long the answer took.
 */
export class Lease {
  readonly #parts: LeaseParts;
  #text: string;
  /** Its end (monotonic ms); undefined while it is not ours. */
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

  /** Begins to request it, until {@link stop}. */
  start(): void {
    this.#isStopped = false;
    this.#next(0);
  }

  /** Whether the lease is certainly still ours. */
  isHeld(): boolean {
    return this.#endsMs !== undefined && this.#parts.clock.monotonic() < this.#endsMs - silentBeforeEndMs;
  }

  /** Milliseconds left for an orderly stop; 0 or less: none. */
  get leftMs(): number {
    return this.#endsMs === undefined ? 0 : this.#endsMs - silentBeforeEndMs - this.#parts.clock.monotonic();
  }

  /** Counting has stopped: releases the lease if it is still ours, and requests it again with a new id. */
  async giveUp(): Promise<void> {
    await this.#release();
    if (!this.#isStopped) this.#next(askEveryMs);
  }

  /** Releases it and stops requesting it. */
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
    // // If it cannot be released, it expires.
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
    // // An answer that took too long is worthless: another may hold the lease already.
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
