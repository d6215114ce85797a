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

  /** By how much each poll came later than the earliest one wants it, and how many did not come. */
  lateness(): { readonly lateMs: readonly number[]; readonly missed: number } {
    const [first] = this.#times;
    const last = this.#times.at(-1);
    if (first === undefined || last === undefined) return { lateMs: [], missed: 0 };
    const offsets = this.#times.map(
      (atMs) => atMs - first - Math.round((atMs - first) / this.#intervalMs) * this.#intervalMs,
    );
    const earliest = Math.min(...offsets);
    const wanted = Math.round((last - first) / this.#intervalMs) + 1;
    return {
      lateMs: offsets.map((offset) => offset - earliest),
      missed: Math.max(0, wanted - this.#times.length),
    };
  }
}
