import { DateTime } from 'luxon';
import type { SimulatedAnswer } from '../device/device-model.ts';
import type { StoredBin } from './simulated-history.ts';

/** An export that a simulated camera is asked for. */
export interface ExportOrder {
  readonly format: 'csv' | 'json';
  readonly query: URLSearchParams;
  /** All that is stored, in bins of so many seconds. */
  bins(binSeconds: number, isWanted: (day: string) => boolean): Iterable<StoredBin>;
  readonly device: { readonly serial: string; readonly name: string };
  readonly jsonShape: 'keyed' | 'list';
  readonly unixtime: boolean;
}

const widths: ReadonlyMap<string, number> = new Map([
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
  ['60', 60],
  ['3600', 3600],
  ['86400', 86_400],
]);

/** Undefined for a query that makes no sense. Parameters that are not known are ignored (`export-method`). */
export function writeExport(order: ExportOrder): SimulatedAnswer | undefined {
  const { format, query } = order;
  const binSeconds = widths.get(query.get('resolution') ?? 'hour');
  const method = query.get('method') ?? 'open';
  const date = query.get('date') ?? 'all';
  const isWanted = daysIn(date);
  if (binSeconds === undefined || isWanted === undefined || !['open', 'download'].includes(method)) {
    return undefined;
  }
  const bins = [...order.bins(binSeconds, isWanted)];
  const name = `people-counter_${date.replaceAll(',', '_')}.${format}`;
  return {
    status: 200,
    body: format === 'csv' ? csvOf(bins, order) : jsonOf(bins, binSeconds, order),
    type: format === 'csv' ? 'text/csv' : 'application/json',
    ...(method === 'download' && {
      headers: { 'content-disposition': `attachment; filename="${name}"` },
    }),
  };
}

/** Which days a date asks for: one, an interval, several, or all. */
function daysIn(date: string): ((day: string) => boolean) | undefined {
  if (date === 'all') return () => true;
  const [from = '', to = ''] = date.split('-');
  if (isDay(from) && isDay(to)) return from <= to ? (day) => from <= day && day <= to : undefined;
  const days = date.split(',');
  return days.every(isDay) ? (day) => days.includes(day) : undefined;
}

function isDay(text: string): boolean {
  return /^\d{8}$/.test(text) && DateTime.fromFormat(text, 'yyyyMMdd').isValid;
}

function csvOf(bins: readonly StoredBin[], { unixtime }: ExportOrder): string {
  const header = ['Interval Start', ...(unixtime ? ['Interval Start (Unixtime)'] : []), 'In', 'Out'];
  const lines = bins.map(({ from, in: coming, out: going }) => [
    from.toFormat('yyyy-MM-dd HH:mm:ss'),
    ...(unixtime ? [from.toUnixInteger()] : []),
    coming,
    going,
  ]);
  return [header, ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

/** Written by hand: where clocks are put back a key comes twice, which no JavaScript object can hold. */
function jsonOf(bins: readonly StoredBin[], delta: number, { device, jsonShape }: ExportOrder): string {
  if (jsonShape === 'list') {
    const rows = bins.map(({ from, in: coming, out: going }) => ({
      start: from.toFormat('yyyy-MM-dd HH:mm:ss'),
      in: coming,
      out: going,
    }));
    return JSON.stringify({ data: rows });
  }
  const counter = JSON.stringify({ ...device, delta, types: { In: 66, Out: 67 } });
  const rows = bins.map(
    ({ from, in: coming, out: going }) => `"${from.toFormat('yyyyMMddHHmmss')}": [${coming}, ${going}]`,
  );
  return `{"counter": ${counter}, "data": {${rows.join(', ')}}}`;
}
