import type { Site } from '#lib/contract/site.ts';
import { wallTime } from '../history/history-clock.ts';

/** The cookie that remembers for which morning the checklist was put away on a tablet. */
export const putOffCookie = 'doorlight-opening';

/** A morning of a site: `bern/2026-11-27`. */
export function morningOf({ id, timezone }: Site, atMs: number): string {
  return `${id}/${wallTime(atMs, timezone).date}`;
}
