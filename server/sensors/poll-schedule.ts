import type { SensorError } from '#lib/contract/sensor-status.ts';

/** The first attempt after a failure: a lost packet costs no more than this. */
const quickRetryMs = 300;
/** Limit of the wait before the second attempt, for long poll intervals. */
const longestFirstWaitMs = 5000;
/** Devices recover on their own, after a reboot or a reconnected cable, while staff waits. */
const longestRetryMs = 10_000;
/** A camera locks the account after too many wrong passwords. */
const firstRefusedMs = 60_000;
const longestRefusedMs = 15 * 60_000;
/** Wait after "too many requests" without a time. */
const rateLimitedMs = 10_000;
/** Random share of waits, so that devices which failed together are not polled together. */
const jitter = 0.2;

/** A poll that has ended. */
export interface EndedPoll {
  /** When it was due (monotonic ms). */
  readonly dueMs: number;
  readonly nowMs: number;
  readonly pollMs: number;
  /** Failures in a row, this one included; 0 after a good poll. */
  readonly failures: number;
  readonly error?: SensorError | undefined;
}

/**
 * The time of the next poll (monotonic ms). Good polls keep a fixed rate, whatever each takes; a poll that took
 * longer than the interval skips the missed ones. Failures back off, with jitter.
 *
 * @param random 0 to 1
 */
export function nextPollMs({ dueMs, nowMs, pollMs, failures, error }: EndedPoll, random: number): number {
  if (error === undefined || failures === 0) {
    const missed = Math.max(0, Math.floor((nowMs - dueMs) / pollMs));
    return dueMs + (missed + 1) * pollMs;
  }
  const wait = waitAfter(error, failures, pollMs);
  return nowMs + wait * (1 + jitter * (2 * random - 1));
}

function waitAfter(error: SensorError, failures: number, pollMs: number): number {
  switch (error.kind) {
    case 'unauthorized':
    case 'basic-over-http':
    case 'forbidden':
      return doubled(firstRefusedMs, failures, longestRefusedMs);
    case 'rate-limited':
      // Not earlier than the device asked for, jitter included.
      return Math.min(
        Math.max(pollMs, (error.retryAfterMs ?? rateLimitedMs) / (1 - jitter)),
        longestRefusedMs,
      );
    default:
      if (failures === 1) return Math.min(pollMs, quickRetryMs);
      return doubled(Math.min(pollMs, longestFirstWaitMs), failures - 1, Math.max(pollMs, longestRetryMs));
  }
}

function doubled(firstMs: number, failures: number, longestMs: number): number {
  return Math.min(firstMs * 2 ** Math.min(failures - 1, 20), longestMs);
}
