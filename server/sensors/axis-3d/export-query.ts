import type { Resolution } from '#lib/contract/history.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { wallTimeOf } from '../parse/local-time.ts';
import { type ParameterError, wrongParameter } from '../parse/parameters.ts';

/**
 * A moment that an export begins or ends at: the beginning of a day of the device's calendar, `YYYY-MM-DD`,
 * `yesterday` or `today`; or `now`.
 */
export type ExportMoment = string;

/** What is wanted of a device's memory: from `start` on, up to and without `end`. */
export interface ExportQuery {
  readonly start: ExportMoment;
  readonly end: ExportMoment;
  readonly resolution: Resolution;
}

/** `resolution` of an export (VAPIX P8815-2 3D people counter API, Download …), and its seconds. */
const resolutions: Readonly<
  Partial<Record<Resolution, { readonly name: string; readonly seconds: number }>>
> = {
  '1m': { name: 'minute', seconds: 60 },
  '1h': { name: 'hour', seconds: 3600 },
  '1d': { name: 'day', seconds: 86_400 },
};

/** Resolutions of foot traffic, and of occupancy. */
export const countResolutions: readonly Resolution[] = ['1m', '1h', '1d'];
export const occupancyResolutions: readonly Resolution[] = ['1h', '1d'];

/** The parameters of an export as they are sent, and the seconds of a row. */
export interface SentExport {
  /** `start=20200801&end=today&resolution=day` */
  readonly query: string;
  readonly seconds: number;
}

/** Checks what is wanted and says it in the device's words. */
export function exportOf(
  { start, end, resolution }: ExportQuery,
  offered: readonly Resolution[],
): Result<SentExport, ParameterError> {
  const from = momentOf('start', start);
  const to = momentOf('end', end);
  if (!from.ok) return from;
  if (!to.ok) return to;
  if (order(start) > order(end) || (isDay(start) && isDay(end) && start > end))
    return fail(wrongParameter('end', `${start} or later`, end));
  const known = offered.includes(resolution) ? resolutions[resolution] : undefined;
  if (known === undefined)
    return fail(wrongParameter('resolution', `one of ${offered.join(', ')}`, resolution));
  const { name, seconds } = known;
  return ok({ query: `start=${from.value}&end=${to.value}&resolution=${name}`, seconds });
}

const words = ['yesterday', 'today', 'now'];

function momentOf(parameter: string, moment: ExportMoment): Result<string, ParameterError> {
  if (words.includes(moment)) return ok(moment);
  return isDay(moment) && wallTimeOf(moment) !== null
    ? ok(moment.replaceAll('-', ''))
    : fail(wrongParameter(parameter, 'a day as YYYY-MM-DD, yesterday, today or now', moment));
}

function isDay(moment: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(moment);
}

/** How late a word is; a day may be before or after each of them. */
function order(moment: string): number {
  return isDay(moment) ? Number.NaN : words.indexOf(moment);
}
