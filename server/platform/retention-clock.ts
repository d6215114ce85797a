import type { Clock } from '#server/clock.ts';
import type { InstallationStore } from './database/installation-store.ts';

/** The world's time as far as it is believed when something old is deleted. */
export interface RetentionTime {
  /** Whole epoch ms, as databases keep them; never later than the wall clock. */
  now(): number;
}

export interface RetentionClockParts {
  readonly store: Pick<InstallationStore, 'retentionTime' | 'setRetentionTime' | 'lastSavedAt'>;
  readonly clock: Clock;
  onError(error: unknown): void;
}

/** It may catch up with the wall clock at most this many times as fast as time passes. */
const maxSpeed = 2;
/** No right clock says an earlier time than this version was made: such a machine has lost its time. */
const earliestMs = Date.UTC(2026, 0, 1);
const saveEveryMs = 3_600_000;

/**
 * The clock by which old data is deleted. A wall clock may be a year ahead for an hour, and what is deleted by it is lost
 * for ever. So this one follows the wall clock back at once, but ahead only twice as fast as Doorlight has really run, also
 * over restarts: whatever the wall clock says, nothing goes earlier than it would have gone by itself in the same time.
 */
export class RetentionClock implements RetentionTime {
  readonly #parts: RetentionClockParts;
  #believedMs: number;
  /** Monotonic ms of `#believedMs`. */
  #atMs: number;
  #timer: NodeJS.Timeout | undefined;

  private constructor(parts: RetentionClockParts, believedMs: number) {
    this.#parts = parts;
    this.#believedMs = believedMs;
    this.#atMs = parts.clock.monotonic();
  }

  /** Goes on where the last run was; where nothing is known of one, at the last time a zone was saved. */
  static async load(parts: RetentionClockParts): Promise<RetentionClock> {
    const { store, clock } = parts;
    const believedMs = (await store.retentionTime()) ?? (await store.lastSavedAt()) ?? clock.now();
    return new RetentionClock(parts, believedMs);
  }

  start(): void {
    this.#timer = setInterval(() => void this.#save(), saveEveryMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#save();
  }

  now(): number {
    const { clock } = this.#parts;
    const wallMs = clock.now();
    if (wallMs < earliestMs) return wallMs;
    const nowMs = clock.monotonic();
    this.#believedMs = Math.min(wallMs, this.#believedMs + maxSpeed * (nowMs - this.#atMs));
    this.#atMs = nowMs;
    // What is left of a millisecond is not lost: many calls in one would otherwise stop this clock.
    return Math.floor(this.#believedMs);
  }

  /** What cannot be saved only makes the next run delete later. */
  async #save(): Promise<void> {
    const nowMs = this.now();
    if (nowMs < earliestMs) return;
    await this.#parts.store.setRetentionTime(nowMs).catch(this.#parts.onError);
  }
}
