/** A source of the zone that is adjusted, as far as the plan needs to know it. */
export interface PlanSource {
  readonly key: string;
  /** What its device reported last; undefined where it counts, or was never heard. */
  readonly level: number | undefined;
  /** Whether the device's occupancy can be set, for this zone alone. */
  readonly canSet: boolean;
}

/**
 * Decides what each device is told when a zone is adjusted: the first that can be set takes what the zone
 * shall show less what the others keep, the rest take 0. Sources that cannot be set stay as they are, and
 * the ledger corrects for them.
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
