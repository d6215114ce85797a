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

/** The next time a daily reset is due after a moment. */
export function nextReset(at: ResetTime, timezone: string, after: Date): Date | null {
  const job = new Cron(`0 ${at.minute} ${at.hour} * * *`, { timezone, paused: true });
  try {
    return job.nextRun(after);
  } finally {
    job.stop();
  }
}
