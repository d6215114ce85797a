import type { Random } from './seeded-random.ts';
import type { Crossings } from './traffic.ts';

/** How a demo's zone fills and empties, in turn, so that all its lights are seen within minutes. */
export interface TideRules {
  readonly capacity: number;
  /** Chances that a person goes with the tide, and against it, in one step. */
  readonly withIt: number;
  readonly againstIt: number;
}

export interface TideStep extends Crossings {
  readonly isRising: boolean;
}

/** Shares of capacity where the tide turns. */
const low = 0.4;
const high = 1.05;

/** The next step: at most one person in and one out, the tide turned where the zone is full or empty enough. */
export function nextTide(
  isRising: boolean,
  occupancy: number,
  { capacity, withIt, againstIt }: TideRules,
  random: Random,
): TideStep {
  const rises = isRising ? occupancy < Math.floor(high * capacity) : occupancy <= Math.ceil(low * capacity);
  const main = random() < withIt ? 1 : 0;
  // Nobody goes against the tide where it has just turned: the zone stays between its two marks.
  const counter = random() < againstIt && rises === isRising ? 1 : 0;
  return rises ? { isRising: rises, in: main, out: counter } : { isRising: rises, in: counter, out: main };
}
