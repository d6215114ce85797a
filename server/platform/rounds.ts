/** Work of which one run is under way at most: whoever asks for it meanwhile shares that run. */
export class SingleRun<T = void> {
  readonly #work: () => Promise<T>;
  #running: Promise<T> | undefined;

  constructor(work: () => Promise<T>) {
    this.#work = work;
  }

  /** The run that is under way. */
  get running(): Promise<T> | undefined {
    return this.#running;
  }

  run(): Promise<T> {
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }
}

/** Work that is done again and again, one run at a time. */
export class Rounds extends SingleRun {
  readonly #everyMs: number;
  #timer: NodeJS.Timeout | undefined;

  /** @param work never rejects */
  constructor(work: () => Promise<void>, everyMs: number) {
    super(work);
    this.#everyMs = everyMs;
  }

  /** The first run comes after one interval. */
  start(): void {
    this.#timer = setInterval(() => void this.run(), this.#everyMs);
  }

  /** Waits for the run that is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.running;
  }
}
