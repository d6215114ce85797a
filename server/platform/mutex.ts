/** Runs tasks one after another, so that reading and then writing is not interrupted by another task. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  /** Starts after all earlier tasks have ended, successfully or not. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work, work);
    this.#last = result;
    return result;
  }
}
