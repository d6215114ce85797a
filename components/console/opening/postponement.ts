import type { Site } from '#lib/contract/site.ts';
import { wallTime } from '../history/history-clock.ts';

/** The cookie in which a tablet remembers for which morning somebody has put the checklist away. */
export const putOffCookie = 'doorlight-opening';

/** A morning of a site: `bern/2026-11-27`. */
export function morningOf({ id, timezone }: Site, atMs: number): string {
  return `${id}/${wallTime(atMs, timezone).date}`;
}
