import type { Clock } from '#server/clock.ts';
import { NotSavedError } from '#server/platform/database/storage-error.ts';
import { ProblemError } from './problem.ts';

/**
 * A command that is not on disk this long after its request arrived is refused: the answer comes within 8 s.
 */
const maxMs = 7000;

/** The time limit of a command to be on disk; afterwards the answer is that nothing was changed. */
export class CommandTime {
  readonly #clock: Clock;
  readonly #endMs: number;

  /** Starts the time limit. */
  constructor(clock: Clock) {
    this.#clock = clock;
    this.#endMs = clock.monotonic() + maxMs;
  }

  get leftMs(): number {
    return Math.max(0, this.#endMs - this.#clock.monotonic());
  }

  /**
   * Waits for database queries that come before the command itself.
   *
   * @throws {NotSavedError} when they take too long, or the database fails; expected refusals unchanged
   */
  async within<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new NotSavedError()), this.leftMs);
    });
    try {
      return await Promise.race([work, tooLong]);
    } catch (cause) {
      if (cause instanceof ProblemError || cause instanceof NotSavedError) throw cause;
      throw new NotSavedError({ cause });
    } finally {
      clearTimeout(timer);
    }
  }
}
