/** How many readings back an answer is recognised as one that was already taken. */
const remembered = 8;

/** The device clocks to remember once a reading with this one is believed, oldest first. */
export function clocksWith(
  clocks: readonly number[] | undefined,
  clockMs: number | undefined,
): readonly number[] {
  if (clocks === undefined) return clockMs === undefined ? [] : [clockMs];
  if (clockMs === undefined || clocks.at(-1) === clockMs) return clocks;
  return clocks.length < remembered ? [...clocks, clockMs] : [...clocks.slice(1 - remembered), clockMs];
}

/**
 * Whether an answer was already taken, and another one since: the device's clock stood at this very moment
 * some readings ago. A clock that merely runs backwards shows new moments and repeats none, or repeats a
 * few and is believed again after these.
 */
export function repeatsClock(clocks: readonly number[], clockMs: number | undefined): boolean {
  if (clockMs === undefined) return false;
  const at = clocks.indexOf(clockMs);
  return at !== -1 && at !== clocks.length - 1;
}
