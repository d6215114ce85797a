import { json, type SimulatedAnswer, text } from '../device/device-model.ts';
import type { LoggedBin, PeopleLog } from '../device/people-log.ts';

const seconds: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** Whether a path is one of the four exports. */
export function isExportPath(path: string): boolean {
  return /^\/a3dpc\/api\/export(_occupancy)?\/(csv|json)$/.test(path);
}

/** Answers an export; parameters that are wrong get the vendor's 400 with fields and reasons. */
export function answerExport(path: string, query: string, log: PeopleLog, now: number): SimulatedAnswer {
  const isOccupancy = path.includes('export_occupancy');
  const parameters = new URLSearchParams(query);
  const start = momentOf(parameters.get('start') ?? '', log, now);
  const end = momentOf(parameters.get('end') ?? '', log, now);
  const resolution = parameters.get('resolution') ?? '';
  const length = isOccupancy && resolution === 'minute' ? undefined : seconds[resolution];
  const errors = [
    ...(start === null ? [{ field: 'start', reason: 'Invalid date' }] : []),
    ...(end === null ? [{ field: 'end', reason: 'Invalid date' }] : []),
    ...(start !== null && end !== null && start > end ? [{ field: 'end', reason: 'Before start' }] : []),
    ...(length === undefined ? [{ field: 'resolution', reason: 'Invalid resolution' }] : []),
  ];
  if (errors.length > 0 || start === null || end === null || length === undefined)
    return json({ error: { message: 'Validation failed', error: errors } }, 400);
  const rows = log.bins(start, Math.min(end, now), length).map((bin) => rowOf(bin, isOccupancy, log));
  return path.endsWith('/csv') ? csv(rows, isOccupancy) : json({ data: rows });
}

function momentOf(moment: string, log: PeopleLog, now: number): number | null {
  if (moment === 'now') return now;
  const today = log.startOfDay(log.print(now, 'yyyyMMdd'));
  if (moment === 'today') return today.toMillis();
  if (moment === 'yesterday') return today.minus({ days: 1 }).toMillis();
  if (!/^\d{8}$/.test(moment)) return null;
  const day = log.startOfDay(moment);
  return day.isValid ? day.toMillis() : null;
}

function rowOf(bin: LoggedBin, isOccupancy: boolean, log: PeopleLog) {
  const time = (ms: number) => log.print(ms, 'yyyy-MM-dd HH:mm:ss');
  const stretch = { start: time(bin.from), end: time(bin.to) };
  return isOccupancy ? { ...stretch, peak: bin.peak } : { ...stretch, in: bin.in, out: bin.out };
}

function csv(rows: readonly object[], isOccupancy: boolean): SimulatedAnswer {
  const titles = isOccupancy ? 'start,end,peak' : 'start,end,in,out';
  const lines = rows.map((row) => Object.values(row).join(','));
  return { ...text(`${[titles, ...lines].join('\n')}\n`), type: 'text/csv' };
}

/** What a simulated camera says about itself in a push. */
interface PushSender {
  readonly serial: string;
  readonly name: string;
  readonly timezone: string;
}

const minuteMs = 60_000;
const utcFormat = "yyyy-MM-dd'T'HH:mm:ss";

/**
 * The push of the last whole `minutes` before `now`, a measurement for each. `example` has objects and
 * `timezone`, `table` has arrays and `timeZone`. What a push of more than one minute holds is assumed.
 */
export function pushBody(
  log: PeopleLog,
  now: number,
  minutes: number,
  shape: 'example' | 'table',
  { serial, name, timezone }: PushSender,
): string {
  const to = Math.floor(now / (minutes * minuteMs)) * minutes * minuteMs;
  const from = to - minutes * minuteMs;
  const times = (start: number, end: number) => ({
    utcFrom: utc(start),
    utcTo: utc(end),
    localFrom: log.print(start, utcFormat),
    localTo: log.print(end, utcFormat),
  });
  const measurements = log.bins(from, to, 60).map((bin) => ({
    kind: 'people-counts',
    ...times(bin.from, bin.to),
    items: [
      { direction: 'in', count: bin.in, adults: bin.in },
      { direction: 'out', count: bin.out, adults: bin.out },
    ],
  }));
  const data = { ...times(from, to), measurements };
  const about = {
    application: 'AXIS 3D People Counter',
    applicationVersion: '10.3',
    name,
    serial: serial.replaceAll(':', '').toLowerCase(),
    ipAddress: '127.0.0.1',
  };
  return JSON.stringify({
    apiName: 'Axis Retail Data',
    apiVersion: '0.4',
    utcSent: utc(now),
    localSent: log.print(now, utcFormat),
    ...(shape === 'example'
      ? { data, sensor: { ...about, timezone } }
      : { data: [data], sensor: [{ ...about, timeZone: timezone }] }),
  });
}

function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
