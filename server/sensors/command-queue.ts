/** Commands to one device, one after the other. */
export class CommandQueue {
  #last: Promise<unknown> = Promise.resolve();
  #underWay = 0;
  #ended = 0;

  /** Whether a command waits or is under way. */
  get isBusy(): boolean {
    return this.#underWay > 0;
  }

  /** Grows with the end of each command: what began at another number may be older than a command. */
  get ended(): number {
    return this.#ended;
  }

  /** @param onEnd called however the command ends, before its result is known to anybody */
  run<T>(command: () => Promise<T>, onEnd: () => void): Promise<T> {
    this.#underWay += 1;
    const result = this.#last.then(async () => {
      try {
        return await command();
      } finally {
        this.#underWay -= 1;
        this.#ended += 1;
        onEnd();
      }
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when the commands given so far have ended. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
