import type { LevelReading } from '#lib/contract/reading.ts';
import { changeOfTotals } from './count-change.ts';
import type { LevelSource, PendingSet } from './ledger-state.ts';

/** A device that does not show a set level within this time has not applied it; the correction stays. */
export const pendingLifeMs = 10 * 60_000;

export interface Resolved {
  /** The part of the device's change of level that comes from the set level and not from people. */
  readonly shift: number;
  /** The levels still expected; the same object when this reading settled nothing. */
  readonly left: PendingSet | undefined;
}

/**
 * Finds out whether a reading shows a level that was set on the device. People keep walking meanwhile, and the
 * device does not report whether they walked before or after it applied the level: its number then lies between
 * the target and the target plus all of them. The level counts as applied when the reading is nearer to that
 * range than to the old level plus all of them.
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

/** People who walked since the last reading, by the device's totals; 0 if it has none. */
function walked(before: LevelSource, reading: LevelReading): number {
  if (before.totals === undefined || reading.totals === undefined) return 0;
  const { in: peopleIn, out: left } = changeOfTotals(before.totals, { ...reading.totals, atMs: before.atMs });
  return peopleIn - left;
}
