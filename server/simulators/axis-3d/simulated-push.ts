import type { PeopleLog } from '../device/people-log.ts';

/** What a simulated camera says about itself in a push. */
export interface PushSender {
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
