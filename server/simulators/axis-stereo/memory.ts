import { DateTime } from 'luxon';
import type { SimulatedAnswer } from '../device/device-model.ts';

/** People in and out of one stretch of time, by the moment at which it begins. */
interface StoredBin {
  readonly from: DateTime;
  readonly in: number;
  readonly out: number;
}

interface Tally {
  in: number;
  out: number;
}

const minuteMs = 60_000;
/** Opening hours of the invented past: from this hour on, for so many quarters of an hour. */
const opens = 8;
const openQuarters = 48;

/** What a simulated camera has stored: people by minutes, from its first day on. */
export class SimulatedHistory {
  readonly #zone: string;
  readonly #minutes = new Map<number, Tally>();
  #since: number;

  /** @param nowMs the first day is the one of this moment */
  constructor(zone: string, nowMs: number) {
    this.#zone = zone;
    this.#since = this.#dayOf(nowMs).toMillis();
  }

  count(nowMs: number, people: { readonly in?: number; readonly out?: number }): void {
    const minute = Math.floor(nowMs / minuteMs) * minuteMs;
    const tally = this.#minutes.get(minute) ?? { in: 0, out: 0 };
    this.#minutes.set(minute, {
      in: tally.in + (people.in ?? 0),
      out: tally.out + (people.out ?? 0),
    });
    this.#since = Math.min(this.#since, this.#dayOf(nowMs).toMillis());
  }

  /** Invents the days before, in place of what was stored: every quarter of an hour somebody comes, and leaves half an hour later. */
  inventDays(days: number, nowMs: number): void {
    const today = this.#dayOf(nowMs);
    for (const minute of this.#minutes.keys()) if (minute < today.toMillis()) this.#minutes.delete(minute);
    this.#since = today.toMillis();
    for (let back = days; back >= 1; back -= 1) {
      const day = today.minus({ days: back });
      const opening = day.set({ hour: opens }).toMillis();
      for (let quarter = 0; quarter < openQuarters; quarter += 1) {
        const people = 1 + ((quarter * 7 + day.day * 3) % 5);
        const at = opening + quarter * 15 * minuteMs;
        this.count(at, { in: people });
        this.count(at + 30 * minuteMs, { out: people });
      }
    }
  }

  /** The bins of days (`YYYYMMDD`) from the first until now, empty ones included, in the order of time. */
  *bins(binSeconds: number, nowMs: number, isWanted: (day: string) => boolean): Generator<StoredBin> {
    let day = DateTime.fromMillis(this.#since, { zone: this.#zone });
    while (day.toMillis() <= nowMs) {
      const next = day.plus({ days: 1 });
      // A clock may be set ahead by years: days that nobody asks for cost nothing.
      let from = isWanted(day.toFormat('yyyyMMdd')) ? day : next;
      while (from < next && from.toMillis() <= nowMs) {
        const to = binSeconds === 86_400 ? next : from.plus({ seconds: binSeconds });
        yield { from, ...this.#sum(from.toMillis(), to.toMillis()) };
        from = to;
      }
      day = next;
    }
  }

  #sum(from: number, to: number): Tally {
    const sum = { in: 0, out: 0 };
    for (let minute = from; minute < to; minute += minuteMs) {
      const tally = this.#minutes.get(minute);
      sum.in += tally?.in ?? 0;
      sum.out += tally?.out ?? 0;
    }
    return sum;
  }

  #dayOf(ms: number): DateTime {
    return DateTime.fromMillis(ms, { zone: this.#zone }).startOf('day');
  }
}

/** An export that a simulated camera is asked for. */
interface ExportRequest {
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
export function writeExport(request: ExportRequest): SimulatedAnswer | undefined {
  const { format, query } = request;
  const binSeconds = widths.get(query.get('resolution') ?? 'hour');
  const method = query.get('method') ?? 'open';
  const date = query.get('date') ?? 'all';
  const isWanted = daysIn(date);
  if (binSeconds === undefined || isWanted === undefined || !['open', 'download'].includes(method)) {
    return undefined;
  }
  const bins = [...request.bins(binSeconds, isWanted)];
  const name = `people-counter_${date.replaceAll(',', '_')}.${format}`;
  return {
    status: 200,
    body: format === 'csv' ? csvOf(bins, request) : jsonOf(bins, binSeconds, request),
    type: format === 'csv' ? 'text/csv' : 'application/json',
    ...(method === 'download' && {
      headers: { 'content-disposition': `attachment; filename="${name}"` },
    }),
  };
}

/** The days of a date parameter: one, a range, several, or all. */
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

function csvOf(bins: readonly StoredBin[], { unixtime }: ExportRequest): string {
  const header = ['Interval Start', ...(unixtime ? ['Interval Start (Unixtime)'] : []), 'In', 'Out'];
  const lines = bins.map(({ from, in: peopleIn, out: peopleOut }) => [
    from.toFormat('yyyy-MM-dd HH:mm:ss'),
    ...(unixtime ? [from.toUnixInteger()] : []),
    peopleIn,
    peopleOut,
  ]);
  return [header, ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

/** Written by hand: when clocks are set back a key occurs twice, which no JavaScript object can hold. */
function jsonOf(bins: readonly StoredBin[], delta: number, { device, jsonShape }: ExportRequest): string {
  if (jsonShape === 'list') {
    const rows = bins.map(({ from, in: peopleIn, out: peopleOut }) => ({
      start: from.toFormat('yyyy-MM-dd HH:mm:ss'),
      in: peopleIn,
      out: peopleOut,
    }));
    return JSON.stringify({ data: rows });
  }
  const counter = JSON.stringify({ ...device, delta, types: { In: 66, Out: 67 } });
  const rows = bins.map(
    ({ from, in: peopleIn, out: peopleOut }) =>
      `"${from.toFormat('yyyyMMddHHmmss')}": [${peopleIn}, ${peopleOut}]`,
  );
  return `{"counter": ${counter}, "data": {${rows.join(', ')}}}`;
}
