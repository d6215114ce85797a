/** How far a zone's number may be from the truth, as its last closings have shown. */
export interface Spread {
  /** People by which 90 of 100 closings were off at most, by the square root of the people who had passed. */
  readonly perRoot: number;
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * Before anything is learnt: a door that misses 3 of 100 people, in one direction more than in the other, and a few
 * more by chance.
 */
const unlearnt = { perRoot: 0.6, perPassage: 0.015 };

/**
 * Between which numbers the truth lies, nine times of ten. It is as sure as can be when the number is set, and less so
 * with everybody who passes.
 *
 * @param passages people in and out since the number was known for sure
 */
export function plausibleRange(occupancy: number, passages: number, spread: Spread | undefined): Range {
  const off =
    spread === undefined
      ? unlearnt.perRoot * Math.sqrt(passages) + unlearnt.perPassage * passages
      : spread.perRoot * Math.sqrt(passages);
  return { low: Math.max(0, Math.floor(occupancy - off)), high: Math.ceil(occupancy + off) };
}
