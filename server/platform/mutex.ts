/** Does one thing after another: who looks and then changes must not be overtaken in between. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  /** Begins when everything before it is over, well or not. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work, work);
    this.#last = result;
    return result;
  }
}
