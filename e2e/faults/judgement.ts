/** What was there from a moment on (monotonic ms) until the next entry. */
export interface Moment<T> {
  readonly atMs: number;
  readonly value: T;
}

/** The rules of the zones in the campaign. */
export const capacity = 10;
export const staleAfterMs = 3000;

/** A light that is not true may stand for so long at most: `staleAfter` and five seconds. */
export const falseForAtMostMs = staleAfterMs + 5000;

/** The light of that many people, without the margin by which a light goes back late. */
export function lightOf(people: number): 'green' | 'amber' | 'red' {
  if (people >= capacity) return 'red';
  return people >= 0.8 * capacity ? 'amber' : 'green';
}

/** How many a light lets in: only green and amber can lie to a visitor. */
const permissiveness = new Map([
  ['green', 2],
  ['amber', 1],
]);

/** For how long, at the longest, a light was more permissive than the people inside allowed. */
export function longestFalseMs(
  shown: readonly Moment<string>[],
  people: readonly Moment<number>[],
  untilMs: number,
): number {
  let longestMs = 0;
  let beganMs: number | undefined;
  for (const atMs of [...shown, ...people].map((each) => each.atMs).sort((a, b) => a - b)) {
    const light = permissiveness.get(valueAt(shown, atMs) ?? '') ?? 0;
    const truth = permissiveness.get(lightOf(valueAt(people, atMs) ?? 0)) ?? 0;
    if (beganMs !== undefined) longestMs = Math.max(longestMs, atMs - beganMs);
    if (light <= truth) beganMs = undefined;
    else beganMs ??= atMs;
  }
  return beganMs === undefined ? longestMs : Math.max(longestMs, untilMs - beganMs);
}

/** For how long in all nobody could read a light. */
export function unknownMs(shown: readonly Moment<string>[], untilMs: number): number {
  return shown.reduce((sum, { atMs, value }, index) => {
    const endMs = shown[index + 1]?.atMs ?? untilMs;
    return value === 'unknown' || value === 'none' ? sum + endMs - atMs : sum;
  }, 0);
}

function valueAt<T>(moments: readonly Moment<T>[], atMs: number): T | undefined {
  return moments.findLast((each) => each.atMs <= atMs)?.value;
}
