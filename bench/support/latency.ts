import { ascending } from './stats.ts';
import type { Change } from './swarm-model.ts';

/**
 * Milliseconds from the answer of a device that carried a person to the message at a screen that shows
 * it, ascending.
 *
 * @param changes what the screens saw
 * @param moves when each person's answer left: for each zone the n-th person in place n − 1
 * @param zones the paths of the zones, in the order of `moves`
 */
export function latencies(
  changes: readonly Change[],
  moves: readonly (readonly number[])[],
  zones: readonly string[],
): number[] {
  const indexOf = new Map(zones.map((path, index) => [path, index]));
  const found: number[] = [];
  for (const { zone, before, after, atMs } of changes) {
    const index = indexOf.get(zone);
    const left = index === undefined ? undefined : moves[index];
    if (left === undefined) throw new Error(`a message of zone ${zone}, which is not of this bench`);
    for (const leftMs of left.slice(before, after)) found.push(atMs - leftMs);
  }
  return ascending(found);
}
