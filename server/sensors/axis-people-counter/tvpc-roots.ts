/** The two halves of the application, which older firmware serves as two applications. */
export type TvpcPart = 'counting' | 'occupancy';

/**
 * Where the application may live: as the vendor's specification prints it, as its occupancy examples print
 * it, and as on older firmware, where counting and occupancy are two applications.
 */
const roots = ['/local/tvpc', '/tvpc', '/local/people-counter', '/local/occupancy-estimator'] as const;

/** Remembers under which root each part of the application answered. */
export class TvpcRoots {
  readonly #answered = new Map<TvpcPart, string>();
  /** Made anew when another root answers: each poll asks for it. */
  readonly #orders = new Map<TvpcPart, readonly string[]>();

  known(part: TvpcPart): string | undefined {
    return this.#answered.get(part);
  }

  /** All roots, the likeliest first: where the part answered, then where the other part did. */
  inOrder(part: TvpcPart): readonly string[] {
    const kept = this.#orders.get(part);
    if (kept !== undefined) return kept;
    const other = part === 'counting' ? 'occupancy' : 'counting';
    const likely = [this.known(part), this.known(other)].filter((root) => root !== undefined);
    const order = [...new Set([...likely, ...roots])];
    this.#orders.set(part, order);
    return order;
  }

  remember(part: TvpcPart, root: string): void {
    if (this.#answered.get(part) === root) return;
    this.#answered.set(part, root);
    this.#orders.clear();
  }
}
