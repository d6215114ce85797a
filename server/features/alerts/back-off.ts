const minuteMs = 60_000;

/** The waits after the first failed attempt, the second, and so on: a day in total. */
const waitsMs = [
  10_000,
  30_000,
  2 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
  2 * 60 * minuteMs,
  21 * 60 * minuteMs,
];

/**
 * The wait after a number of failed attempts, milliseconds; undefined: give up.
 *
 * @param failedTries 1 after the first
 */
export function backOffMs(failedTries: number): number | undefined {
  return waitsMs[failedTries - 1];
}
