import { Cron } from 'croner';

export interface ResetTime {
  readonly hour: number;
  readonly minute: number;
}

/**
 * Runs a reset every day at a local time. On the day a clock change skips that time, it runs right after the
 * gap; on the day it occurs twice, it runs once.
 *
 * @param timezone IANA timezone of the site
 * @returns stops it
 */
export function scheduleReset(at: ResetTime, timezone: string, reset: () => void): () => void {
  const job = new Cron(`0 ${at.minute} ${at.hour} * * *`, { timezone, unref: true }, reset);
  return () => job.stop();
}

/** When a daily reset was due last, at a moment or before it (epoch ms). */
export function lastReset(at: ResetTime, timezone: string, atMs: number): number | undefined {
  const job = new Cron(`0 ${at.minute} ${at.hour} * * *`, { timezone, paused: true });
  try {
    // The library returns the times before a moment, not the one at it.
    return job.previousRuns(1, new Date(atMs + 1000))[0]?.getTime();
  } finally {
    job.stop();
  }
}
