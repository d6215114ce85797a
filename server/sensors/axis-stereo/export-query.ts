import { z } from 'zod';
import { dayParameter } from '../parse/parameters.ts';

/** The widths of rows that a device exports, by each of their two names, in seconds. */
const seconds = { minute: 60, hour: 3600, day: 86_400, '60': 60, '3600': 3600, '86400': 86_400 } as const;

export type BinSeconds = 60 | 3600 | 86_400;

/** An address has its limits: more days are asked for as an interval. */
const mostDays = 100;

const daysExpected = `all, one to ${mostDays} days as YYYY-MM-DD, or {from, to} with from not after to`;

const daysSchema = z.union(
  [
    z.literal('all'),
    z.array(dayParameter).min(1).max(mostDays).readonly(),
    z.strictObject({ from: dayParameter, to: dayParameter }).refine(({ from, to }) => from <= to),
  ],
  daysExpected,
);

/** What to export (VAPIX 3D people counter API, old version, "List download statistics"). */
export const exportQuerySchema = z.strictObject({
  /** Which days of the device's calendar. */
  days: daysSchema.default('all'),
  /** How much time a row covers. Devices take words and seconds alike. */
  resolution: z.literal(
    ['minute', 'hour', 'day', 60, 3600, 86_400],
    'minute, hour or day, or the same as seconds: 60, 3600 or 86400',
  ),
  /** To be looked at, or to be kept: tells the device which headers to send. */
  method: z.enum(['open', 'download'], 'open or download').default('open'),
});
export type ExportQuery = z.input<typeof exportQuerySchema>;
export type CheckedExportQuery = z.output<typeof exportQuerySchema>;

/** The query of an export's address: `resolution=hour&date=20170110-20170112&method=open`. */
export function exportQueryText({ days, resolution, method }: CheckedExportQuery): string {
  return `resolution=${resolution}&date=${dateText(days)}&method=${method}`;
}

export function binSecondsOf({ resolution }: CheckedExportQuery): BinSeconds {
  return seconds[resolution];
}

function dateText(days: CheckedExportQuery['days']): string {
  if (days === 'all') return days;
  const printed = 'from' in days ? `${days.from}~${days.to}` : days.join(',');
  return printed.replaceAll('-', '').replace('~', '-');
}
