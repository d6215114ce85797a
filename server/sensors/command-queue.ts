/** Commands to one device, one after another. */
export class CommandQueue {
  #last: Promise<unknown> = Promise.resolve();
  #underWay = 0;
  #ended = 0;

  /** Whether a command is waiting or running. */
  get isBusy(): boolean {
    return this.#underWay > 0;
  }

  /** Counts ended commands: a read that began at another number may be older than a command. */
  get ended(): number {
    return this.#ended;
  }

  /** @param onEnd called when the command ends in any way, before its result is returned */
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

  /** Resolves when the commands queued so far have ended. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
