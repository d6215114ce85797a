import type { SensorError } from '#lib/contract/sensor-status.ts';

/** The first try after a failure: a lost packet costs no more than this. */
const quickRetryMs = 300;
/** The second try, where polls are so rare that their interval would be too long to wait. */
const longestFirstWaitMs = 5000;
/** Devices come back by themselves, after a reboot or a cable; staff waits for it. */
const longestRetryMs = 10_000;
/** A camera locks the account that tries a wrong password too often. */
const firstRefusedMs = 60_000;
const longestRefusedMs = 15 * 60_000;
/** Where a device says "too many requests" and not until when. */
const rateLimitedMs = 10_000;
/** Share by which waits differ, so that devices which failed together are not asked together. */
const jitter = 0.2;

/** A poll that has ended. */
export interface EndedPoll {
  /** When it was due (monotonic ms). */
  readonly dueMs: number;
  readonly nowMs: number;
  readonly pollMs: number;
  /** Failures in a row, this one included; 0 after a good poll. */
  readonly failures: number;
  readonly error?: SensorError;
}

/**
 * When to poll next (monotonic ms). Good polls keep a fixed rate, whatever each takes; a poll that took longer
 * than the interval leaves out the ones it missed. Failures back off, with jitter.
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
      // Not sooner than asked for, jitter included.
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
