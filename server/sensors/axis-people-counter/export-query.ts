import type { Resolution } from '#lib/contract/history.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { wallTimeOf } from '../parse/local-time.ts';
import { type ParameterError, wrongParameter } from '../parse/parameters.ts';

/** Days of the device's own calendar, as `YYYY-MM-DD`: a stretch with both its ends, or some. */
export type ExportDays =
  | 'all'
  | { readonly from: string; readonly to: string }
  | { readonly days: readonly string[] };

/** What is wanted of a device's memory. */
export interface ExportQuery {
  readonly days: ExportDays;
  /** Default `15m`, the finest that every export knows. */
  readonly resolution?: Resolution;
}

/** `res` of an export (VAPIX People counter API, Request CSV data and Export occupancy), and its seconds. */
const resolutions: Readonly<Record<Resolution, { readonly res: string; readonly seconds: number }>> = {
  '1m': { res: '1m', seconds: 60 },
  '15m': { res: '15m', seconds: 900 },
  '1h': { res: '1h', seconds: 3600 },
  '1d': { res: '24h', seconds: 86_400 },
};

/** Resolutions of `export-*`, and of `occupancy-export-*`. */
export const countResolutions: readonly Resolution[] = ['15m', '1h', '1d'];
export const occupancyResolutions: readonly Resolution[] = ['1m', '15m', '1h', '1d'];

/** The longest list of days that surely fits into an address. */
const maxListedDays = 100;

/** The parameters of an export as they are sent, and the seconds of a row. */
export interface SentExport {
  /** `date=20170512-20170515&res=15m` */
  readonly query: string;
  readonly seconds: number;
}

/** Checks what is wanted and says it in the device's words. */
export function exportOf(
  { days, resolution = '15m' }: ExportQuery,
  offered: readonly Resolution[],
): Result<SentExport, ParameterError> {
  const date = dateOf(days);
  if (!date.ok) return date;
  if (!offered.includes(resolution))
    return fail(wrongParameter('resolution', `one of ${offered.join(', ')}`, resolution));
  const { res, seconds } = resolutions[resolution];
  return ok({ query: `date=${date.value}&res=${res}`, seconds });
}

/** The `date` of an export: `all`, `20170512-20170515` or `20170512,20170515`. */
export function dateOf(days: ExportDays): Result<string, ParameterError> {
  if (days === 'all') return ok('all');
  if ('from' in days) {
    const from = dayOf('from', days.from);
    const to = dayOf('to', days.to);
    if (!from.ok) return from;
    if (!to.ok) return to;
    if (from.value > to.value) return fail(wrongParameter('to', `${days.from} or later`, days.to));
    return ok(from.value === to.value ? from.value : `${from.value}-${to.value}`);
  }
  if (days.days.length < 1 || days.days.length > maxListedDays)
    return fail(wrongParameter('days', `1 to ${maxListedDays} days`, days.days.length));
  const texts: string[] = [];
  for (const [index, day] of days.days.entries()) {
    const text = dayOf(`days[${index}]`, day);
    if (!text.ok) return text;
    texts.push(text.value);
  }
  return ok(texts.join(','));
}

function dayOf(parameter: string, day: string): Result<string, ParameterError> {
  return /^\d{4}-\d\d-\d\d$/.test(day) && wallTimeOf(day) !== null
    ? ok(day.replaceAll('-', ''))
    : fail(wrongParameter(parameter, 'a day as YYYY-MM-DD', day));
}
