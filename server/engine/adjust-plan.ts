/** A source of the adjusted zone, as far as the plan needs it. */
export interface PlanSource {
  readonly key: string;
  /** The level its device reported last; undefined for sources that count and for silent ones. */
  readonly level: number | undefined;
  /** Whether the device's occupancy can be set, for this zone alone. */
  readonly canSet: boolean;
}

/**
 * Decides which level is set on each device when a zone is adjusted: the first device that can be set gets the
 * new number less the levels of those that cannot, the others get 0. Sources that cannot be set stay unchanged,
 * and the ledger corrects for them.
 *
 * @param to people the zone shall show, 0 or more
 * @returns levels by source key, in the order of the sources; none is below 0
 */
export function planAdjust(to: number, sources: readonly PlanSource[]): ReadonlyMap<string, number> {
  const kept = sources
    .filter((source) => !source.canSet)
    .reduce((sum, source) => sum + Math.max(0, source.level ?? 0), 0);
  const targets = new Map<string, number>();
  for (const source of sources) {
    if (source.canSet) targets.set(source.key, targets.size === 0 ? Math.max(0, to - kept) : 0);
  }
  return targets;
}
