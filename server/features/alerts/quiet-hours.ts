import { DateTime } from 'luxon';
import type { QuietHours } from '#lib/contract/alert.ts';

/**
 * The end of the current quiet hours (epoch ms); undefined outside of them.
 *
 * @param atMs epoch ms
 * @param timezone IANA name, of the site
 */
export function quietUntil(
  quiet: QuietHours | undefined,
  atMs: number,
  timezone: string,
): number | undefined {
  if (quiet === undefined || quiet.from === quiet.to) return undefined;
  const now = DateTime.fromMillis(atMs, { zone: timezone });
  const time = now.toFormat('HH:mm');
  const passesMidnight = quiet.from > quiet.to;
  const isQuiet = passesMidnight
    ? time >= quiet.from || time < quiet.to
    : time >= quiet.from && time < quiet.to;
  if (!isQuiet) return undefined;
  const endDay = passesMidnight && time >= quiet.from ? now.plus({ days: 1 }) : now;
  const [hour = 0, minute = 0] = quiet.to.split(':').map(Number);
  const endMs = endDay.set({ hour, minute, second: 0, millisecond: 0 }).toMillis();
  // On the hour that a clock change repeats, the end may lie in the past: then it is now.
  return Math.max(endMs, atMs);
}
