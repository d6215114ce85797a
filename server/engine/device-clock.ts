/** How many readings back a repeated answer is recognised. */
const remembered = 8;

/** The device clocks to remember once a reading with this one is accepted, oldest first. */
export function clocksWith(
  clocks: readonly number[] | undefined,
  clockMs: number | undefined,
): readonly number[] {
  if (clocks === undefined) return clockMs === undefined ? [] : [clockMs];
  if (clockMs === undefined || clocks.at(-1) === clockMs) return clocks;
  if (clocks.length < remembered) return [...clocks, clockMs];
  // As long as before: what is pushed onto an array makes room for many more, and thousands are kept.
  const next = clocks.slice(-remembered);
  for (let at = 1; at < remembered; at++) next[at - 1] = next[at] ?? clockMs;
  next[remembered - 1] = clockMs;
  return next;
}

/**
 * Whether an answer repeats an earlier one, after another in between: the device's clock showed exactly this
 * time some readings ago. A clock that merely runs backwards shows new times and repeats none, or repeats a few
 * and is accepted again afterwards.
 */
export function repeatsClock(clocks: readonly number[], clockMs: number | undefined): boolean {
  if (clockMs === undefined) return false;
  const at = clocks.indexOf(clockMs);
  return at !== -1 && at !== clocks.length - 1;
}
