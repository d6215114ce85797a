import { busyTooLong } from '../storage-error.ts';

/** Passes the writer on to the next; call it once. */
export type Release = () => void;

interface Waiting {
  readonly timer: NodeJS.Timeout;
  resolve(release: Release): void;
}

/** The lock of SQLite's single writer, which a transaction holds until its end. First come, first served. */
export class WriteLock {
  readonly #waiting = new Set<Waiting>();
  #isTaken = false;

  /** @throws {StorageError} when it does not become free within `waitMs` */
  acquire(waitMs: number): Promise<Release> {
    if (!this.#isTaken) {
      this.#isTaken = true;
      return Promise.resolve(this.#release);
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(busyTooLong(waitMs));
      }, waitMs);
      const waiting: Waiting = { timer, resolve };
      this.#waiting.add(waiting);
    });
  }

  readonly #release: Release = () => {
    const [next] = this.#waiting;
    this.#isTaken = next !== undefined;
    if (next === undefined) return;
    this.#waiting.delete(next);
    clearTimeout(next.timer);
    next.resolve(this.#release);
  };
}
