import type { LevelReading } from '#lib/contract/reading.ts';
import { changeOfTotals } from './count-change.ts';
import type { LevelSource, PendingSet } from './ledger-state.ts';

/** After this time without a sign a device has not done what it was told; the correction stays. */
export const pendingLifeMs = 10 * 60_000;

export interface Resolved {
  /** By how much the device's level moved because it was told to, not because people moved. */
  readonly shift: number;
  /** What is still waited for; the same object when this reading told nothing. */
  readonly left: PendingSet | undefined;
}

/**
 * Finds out whether a reading shows a level that the device was told to take. People go on walking
 * meanwhile, and the device does not tell whether they walked before it obeyed or after: what it shows then
 * lies between the target and the target with all of them. It has obeyed when the reading is nearer to that
 * than to the old level with all of them.
 */
export function resolvePending(before: LevelSource, reading: LevelReading, nowMs: number): Resolved {
  const { pending } = before;
  if (pending === undefined) return { shift: 0, left: undefined };
  const walkers = walked(before, reading);
  let nearest: number | undefined;
  let distance = Math.abs(reading.occupancy - before.occupancy - walkers);
  for (const [index, target] of pending.targets.entries()) {
    const away = distanceTo(target, walkers, reading.occupancy);
    const isFinal = index === pending.targets.length - 1;
    if (away < distance || (isFinal && away === distance && target === before.occupancy)) {
      nearest = index;
      distance = away;
    }
  }
  if (nearest === undefined) {
    return { shift: 0, left: nowMs - pending.sinceMs > pendingLifeMs ? undefined : pending };
  }
  const shift = (pending.targets[nearest] ?? before.occupancy) - before.occupancy;
  const targets = pending.targets.slice(nearest + 1);
  return { shift, left: targets.length === 0 ? undefined : { ...pending, targets } };
}

/** How far a level is from the span between a target and the target with the people who walked. */
function distanceTo(target: number, walkers: number, level: number): number {
  const least = Math.min(target, target + walkers);
  const most = Math.max(target, target + walkers);
  return Math.max(least - level, level - most, 0);
}

/** People who walked since the last reading, as the device's totals tell; 0 where it has none. */
function walked(before: LevelSource, reading: LevelReading): number {
  if (before.totals === undefined || reading.totals === undefined) return 0;
  const { in: peopleIn, out: left } = changeOfTotals(before.totals, { ...reading.totals, atMs: before.atMs });
  return peopleIn - left;
}
