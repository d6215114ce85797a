const minuteMs = 60_000;

/** How long it is waited after the first failed try, the second, and so on: a day in all. */
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
 * How long to wait after a number of failed tries, milliseconds; undefined: give up.
 *
 * @param failedTries 1 after the first
 */
export function backOffMs(failedTries: number): number | undefined {
  return waitsMs[failedTries - 1];
}
