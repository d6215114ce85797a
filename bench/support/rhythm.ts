export interface Lateness {
  /** By how much each poll came later than the rhythm wants it, in ms. */
  readonly lateMs: readonly number[];
  /** Polls that the rhythm wanted between the first and the last, and nobody made. */
  readonly missed: number;
}

/** When polls of one device came, against a rhythm of one in each interval. */
export class Rhythm {
  readonly #intervalMs: number;
  #times: number[] = [];

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  clear(): void {
    this.#times = [];
  }

  add(atMs: number): void {
    this.#times.push(atMs);
  }

  get size(): number {
    return this.#times.length;
  }

  lateness(): Lateness {
    const [first] = this.#times;
    const last = this.#times.at(-1);
    if (first === undefined || last === undefined) return { lateMs: [], missed: 0 };
    const phases = this.#times.map((atMs) => (atMs - first) % this.#intervalMs);
    const beat = this.#beatOf(phases);
    const lateMs = phases.map((phase) => (phase - beat + this.#intervalMs) % this.#intervalMs);
    const spanMs = last - (lateMs.at(-1) ?? 0) - (first - (lateMs[0] ?? 0));
    const wanted = Math.round(spanMs / this.#intervalMs) + 1;
    return { lateMs, missed: Math.max(0, wanted - this.#times.length) };
  }

  /** A poll is never early, it can only be late: the beat is where polls begin after the longest silence. */
  #beatOf(phases: readonly number[]): number {
    const sorted = phases.toSorted((a, b) => a - b);
    let beat = sorted[0] ?? 0;
    let longest = beat + this.#intervalMs - (sorted.at(-1) ?? 0);
    for (const [at, phase] of sorted.entries()) {
      const silence = phase - (sorted[at - 1] ?? phase);
      if (silence > longest) {
        longest = silence;
        beat = phase;
      }
    }
    return beat;
  }
}
