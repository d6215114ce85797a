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

  known(part: TvpcPart): string | undefined {
    return this.#answered.get(part);
  }

  /** All roots, the likeliest first: where the part answered, then where the other part did. */
  inOrder(part: TvpcPart): readonly string[] {
    const other = part === 'counting' ? 'occupancy' : 'counting';
    const likely = [this.known(part), this.known(other)].filter((root) => root !== undefined);
    return [...new Set([...likely, ...roots])];
  }

  remember(part: TvpcPart, root: string): void {
    this.#answered.set(part, root);
  }
}
