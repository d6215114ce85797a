import type { Clock } from '#server/clock.ts';
import { NotSavedError } from '#server/platform/database/storage-error.ts';
import { ProblemError } from './problem.ts';

/** A command that is not on disk so long after its request came is refused: the answer comes within 8 s. */
const maxMs = 7000;

/** The time that a command has until it is on disk, or is answered that nothing was changed. */
export class CommandTime {
  readonly #clock: Clock;
  readonly #endMs: number;

  /** It begins now. */
  constructor(clock: Clock) {
    this.#clock = clock;
    this.#endMs = clock.monotonic() + maxMs;
  }

  get leftMs(): number {
    return Math.max(0, this.#endMs - this.#clock.monotonic());
  }

  /**
   * Waits for what the database is asked before the command itself.
   *
   * @throws {NotSavedError} when it takes too long, or the database cannot say; expected refusals as they are
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
