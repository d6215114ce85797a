/** Does one thing after another: who looks and then changes must not be overtaken in between. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Begins when everything before it is over, well or not. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }
}
