import { DateTime } from 'luxon';
import type { SiteCalendar } from '#server/engine/site-calendar.ts';

const minuteMs = 60_000;
/** Without opening hours, or if it never closes: from three to five in the morning. */
const nightHours = { from: 3, to: 5 };
/** Time after closing in which staff still cleans up, and time before opening in which visitors wait. */
const afterClosingMs = 30 * minuteMs;
const beforeOpeningMs = 15 * minuteMs;
/** A page that has been open this long had no quiet time. */
export const nightsMissedMs = 44 * 60 * minuteMs;

/**
 * Whether nobody watches a site's screens.
 *
 * @param openForMs how long the page has been open: a site that never closes needs its night too
 * @param nowMs epoch milliseconds
 */
export function isQuiet(
  timezone: string,
  calendar: Pick<SiteCalendar, 'isAlwaysOpen' | 'wasOpenAt'>,
  openForMs: number,
  nowMs: number,
): boolean {
  if (!calendar.isAlwaysOpen) {
    const around = [nowMs - afterClosingMs, nowMs, nowMs + beforeOpeningMs];
    if (!around.some((atMs) => calendar.wasOpenAt(atMs))) return true;
    if (openForMs < nightsMissedMs) return false;
  }
  const { hour } = DateTime.fromMillis(nowMs, { zone: timezone });
  return hour >= nightHours.from && hour < nightHours.to;
}
